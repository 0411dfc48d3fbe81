using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>Reads that the dry runs share.</summary>
internal static class AccountReads
{
    /// <summary>
    /// Those of these customers that exist for the person, each once with all its licences, in no order. Untracked. What the person may do
    /// with them is the caller's to ask.
    /// </summary>
    public static async Task<List<(Customer Customer, IReadOnlyList<Licence> Licences)>> AccountsAsync(
        this PartnerDb db, PartnerScope scope, IReadOnlyCollection<Guid> customerIds, CancellationToken cancel)
    {
        var read = new List<(Customer, IReadOnlyList<Licence>)>(customerIds.Count);
        foreach (var ids in customerIds.Distinct().Chunk(Ids.Batch))
        {
            var there = await db.CustomerRows.AsNoTracking().InScope(db, scope).Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancel);
            var customers = await db.Customers.AsNoTracking().Where(c => there.Contains(c.Id)).ToListAsync(cancel);
            var licences = (await db.Licences.AsNoTracking().Where(l => there.Contains(l.CustomerId)).ToListAsync(cancel)).ToLookup(l => l.CustomerId);
            read.AddRange(customers.Select(customer => (customer, (IReadOnlyList<Licence>)[.. licences[customer.Id]])));
        }
        return read;
    }
}
