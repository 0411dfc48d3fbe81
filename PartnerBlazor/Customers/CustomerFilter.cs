using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>A column the list can be sorted by.</summary>
public enum CustomerSort
{
    /// <summary>Displayed name, in the collation of the language.</summary>
    Name,
    /// <summary>Billing type.</summary>
    Billing,
    /// <summary>The worst cover.</summary>
    Licences,
    /// <summary>Next expiry; customers without one last.</summary>
    Expiry,
    /// <summary>Partner Assistance.</summary>
    Assistance,
    /// <summary>Open alerts, high before medium before low.</summary>
    Alerts,
    /// <summary>How old the facts are.</summary>
    AsOf,
    /// <summary>The fullest running licence; customers without a limit last. Only the usage page offers it.</summary>
    Usage,
}

/// <summary>What the list shows: filters, search, order. A value; the URL holds it (SPEC §3).</summary>
public sealed record CustomerFilter
{
    /// <summary>Longest horizon of the expiry filter, in days.</summary>
    public const int MaxExpiresWithin = 3650;

    /// <summary>Search as typed.</summary>
    public string Search { get; init; } = "";
    /// <summary>Billing types; none means all.</summary>
    public IReadOnlyList<BillingType> Billing { get; init; } = [];
    /// <summary>Cover states; none means all.</summary>
    public IReadOnlyList<LicenceState> States { get; init; } = [];
    /// <summary>Licence categories; none means all.</summary>
    public IReadOnlyList<LicenceCategory> Categories { get; init; } = [];
    /// <summary>Groups, any of them; none means all.</summary>
    public IReadOnlyList<Guid> Groups { get; init; } = [];
    /// <summary>Assistance states; none means all.</summary>
    public IReadOnlyList<PartnerAssistance> Assistance { get; init; } = [];
    /// <summary>Next expiry within this many days; null means any.</summary>
    public int? ExpiresWithin { get; init; }
    /// <summary>Only customers with open alerts.</summary>
    public bool WithAlerts { get; init; }
    /// <summary>Only customers with devices without protection. Only the usage page offers it.</summary>
    public bool WithUnprotected { get; init; }
    /// <summary>Order.</summary>
    public CustomerSort Sort { get; init; }
    /// <summary>Order turned round.</summary>
    public bool Descending { get; init; }

    /// <summary>True when nothing is filtered or searched.</summary>
    public bool IsEmpty => Search.Length == 0 && Billing.Count == 0 && States.Count == 0 && Categories.Count == 0
        && Groups.Count == 0 && Assistance.Count == 0 && ExpiresWithin is null && !WithAlerts && !WithUnprotected;

    /// <summary>The same order without filters and search.</summary>
    public CustomerFilter Cleared() => new() { Sort = Sort, Descending = Descending };

    /// <summary>The filter as it exists for a person: without <see cref="Permission.SeeAlerts"/> nothing is filtered or sorted by alerts (SPEC §2).</summary>
    public CustomerFilter For(PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.May(Permission.SeeAlerts))
            return this;
        return this with { WithAlerts = false, Sort = Sort == CustomerSort.Alerts ? CustomerSort.Name : Sort };
    }

    /// <summary>True when both let the same customers through, whatever their order.</summary>
    public bool Selects(CustomerFilter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        static string Of(CustomerFilter filter) => new CustomerLink(filter with { Sort = default, Descending = false }).ToString();
        return Of(this) == Of(other);
    }

    /// <summary>The cover pairs asked for; null when neither state nor category is filtered.</summary>
    public CoverMask? Mask => States.Count == 0 && Categories.Count == 0 ? null : CoverMask.Of(Categories, States);
}

/// <summary>A filter made ready to test many rows in memory; says the same as the query (asserted by a property test).</summary>
/// <param name="filter">The filter as it exists for the person: <see cref="CustomerFilter.For"/>.</param>
/// <param name="today">The UTC day the expiry filter counts from.</param>
public sealed class CustomerMatcher(CustomerFilter filter, DateOnly today)
{
    private readonly IReadOnlyList<string> _words = SearchText.Words(filter.Search);
    private readonly CoverMask? _mask = filter.Mask;

    /// <summary>True when the filter lets the row through. Scope is not looked at.</summary>
    public bool Matches(CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (filter.Billing.Count == 0 || filter.Billing.Contains(row.BillingType))
            && (_mask is not { } mask || mask.Meets(row.Mask))
            && (filter.Groups.Count == 0 || row.GroupIds.Any(filter.Groups.Contains))
            && (filter.Assistance.Count == 0 || filter.Assistance.Contains(row.Assistance))
            && (filter.ExpiresWithin is not { } days || row.NextExpiry <= today.AddDays(days))
            && (!filter.WithAlerts || row.Alerts > 0)
            && (!filter.WithUnprotected || row.UnprotectedDevices > 0)
            && SearchText.Matches(row.SearchText, _words);
    }
}
