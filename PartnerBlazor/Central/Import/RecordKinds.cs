using System.Text.Json;

namespace PartnerBlazor.Central.Import;

/// <summary>What a record of an answer is.</summary>
internal enum RecordKind
{
    /// <summary>Nothing the vendor is known to answer.</summary>
    Unknown,
    /// <summary>A customer (tenant, domain.md B3).</summary>
    Customer,
    /// <summary>The licences of a customer (B6).</summary>
    Licences,
    /// <summary>An alert (B9).</summary>
    Alert,
    /// <summary>Something else of the vendor's that tells nothing here: an error, a bill, administrators, firewalls, health.</summary>
    Other,
}

/// <summary>Tells the vendor's records apart by the fields only they have; all optional ones may be missing.</summary>
internal static class RecordKinds
{
    private static readonly string[] s_alert = ["severity", "raisedAt", "groupKey", "allowedActions"];

    private static readonly string[] s_customer = ["showAs", "billingType", "dataGeography", "dataRegion", "apiHost"];

    // Fields that customers share with other records; looked at last.
    private static readonly string[] s_perhapsCustomer = ["contact", "partner", "products", "managed", "status"];

    // Errors (B12), bills (B7), firewalls (B6), administrators and roles (B8), health (B10), whoami (B1).
    private static readonly string[] s_other =
    [
        "error", "correlationId", "billableQuantity", "orderLineItemNumber", "partnerAccountId", "serialNumber", "permissionSets", "principalType",
        "roleAssignments", "profile", "idType", "apiHosts", "endpoint", "networkDevice",
    ];

    /// <summary>The kind of the record.</summary>
    public static RecordKind Of(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
            return RecordKind.Unknown;
        bool Any(string[] names) => names.Any(name => record.TryGetProperty(name, out _));
        if (Any(s_alert))
            return RecordKind.Alert;
        if (Any(["serialNumber"]))
            return RecordKind.Other;
        if (record.Get("licenses") is { ValueKind: JsonValueKind.Array })
            return RecordKind.Licences;
        if (Any(s_customer))
            return RecordKind.Customer;
        if (Any(s_other))
            return RecordKind.Other;
        return Any(s_perhapsCustomer) || (Any(["id"]) && Any(["name"])) ? RecordKind.Customer : RecordKind.Unknown;
    }

    /// <summary>Why a file with this first record is refused.</summary>
    public static string WhyUnknown(JsonElement record) =>
        record.Has("product") && record.Has("startDate")
            ? "holds licences without the answer around them, so that nothing says whose they are"
            : "holds neither customers, licences nor alerts as the vendor answers them";
}
