using PartnerBlazor.Store;

namespace PartnerBlazor.Licences;

/// <summary>
/// Which licence renews which, where nobody says so. The vendor's answers name no replacement (domain.md B6), so it is inferred from
/// product, kind and days: what SPEC §3 calls replaced, as near as the answers let it be told. Pure.
/// </summary>
public static class RenewalRules
{
    /// <summary>A renewal may begin this many days before the last one ends: from then on that one is Expiring (SPEC §4).</summary>
    public const int EarliestDays = LicenceRules.ExpiringDays;

    /// <summary>The day from which another of the customer's licences stands in its place, by the first to start; null: none does.</summary>
    public static DateOnly? ReplacedFrom(Licence licence, IEnumerable<Licence> ofCustomer) =>
        ofCustomer.Where(other => Renews(other, licence)).Min(other => (DateOnly?)other.StartDate);

    /// <summary>
    /// True when <paramref name="later"/> is the renewal of <paramref name="earlier"/>: same customer, product code and kind, starts after
    /// it and from <see cref="EarliestDays"/> before its last day to the day after, and ends later. A withdrawn licence neither renews nor
    /// is renewed; without a product code nothing says that two are the same.
    /// </summary>
    public static bool Renews(Licence later, Licence earlier)
    {
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(earlier);
        return later.CustomerId == earlier.CustomerId
            && later.ProductCode.Length > 0 && later.ProductCode.Equals(earlier.ProductCode, StringComparison.OrdinalIgnoreCase)
            && later.Type == earlier.Type
            && !later.Revoked && !earlier.Revoked
            && earlier.EndDate is { } end
            && later.StartDate > earlier.StartDate
            && later.StartDate.DayNumber >= end.DayNumber - EarliestDays && later.StartDate.DayNumber <= end.DayNumber + 1
            && !(later.EndDate <= end);
    }
}
