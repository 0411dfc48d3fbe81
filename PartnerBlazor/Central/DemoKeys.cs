using PartnerBlazor.Store;

namespace PartnerBlazor.Central;

/// <summary>A licence key the demo's vendor knows.</summary>
/// <param name="Key">The key.</param>
/// <param name="Product">What it buys.</param>
/// <param name="Quantity">Seats.</param>
/// <param name="Months">For how many months.</param>
public sealed record DemoKey(string Key, Product Product, int Quantity, int Months);

/// <summary>The licence keys to try in the demo; README shows them. Each buys once a database.</summary>
public static class DemoKeys
{
    /// <summary>All keys.</summary>
    public static IReadOnlyList<DemoKey> All { get; } =
    [
        Of("DEMO1-ENDP2-25S12", "CIXA-MSP", 25, 12),
        Of("DEMO2-ENDP7-50S36", "CIXA-MSP", 50, 36),
        Of("DEMO3-SERV4-10S12", "SVRCLOUDADV-MSP", 10, 12),
        Of("DEMO4-MAIL6-40S12", "CEMA-MSP", 40, 12),
        Of("DEMO5-MDRC8-30S24", "CIXAMTR-ADV-MSP", 30, 24),
        Of("DEMO6-XDRU3-20S12", "CIXAXDR", 20, 12),
    ];

    /// <summary>The key as typed, blanks and case ignored; null when there is none.</summary>
    public static DemoKey? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return All.FirstOrDefault(known => known.Key.Equals(string.Concat(key.Where(sign => !char.IsWhiteSpace(sign))), StringComparison.OrdinalIgnoreCase));
    }

    private static DemoKey Of(string key, string product, int quantity, int months) => new(key, Products.Find(product)!, quantity, months);
}
