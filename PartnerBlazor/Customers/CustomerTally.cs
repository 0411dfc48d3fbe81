using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>How many customers are in which state: the tiles and the bell.</summary>
/// <param name="Total">All customers of the scope.</param>
/// <param name="Trial">On trial.</param>
/// <param name="Term">Termed.</param>
/// <param name="Usage">Monthly.</param>
/// <param name="Expiring">With an expiring cover.</param>
/// <param name="Expired">With a cover in grace or expired.</param>
/// <param name="WithAlerts">With open alerts.</param>
/// <param name="High">Open alerts of high severity.</param>
/// <param name="Medium">Open alerts of medium severity.</param>
/// <param name="Low">Open alerts of low severity.</param>
public sealed record CustomerTally(
    int Total, int Trial, int Term, int Usage, int Expiring, int Expired, int WithAlerts, int High, int Medium, int Low)
{
    /// <summary>Nothing.</summary>
    public static CustomerTally None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Pairs of any category with Expiring.</summary>
    public static CoverMask ExpiringMask { get; } = CoverMask.Of([], [LicenceState.Expiring]);

    /// <summary>Pairs of any category with Grace or Expired.</summary>
    public static CoverMask ExpiredMask { get; } = CoverMask.Of([], [LicenceState.Grace, LicenceState.Expired]);

    /// <summary>Both together.</summary>
    public CustomerTally Plus(CustomerTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Total + other.Total, Trial + other.Trial, Term + other.Term, Usage + other.Usage, Expiring + other.Expiring, Expired + other.Expired,
            WithAlerts + other.WithAlerts, High + other.High, Medium + other.Medium, Low + other.Low);
    }

    /// <summary>The tally with a row put in (<paramref name="sign"/> 1) or taken out (−1).</summary>
    public CustomerTally With(CustomerRow? row, int sign)
    {
        if (row is null)
            return this;
        return new CustomerTally(
            Total + sign,
            Trial + (row.BillingType == BillingType.Trial ? sign : 0),
            Term + (row.BillingType == BillingType.Term ? sign : 0),
            Usage + (row.BillingType == BillingType.Usage ? sign : 0),
            Expiring + (row.Mask.Meets(ExpiringMask) ? sign : 0),
            Expired + (row.Mask.Meets(ExpiredMask) ? sign : 0),
            WithAlerts + (row.Alerts > 0 ? sign : 0),
            High + sign * row.AlertsHigh,
            Medium + sign * row.AlertsMedium,
            Low + sign * row.AlertsLow);
    }
}
