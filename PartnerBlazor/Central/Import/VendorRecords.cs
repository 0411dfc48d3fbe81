using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>The file a record came from.</summary>
/// <param name="Name">Path below the imported folder.</param>
/// <param name="At">When it was saved (UTC): what it says is at least that old.</param>
public sealed record AnswerSource(string Name, DateTime At);

/// <summary>A customer as the vendor tells it (domain.md B3). Null: the answer does not say.</summary>
public sealed record VendorCustomer(AnswerSource Source, Guid Id)
{
    /// <summary>Original name.</summary>
    public string? Name { get; init; }
    /// <summary>Displayed name; empty when the vendor says there is none.</summary>
    public string? ShowAs { get; init; }
    /// <summary>Where its data lives.</summary>
    public string? DataGeography { get; init; }
    /// <summary>Region code.</summary>
    public string? DataRegion { get; init; }
    /// <summary>Billing type; null also for one this program does not know.</summary>
    public BillingType? BillingType { get; init; }
    /// <summary>Status; null also for one this program does not know.</summary>
    public CustomerStatus? Status { get; init; }
    /// <summary>True when the vendor gives an API host.</summary>
    public bool Activated => ApiHost is not null;
    /// <summary>Its regional API host, as told; null: none.</summary>
    public string? ApiHost { get; init; }
    /// <summary>Contact.</summary>
    public Contact? Contact { get; init; }
}

/// <summary>The licences of one customer (domain.md B6).</summary>
/// <param name="Source">The file.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Licences">What could be read of them, one per id.</param>
/// <param name="Refused">Ids of those that could not be read; they are there all the same.</param>
/// <param name="Whole">False when one had no id, so that nothing can be said about those missing.</param>
public sealed record VendorLicences(
    AnswerSource Source, Guid CustomerId, IReadOnlyList<VendorLicence> Licences, IReadOnlySet<string> Refused, bool Whole);

/// <summary>A licence as the vendor tells it (domain.md B6).</summary>
/// <param name="Id">The vendor's id, a text.</param>
/// <param name="Number">The number printed on it.</param>
/// <param name="ProductCode">Product code.</param>
/// <param name="ProductName">Product name.</param>
/// <param name="Category">The protection it gives; null: this program does not know the product.</param>
/// <param name="Type">Kind.</param>
/// <param name="StartDate">First valid day; null: not told.</param>
/// <param name="EndDate">Last valid day; null: never ends.</param>
/// <param name="Quantity">Seats; null: unlimited.</param>
/// <param name="Usage">Seats in use; null: not told.</param>
public sealed record VendorLicence(
    string Id, string Number, string ProductCode, string ProductName, LicenceCategory? Category, LicenceType Type,
    DateOnly? StartDate, DateOnly? EndDate, int? Quantity, int? Usage)
{
    /// <summary>What stands where the quantity should; null: it could be read, or there is none. Never taken for unlimited.</summary>
    public string? OddQuantity { get; init; }
    /// <summary>What stands where the usage should; null: it could be read, or there is none.</summary>
    public string? OddUsage { get; init; }
}

/// <summary>The alerts of one customer that count.</summary>
/// <param name="Open">Open alerts, one per id.</param>
/// <param name="All">True when these are all that were open, so that a missing one is closed.</param>
/// <param name="At">How old the newest reading among them is, by its first page; null: there is none.</param>
/// <param name="Older">Those of readings older than what is known; not to be taken.</param>
public sealed record VendorAlerts(IReadOnlyList<VendorAlert> Open, bool All, DateTime? At, IReadOnlyList<VendorAlert> Older);

/// <summary>An open alert as the vendor tells it (domain.md B9).</summary>
public sealed record VendorAlert(AnswerSource Source, string Id, Guid CustomerId)
{
    /// <summary>Rule and object, never the text (SPEC §6).</summary>
    public required string Cause { get; init; }
    /// <summary>The vendor's rule; empty when not told.</summary>
    public string Rule { get; init; } = "";
    /// <summary>Severity.</summary>
    public AlertSeverity Severity { get; init; }
    /// <summary>Category.</summary>
    public string Category { get; init; } = "";
    /// <summary>Product; empty when not told.</summary>
    public string Product { get; init; } = "";
    /// <summary>What happened.</summary>
    public required string Description { get; init; }
    /// <summary>When it was raised (UTC); null: not told.</summary>
    public DateTime? RaisedAt { get; init; }
    /// <summary>Device.</summary>
    public string Device { get; init; } = "";
    /// <summary>Person.</summary>
    public string Person { get; init; } = "";
    /// <summary>Allowed actions, separated by spaces.</summary>
    public string AllowedActions { get; init; } = "acknowledge";
}

/// <summary>How well the devices of a customer are protected, as the vendor checks it (domain.md B10).</summary>
/// <param name="Source">The answer.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Unprotected">Devices without protection; null: it is enrolled in nothing the check looks at.</param>
public sealed record VendorHealth(AnswerSource Source, Guid CustomerId, int? Unprotected);
