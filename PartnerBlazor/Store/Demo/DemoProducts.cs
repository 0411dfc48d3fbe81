namespace PartnerBlazor.Store.Demo;

/// <summary>A product of the demo's catalogue.</summary>
/// <param name="Code">The vendor's product code (domain.md B14).</param>
/// <param name="Name">Neutral name.</param>
/// <param name="Category">The protection it gives.</param>
/// <param name="Weight">How often customers have it; relative.</param>
public sealed record DemoProduct(string Code, string Name, LicenceCategory Category, int Weight);

/// <summary>The demo's catalogue: at least one product for every licence category.</summary>
public static class DemoProducts
{
    /// <summary>All products.</summary>
    public static IReadOnlyList<DemoProduct> All { get; } =
    [
        new("CIXA-MSP", "Endpoint Advanced – User", LicenceCategory.Endpoint, 30),
        new("SVRCLOUDADV-MSP", "Server Advanced", LicenceCategory.Server, 18),
        new("CEMA-MSP", "Email Advanced", LicenceCategory.Email, 14),
        new("CEMA-PE-ADDON-MSP", "Email Portal Encryption Add-on", LicenceCategory.Email, 3),
        new("CMS-MSP", "Mobile Standard", LicenceCategory.Mobile, 4),
        new("CMA-MSP", "Mobile Advanced", LicenceCategory.Mobile, 3),
        new("CDE-MSP", "Device Encryption", LicenceCategory.Encryption, 6),
        new("xg_email_std", "Firewall Email Protection", LicenceCategory.Firewall, 4),
        new("CW7-SUP-MSP", "Firewall Support", LicenceCategory.Firewall, 6),
        new("CIXAXDR", "XDR – User", LicenceCategory.Xdr, 8),
        new("SVRCIXAXDR", "XDR – Server", LicenceCategory.Xdr, 5),
        new("CIXAMTR-STD-MSP", "MDR Essentials – User", LicenceCategory.Mdr, 6),
        new("CIXAMTR-ADV-MSP", "MDR Complete – User", LicenceCategory.Mdr, 8),
        new("SVRCIXAMTR-STD-MSP", "MDR Essentials – Server", LicenceCategory.Mdr, 4),
        new("SVRCIXAMTR-ADV-MSP", "MDR Complete – Server", LicenceCategory.Mdr, 5),
        new("NDR-MSP", "Network Detection", LicenceCategory.Network, 4),
        new("CLDWKL-MSP", "Cloud Workload Protection", LicenceCategory.Cloud, 4),
        new("CPHISH-MSP", "Phishing Training", LicenceCategory.Phishing, 7),
        new("CUEM-MSP", "Unified Endpoint Management", LicenceCategory.Uem, 4),
    ];

    /// <summary>Products of a category.</summary>
    public static IReadOnlyList<DemoProduct> Of(LicenceCategory category) => s_byCategory[category];

    /// <summary>The products with their weights.</summary>
    internal static IReadOnlyList<(DemoProduct Item, int Weight)> Weighted { get; } = [.. All.Select(p => (p, p.Weight))];

    private static readonly Dictionary<LicenceCategory, DemoProduct[]> s_byCategory =
        All.GroupBy(p => p.Category).ToDictionary(g => g.Key, g => g.ToArray());
}
