using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>A customer as a dry run sees it.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Licences">All its licences.</param>
/// <param name="IsKnown">They were read, or nobody can read them (<see cref="LicenceReadRules"/>).</param>
/// <param name="IsHidden">The vendor does not show them.</param>
internal sealed record ReadAccount(Customer Customer, IReadOnlyList<Licence> Licences, bool IsKnown, bool IsHidden);

/// <summary>Reads that the dry runs and the acts share.</summary>
internal static class AccountReads
{
    /// <summary>
    /// Those of these customers that exist for the person, each once with all its licences, in no order. Untracked. What the person may do
    /// with them is the caller's to ask.
    /// </summary>
    public static async Task<List<ReadAccount>> AccountsAsync(
        this PartnerDb db, PartnerScope scope, IReadOnlyCollection<Guid> customerIds, CancellationToken cancel)
    {
        var read = new List<ReadAccount>(customerIds.Count);
        foreach (var ids in customerIds.Distinct().Chunk(Ids.Batch))
        {
            var there = await db.CustomerRows.AsNoTracking().InScope(db, scope).Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancel);
            var customers = await db.Customers.AsNoTracking().Where(c => there.Contains(c.Id)).ToListAsync(cancel);
            var licences = (await db.Licences.AsNoTracking().Where(l => there.Contains(l.CustomerId)).ToListAsync(cancel)).ToLookup(l => l.CustomerId);
            var asOf = await db.WordsAsync(scope.HasVendor, there, cancel);
            read.AddRange(customers.Select(customer => new ReadAccount(customer, [.. licences[customer.Id]],
                !LicenceReadRules.AreAwaited(asOf.GetValueOrDefault(customer.Id), scope.HasVendor), LicenceReadRules.AreHidden(asOf.GetValueOrDefault(customer.Id), scope.HasVendor))));
        }
        return read;
    }

    /// <summary>Those of these customers whose licences were not read yet (<see cref="LicenceReadRules"/>).</summary>
    /// <param name="db">The store.</param>
    /// <param name="hasVendor">A real vendor is connected.</param>
    /// <param name="customerIds">At most a few hundred.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlySet<Guid>> AwaitedAsync(this PartnerDb db, bool hasVendor, IReadOnlyCollection<Guid> customerIds, CancellationToken cancel) =>
        (await db.WordsAsync(hasVendor, customerIds, cancel)).Values.Where(asOf => LicenceReadRules.AreAwaited(asOf, hasVendor)).Select(asOf => asOf.CustomerId).ToHashSet();

    private static async Task<Dictionary<Guid, CustomerAsOf>> WordsAsync(this PartnerDb db, bool hasVendor, IReadOnlyCollection<Guid> customerIds, CancellationToken cancel) =>
        hasVendor ? await db.AsOf.AsNoTracking().Where(a => customerIds.Contains(a.CustomerId)).ToDictionaryAsync(a => a.CustomerId, cancel) : [];
}
