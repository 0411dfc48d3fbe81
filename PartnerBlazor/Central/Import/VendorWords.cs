using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>The vendor's enum values and product codes in our words (domain.md B14, E). Null: a value this program does not know.</summary>
public static class VendorWords
{
    // First match wins: what a product adds (MDR, XDR) says more than what it runs on.
    private static readonly (Func<string, bool> Is, LicenceCategory Category)[] s_codes =
    [
        (code => Has(code, "MTR") || Has(code, "MDR"), LicenceCategory.Mdr),
        (code => Has(code, "XDR"), LicenceCategory.Xdr),
        (code => Has(code, "NDR") || Has(code, "ZTNA") || Has(code, "WIFI") || Starts(code, "SWITCH"), LicenceCategory.Network),
        (code => Has(code, "PHISH"), LicenceCategory.Phishing),
        (code => Has(code, "UEM"), LicenceCategory.Uem),
        (code => Starts(code, "CLD") || Starts(code, "COPTIX") || Has(code, "CSPM"), LicenceCategory.Cloud),
        (code => Starts(code, "SVR"), LicenceCategory.Server),
        (code => Starts(code, "CEMA"), LicenceCategory.Email),
        (code => Starts(code, "CMA") || Starts(code, "CMS"), LicenceCategory.Mobile),
        (code => Starts(code, "CDE"), LicenceCategory.Encryption),
        (code => Starts(code, "XG") || Starts(code, "CW7") || Starts(code, "SG-") || Starts(code, "FW"), LicenceCategory.Firewall),
        (code => Starts(code, "CIXA") || Starts(code, "CEA"), LicenceCategory.Endpoint),
    ];

    // For codes nobody has met yet: the product's name in plain words.
    private static readonly (string Word, LicenceCategory Category)[] s_names =
    [
        ("MDR", LicenceCategory.Mdr), ("Managed Detection", LicenceCategory.Mdr), ("Threat Response", LicenceCategory.Mdr), ("XDR", LicenceCategory.Xdr),
        ("Firewall", LicenceCategory.Firewall), ("Phish", LicenceCategory.Phishing), ("Email", LicenceCategory.Email), ("Encryption", LicenceCategory.Encryption),
        ("Unified Endpoint", LicenceCategory.Uem), ("Mobile", LicenceCategory.Mobile), ("Network", LicenceCategory.Network), ("Wireless", LicenceCategory.Network),
        ("Switch", LicenceCategory.Network), ("Zero Trust", LicenceCategory.Network), ("Cloud", LicenceCategory.Cloud), ("Server", LicenceCategory.Server),
        ("Endpoint", LicenceCategory.Endpoint),
    ];

    /// <summary>Products alerts speak of.</summary>
    public static IReadOnlySet<string> AlertProducts { get; } = Set(
        "other endpoint server mobile encryption emailGateway webGateway phishThreat wireless iaas firewall");

    /// <summary>Categories of alerts.</summary>
    public static IReadOnlySet<string> AlertCategories { get; } = Set(
        "azure adSync applicationControl appReputation blockListed connectivity cwg denc downloadReputation endpointFirewall fenc "
        + "forensicSnapshot general iaas iaasAzure isolation malware mtr mobiles policy protection pua runtimeDetections security smc "
        + "systemHealth uav uncategorized updating utm virt wireless xgEmail");

    /// <summary>Billing type.</summary>
    public static BillingType? Billing(string word) => Lower(word) switch
    {
        "trial" => BillingType.Trial,
        "term" => BillingType.Term,
        "usage" => BillingType.Usage,
        "ordered" => BillingType.Ordered,
        _ => null,
    };

    /// <summary>Status of a customer; the vendor writes <c>canceled</c>.</summary>
    public static CustomerStatus? Status(string word) => Lower(word) switch
    {
        "active" => CustomerStatus.Active,
        "suspended" => CustomerStatus.Suspended,
        "canceled" or "cancelled" => CustomerStatus.Cancelled,
        _ => null,
    };

    /// <summary>Type of a licence; <c>enterprise</c> and <c>perpetual</c> are term licences too.</summary>
    public static LicenceType? Licence(string word) => Lower(word) switch
    {
        "trial" => LicenceType.Trial,
        "term" or "enterprise" or "perpetual" => LicenceType.Term,
        "usage" => LicenceType.Usage,
        "ordered" => LicenceType.Ordered,
        _ => null,
    };

    /// <summary>Severity of an alert.</summary>
    public static AlertSeverity? Severity(string word) => Lower(word) switch
    {
        "low" => AlertSeverity.Low,
        "medium" => AlertSeverity.Medium,
        "high" => AlertSeverity.High,
        _ => null,
    };

    /// <summary>What a product protects, by the family its code begins with, else by its name.</summary>
    public static LicenceCategory? Category(string code, string name)
    {
        foreach (var (isOf, category) in s_codes)
            if (isOf(code))
                return category;
        foreach (var (word, category) in s_names)
            if (Has(name, word))
                return category;
        return null;
    }

    /// <summary>Where an account of this billing type came from, as far as the files tell: a trial is taken for the customer's own.</summary>
    public static CustomerOrigin Origin(BillingType billing) => billing switch
    {
        BillingType.Usage => CustomerOrigin.MonthlyAccount,
        BillingType.Ordered => CustomerOrigin.ManagedOrder,
        BillingType.Trial => CustomerOrigin.CustomerTrial,
        _ => CustomerOrigin.Term,
    };

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];

    private static string Lower(string word) => word.ToLowerInvariant();

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static bool Starts(string text, string part) => text.StartsWith(part, StringComparison.OrdinalIgnoreCase);
}
