using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>
/// What products protect that this program does not know, as the partner's people say, inside one write; those nobody has met yet are noted,
/// so that somebody can say it. A product without a code has nothing it could be known by and is not noted.
/// </summary>
internal sealed class ProductMap
{
    private readonly WriteSession _session;
    private readonly Dictionary<string, ProductMapping> _met;

    private ProductMap(WriteSession session, Dictionary<string, ProductMapping> met) => (_session, _met) = (session, met);

    /// <summary>The map for these answers; mostly they tell only of known products, and nothing is read.</summary>
    public static async Task<ProductMap> ReadAsync(WriteSession session, IEnumerable<VendorLicences> told) =>
        new(session, told.SelectMany(answer => answer.Licences).Any(licence => licence.Category is null)
            ? await session.Db.ProductMappings.Where(p => p.PartnerId == session.PartnerId).ToDictionaryAsync(p => p.Code, StringComparer.Ordinal) : []);

    /// <summary>What a licence's product protects: what this program knows, else what a person chose, else <see cref="ProductMapping.Fallback"/>.</summary>
    public LicenceCategory CategoryOf(VendorLicence told) =>
        told.Category ?? (told.ProductCode.Length > 0 ? Meet(told).Category : null) ?? ProductMapping.Fallback;

    private ProductMapping Meet(VendorLicence told)
    {
        if (!_met.TryGetValue(told.ProductCode, out var product))
        {
            _met.Add(told.ProductCode, product = new ProductMapping
            {
                PartnerId = _session.PartnerId,
                Code = told.ProductCode,
                Name = told.ProductName,
                SeenAt = _session.Now,
            });
            _session.Db.ProductMappings.Add(product);
        }
        product.Name = told.ProductName;
        return product;
    }
}
