using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>A customer as a dry run sees it.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Licences">All its licences.</param>
/// <param name="IsKnown">They were read lately (<see cref="LicenceAgeRules"/>).</param>
internal sealed record ReadAccount(Customer Customer, IReadOnlyList<Licence> Licences, bool IsKnown);

/// <summary>Reads that the dry runs and the acts share.</summary>
internal static class AccountReads
{
    /// <summary>
    /// Those of these customers that exist for the person, each once with all its licences, in no order. Untracked. What the person may do
    /// with them is the caller's to ask.
    /// </summary>
    public static async Task<List<ReadAccount>> AccountsAsync(
        this PartnerDb db, PartnerScope scope, IReadOnlyCollection<Guid> customerIds, DateTime now, CancellationToken cancel)
    {
        var read = new List<ReadAccount>(customerIds.Count);
        foreach (var ids in customerIds.Distinct().Chunk(Ids.Batch))
        {
            var there = await db.CustomerRows.AsNoTracking().InScope(db, scope).Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancel);
            var customers = await db.Customers.AsNoTracking().Where(c => there.Contains(c.Id)).ToListAsync(cancel);
            var licences = (await db.Licences.AsNoTracking().Where(l => there.Contains(l.CustomerId)).ToListAsync(cancel)).ToLookup(l => l.CustomerId);
            var known = await db.KnownAsync(scope.HasVendor, there, now, cancel);
            read.AddRange(customers.Select(customer => new ReadAccount(customer, [.. licences[customer.Id]], known.Contains(customer.Id))));
        }
        return read;
    }

    /// <summary>Those of these customers whose licences were read lately (<see cref="LicenceAgeRules"/>).</summary>
    /// <param name="db">The store.</param>
    /// <param name="hasVendor">A real vendor is connected.</param>
    /// <param name="customerIds">At most a few hundred.</param>
    /// <param name="now">The moment (UTC).</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlySet<Guid>> KnownAsync(this PartnerDb db, bool hasVendor, IReadOnlyCollection<Guid> customerIds, DateTime now, CancellationToken cancel)
    {
        if (!hasVendor)
            return customerIds.ToHashSet();
        var asOf = await db.AsOf.AsNoTracking().Where(a => customerIds.Contains(a.CustomerId)).ToListAsync(cancel);
        return asOf.Where(one => LicenceAgeRules.AreKnown(one, hasVendor, now)).Select(one => one.CustomerId).ToHashSet();
    }
}
