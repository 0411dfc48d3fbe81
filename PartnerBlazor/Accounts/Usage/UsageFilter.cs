using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>What the usage page shows: filters, search, order. A value; the address holds it. Trials are never among them.</summary>
public sealed record UsageFilter
{
    /// <summary>The billing types of customers whose usage is managed.</summary>
    public static IReadOnlyList<BillingType> Managed { get; } = [BillingType.Term, BillingType.Usage, BillingType.Ordered];

    /// <summary>Search as typed.</summary>
    public string Search { get; init; } = "";
    /// <summary>Billing types, of <see cref="Managed"/>; none means all of them.</summary>
    public IReadOnlyList<BillingType> Billing { get; init; } = [];
    /// <summary>Only customers who use more of a licence than they have.</summary>
    public bool OverUsed { get; init; }
    /// <summary>Only customers with devices without protection.</summary>
    public bool Unprotected { get; init; }
    /// <summary>By how full the fullest licence is; false: by displayed name.</summary>
    public bool ByUsage { get; init; }
    /// <summary>Order turned round.</summary>
    public bool Descending { get; init; }

    /// <summary>True when nothing is filtered or searched.</summary>
    public bool IsEmpty => Search.Length == 0 && Billing.Count == 0 && !OverUsed && !Unprotected;

    /// <summary>The same order without filters and search.</summary>
    public UsageFilter Cleared() => new() { ByUsage = ByUsage, Descending = Descending };

    /// <summary>The customers meant, in the words of the customers list: one matcher and one set of reads for both.</summary>
    public CustomerFilter Customers => new()
    {
        Search = Search,
        Billing = Billing.Count > 0 ? Billing : Managed,
        // A cover is the worst of its category's running licences, and over-use is the worst there is.
        States = OverUsed ? [LicenceState.OverUsed] : [],
        WithUnprotected = Unprotected,
        Sort = ByUsage ? CustomerSort.Usage : CustomerSort.Name,
        Descending = Descending,
    };
}
