using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>A product this program does not know.</summary>
/// <param name="Code">Product code of the vendor.</param>
/// <param name="Name">Product name, as the vendor last told it.</param>
/// <param name="Customers">How many customers have a licence of it; unlinked ones do not count.</param>
/// <param name="Category">What a person said it protects; null: nobody has.</param>
public sealed record UnknownProduct(string Code, string Name, int Customers, LicenceCategory? Category);

/// <summary>Reads which products a partner's customers have that this program does not know. For who manages people.</summary>
public sealed class ProductMapQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>The products that were met; those nobody has said anything of first.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    public async Task<IReadOnlyList<UnknownProduct>> ReadAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ManagePeople);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var met = await db.ProductMappings.AsNoTracking().Where(p => p.PartnerId == scope.PartnerId).ToListAsync(cancel);
        // A newer program may know what an older one met.
        met.RemoveAll(p => VendorWords.Category(p.Code, p.Name) is not null);
        if (met.Count == 0)
            return [];
        var customers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var codes in met.Select(p => p.Code).Chunk(Ids.Batch))
            foreach (var count in await db.Licences
                .Where(l => l.PartnerId == scope.PartnerId && codes.Contains(l.ProductCode) && db.CustomerRows.Any(r => r.Id == l.CustomerId))
                .GroupBy(l => l.ProductCode).Select(g => new { Code = g.Key, Customers = g.Select(l => l.CustomerId).Distinct().Count() }).ToListAsync(cancel))
                customers.Add(count.Code, count.Customers);
        return [.. met.Select(p => new UnknownProduct(p.Code, p.Name, customers.GetValueOrDefault(p.Code), p.Category))
            .OrderBy(p => p.Category is not null).ThenBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(p => p.Code, StringComparer.Ordinal)];
    }
}
