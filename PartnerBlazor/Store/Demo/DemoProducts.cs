namespace PartnerBlazor.Store.Demo;

/// <summary>How often the demo's customers have which product.</summary>
internal static class DemoProducts
{
    private static readonly Dictionary<string, int> s_weights = new(StringComparer.Ordinal)
    {
        ["CIXA-MSP"] = 30,
        ["SVRCLOUDADV-MSP"] = 18,
        ["CEMA-MSP"] = 14,
        ["CEMA-PE-ADDON-MSP"] = 3,
        ["CMS-MSP"] = 4,
        ["CMA-MSP"] = 3,
        ["CDE-MSP"] = 6,
        ["xg_email_std"] = 4,
        ["CW7-SUP-MSP"] = 6,
        ["CIXAXDR"] = 8,
        ["SVRCIXAXDR"] = 5,
        ["CIXAMTR-STD-MSP"] = 6,
        ["CIXAMTR-ADV-MSP"] = 8,
        ["SVRCIXAMTR-STD-MSP"] = 4,
        ["SVRCIXAMTR-ADV-MSP"] = 5,
        ["NDR-MSP"] = 4,
        ["CLDWKL-MSP"] = 4,
        ["CPHISH-MSP"] = 7,
        ["CUEM-MSP"] = 4,
    };

    private static readonly Dictionary<LicenceCategory, Product[]> s_byCategory =
        Products.All.GroupBy(product => product.Category).ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Products of a category.</summary>
    public static IReadOnlyList<Product> Of(LicenceCategory category) => s_byCategory[category];

    /// <summary>The products with their weights.</summary>
    public static IReadOnlyList<(Product Item, int Weight)> Weighted { get; } = [.. Products.All.Select(product => (product, s_weights[product.Code]))];
}
