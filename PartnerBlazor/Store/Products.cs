namespace PartnerBlazor.Store;

/// <summary>The families a monthly account's products are chosen from (domain.md A8).</summary>
public enum ProductFamily
{
    /// <summary>User endpoints.</summary>
    Endpoint,
    /// <summary>Unified endpoint management and mobiles.</summary>
    Uem,
    /// <summary>Servers.</summary>
    Server,
    /// <summary>Everything that comes beside.</summary>
    AddOn,
}

/// <summary>A product the vendor sells.</summary>
/// <param name="Code">The vendor's product code (domain.md B14).</param>
/// <param name="Name">Neutral name; not translated.</param>
/// <param name="Family">Family it is chosen from.</param>
/// <param name="Category">The protection it gives.</param>
/// <param name="AtVendor">True: the code was met at the vendor (domain.md B14), so a new account can be asked for with it.</param>
public sealed record Product(string Code, string Name, ProductFamily Family, LicenceCategory Category, bool AtVendor = true);

/// <summary>The product catalogue: at least one product for every licence category. Codes are data, names are the portal's own (domain.md B14).</summary>
public static class Products
{
    /// <summary>All products, by family, the smaller before the larger.</summary>
    public static IReadOnlyList<Product> All { get; } =
    [
        new("CIXA-MSP", "Endpoint Advanced – User", ProductFamily.Endpoint, LicenceCategory.Endpoint),
        new("CIXAXDR", "XDR – User", ProductFamily.Endpoint, LicenceCategory.Xdr),
        new("CIXAMTR-STD-MSP", "MDR Essentials – User", ProductFamily.Endpoint, LicenceCategory.Mdr),
        new("CIXAMTR-ADV-MSP", "MDR Complete – User", ProductFamily.Endpoint, LicenceCategory.Mdr),
        new("CUEM-MSP", "Unified Endpoint Management", ProductFamily.Uem, LicenceCategory.Uem, AtVendor: false),
        new("CMS-MSP", "Mobile Standard", ProductFamily.Uem, LicenceCategory.Mobile),
        new("CMA-MSP", "Mobile Advanced", ProductFamily.Uem, LicenceCategory.Mobile),
        new("SVRCLOUDADV-MSP", "Server Advanced", ProductFamily.Server, LicenceCategory.Server),
        new("SVRCIXAXDR", "XDR – Server", ProductFamily.Server, LicenceCategory.Xdr),
        new("SVRCIXAMTR-STD-MSP", "MDR Essentials – Server", ProductFamily.Server, LicenceCategory.Mdr),
        new("SVRCIXAMTR-ADV-MSP", "MDR Complete – Server", ProductFamily.Server, LicenceCategory.Mdr),
        new("CEMA-MSP", "Email Advanced", ProductFamily.AddOn, LicenceCategory.Email),
        new("CEMA-PE-ADDON-MSP", "Email Portal Encryption Add-on", ProductFamily.AddOn, LicenceCategory.Email),
        new("CDE-MSP", "Device Encryption", ProductFamily.AddOn, LicenceCategory.Encryption),
        new("CLDWKL-MSP", "Cloud Workload Protection", ProductFamily.AddOn, LicenceCategory.Cloud, AtVendor: false),
        new("NDR-MSP", "Network Detection", ProductFamily.AddOn, LicenceCategory.Network),
        new("xg_email_std", "Firewall Email Protection", ProductFamily.AddOn, LicenceCategory.Firewall),
        new("CW7-SUP-MSP", "Firewall Support", ProductFamily.AddOn, LicenceCategory.Firewall),
        new("CPHISH-MSP", "Phishing Training", ProductFamily.AddOn, LicenceCategory.Phishing),
    ];

    private const string Separator = ", ";

    private static readonly Dictionary<string, Product> s_byCode = All.ToDictionary(product => product.Code, StringComparer.Ordinal);

    /// <summary>The product of a code; null when the catalogue does not know it.</summary>
    public static Product? Find(string code) => s_byCode.GetValueOrDefault(code);

    /// <summary>Product codes as one text, the same for the same products.</summary>
    public static string CodesOf(IEnumerable<string> codes) => string.Join(Separator, codes.Distinct().Order(StringComparer.Ordinal));

    /// <summary>The names of what <see cref="CodesOf"/> wrote; what the catalogue does not know keeps its code.</summary>
    public static string NamesOf(string codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return string.Join(Separator, codes.Split(Separator).Select(code => Find(code)?.Name ?? code));
    }
}
