using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>What a person says of products this program does not know. For who manages people. Done twice, it is done once.</summary>
public sealed class ProductMapCommands(PartnerStore store)
{
    /// <summary>
    /// Says what a product protects: all licences of it follow at once, and whatever is read from now on. Many customers take several
    /// transactions, so that nobody else waits long; done again, it goes on with those that are left.
    /// </summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="code">Code of the product.</param>
    /// <param name="category">What it protects.</param>
    /// <param name="cancel">Cancels between two transactions; finished ones stay.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>; <see cref="RefusalCodes.NotFound"/>: it was never met, or is known.</exception>
    public async Task SetAsync(PartnerScope scope, string code, LicenceCategory category, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(code);
        if (!Enum.IsDefined(category))
            throw new ArgumentOutOfRangeException(nameof(category), category, "Not a category.");
        var left = await store.WriteAsync(scope, Permission.ManagePeople, session => ChooseAsync(session, code, category), cancel);
        foreach (var ids in left.Chunk(Bulk.BatchSize))
            await store.WriteAsync(scope, Permission.ManagePeople, session => GoOnAsync(session, ids, code, category), cancel);
    }

    // The choice, and the first customers with it: mostly these are all.
    private static async Task<IReadOnlyCollection<Guid>> ChooseAsync(WriteSession session, string code, LicenceCategory category)
    {
        var product = await FindAsync(session, code);
        if (product is null || VendorWords.Category(product.Code, product.Name) is not null)
            throw new RefusedException(RefusalCodes.NotFound);
        if (product.Category != category)
        {
            var item = product.Name == code ? code : $"{product.Name} ({code})";
            session.JournalOther(JournalKinds.ProductMapped, null, item, product.Category?.ToString(), category.ToString());
            product.Category = category;
        }
        var all = await LicencesOf(session, code).Where(l => l.Category != category).Select(l => l.CustomerId).Distinct().ToListAsync();
        var first = all.Take(Bulk.BatchSize).ToList();
        await ApplyAsync(session, first, code, category);
        return [.. all.Skip(first.Count)];
    }

    private static async Task<bool> GoOnAsync(WriteSession session, Guid[] ids, string code, LicenceCategory category)
    {
        // Somebody chose something else meanwhile: that counts.
        if ((await FindAsync(session, code))?.Category != category)
            return false;
        await ApplyAsync(session, ids, code, category);
        return true;
    }

    private static async Task ApplyAsync(WriteSession session, IReadOnlyCollection<Guid> ids, string code, LicenceCategory category)
    {
        foreach (var licence in await LicencesOf(session, code).Where(l => ids.Contains(l.CustomerId) && l.Category != category).ToListAsync())
        {
            // Under another name it may be known.
            if (VendorWords.Category(licence.ProductCode, licence.ProductName) is not null)
                continue;
            session.Journal(JournalKinds.LicenceChanged, licence.CustomerId, licence.Id, licence.ProductName, $"{licence.Category}", $"{category}");
            licence.Category = category;
        }
    }

    private static Task<ProductMapping?> FindAsync(WriteSession session, string code) =>
        session.Db.ProductMappings.SingleOrDefaultAsync(p => p.PartnerId == session.PartnerId && p.Code == code);

    private static IQueryable<Licence> LicencesOf(WriteSession session, string code) =>
        session.Db.Licences.Where(l => l.PartnerId == session.PartnerId && l.ProductCode == code);
}
