using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>When a customer may be unlinked (SPEC §5, first match; domain.md A6). Pure.</summary>
public static class UnlinkRules
{
    /// <summary>An unlinked customer can be restored until this many UTC days after the request.</summary>
    public const int RestoreDays = 60;

    /// <summary>Whether and when a customer can be unlinked, and why not.</summary>
    /// <param name="Refusal">Why not; null: it can.</param>
    /// <param name="On">
    /// Where it can: the UTC day it takes effect, null: at once. Where it cannot: the first UTC day it could, null: no day makes it so.
    /// </param>
    public sealed record Plan(Refusal? Refusal = null, DateOnly? On = null);

    /// <summary>The plan for one customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="licences">All its licences.</param>
    /// <param name="mspFlex">The partner holds MSP Flex.</param>
    /// <param name="today">The UTC day.</param>
    /// <param name="isKnown">False: its licences were not read yet (<see cref="LicenceReadRules"/>), so that nothing known to hold the account says nothing.</param>
    public static Plan PlanOf(Customer customer, IReadOnlyCollection<Licence> licences, bool mspFlex, DateOnly today, bool isKnown)
    {
        ArgumentNullException.ThrowIfNull(customer);
        ArgumentNullException.ThrowIfNull(licences);
        if (customer.Origin == CustomerOrigin.ManagedOrder)
            return Refused(RefusalCodes.ManagedOrder);
        if (customer.BillingType == BillingType.Usage)
            return OfMonthly(customer, licences, mspFlex, today, isKnown);
        if (!customer.Activated)
            return new();
        if (Holding(licences, today) is { } active)
            return Refused(RefusalCodes.ActiveLicence, active.ProductName);
        if (LastGrace(licences, today) is { } day)
            return Refused(RefusalCodes.LicenceInGrace, IsoDay.Of(day), day);
        return isKnown ? new() : Refused(RefusalCodes.LicencesNotRead);
    }

    /// <summary>Why a scheduled unlink cannot happen on its day; null when it can. The programme counted when it was scheduled.</summary>
    public static Refusal? RefusalWhenDue(Customer customer, IReadOnlyCollection<Licence> licences, DateOnly today, bool isKnown)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.Origin != CustomerOrigin.ManagedOrder && customer.BillingType != BillingType.Usage)
            return new Refusal(RefusalCodes.BillingTypeChanged);
        return PlanOf(customer, licences, mspFlex: true, today, isKnown).Refusal;
    }

    /// <summary>The first of the next month: when a monthly account leaves.</summary>
    public static DateOnly NextMonth(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(1);

    /// <summary>The last UTC day an unlinked customer can be restored; null: nobody has asked for its unlink.</summary>
    public static DateOnly? RestorableUntil(Customer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return customer.Unlink.RequestedAt is { } asked ? DateOnly.FromDateTime(asked).AddDays(RestoreDays) : null;
    }

    /// <summary>True while an unlinked customer can be restored.</summary>
    public static bool CanBeRestored(Customer customer, DateOnly today) => RestorableUntil(customer) is { } until && today <= until;

    /// <summary>True when the licence is one that holds an account (SPEC §4): not a trial, not replaced, to come or running.</summary>
    public static bool IsActive(Licence licence, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return Counts(licence, today)
            && LicenceRules.StateOf(licence, today) is LicenceState.Scheduled or LicenceState.Active or LicenceState.Expiring or LicenceState.OverUsed;
    }

    // Its usage licences end with the month; one that was bought for a term does not.
    private static Plan OfMonthly(Customer customer, IReadOnlyCollection<Licence> licences, bool mspFlex, DateOnly today, bool isKnown)
    {
        if (!mspFlex)
            return Refused(RefusalCodes.MspFlexRequired);
        return Holding(licences.Where(licence => licence.Type != LicenceType.Usage), today) is { } active
            ? Refused(RefusalCodes.ActiveLicence, active.ProductName)
            // Who is not activated has none.
            : isKnown || !customer.Activated ? new(On: NextMonth(today)) : Refused(RefusalCodes.LicencesNotRead);
    }

    private static Licence? Holding(IEnumerable<Licence> licences, DateOnly today) =>
        licences.Where(licence => IsActive(licence, today)).OrderBy(licence => licence.ProductName, StringComparer.Ordinal).FirstOrDefault();

    // The first day on which none can be reactivated, or counts, any more.
    private static DateOnly? LastGrace(IEnumerable<Licence> licences, DateOnly today) => licences
        .Where(licence => Counts(licence, today) && LicenceRules.StateOf(licence, today) == LicenceState.Grace)
        .Max(licence => licence.EndDate!.Value.AddDays(LicenceRules.GraceDays) is var over && licence.ReplacedFrom < over ? licence.ReplacedFrom : over);

    private static bool Counts(Licence licence, DateOnly today) =>
        licence.Type != LicenceType.Trial && !LicenceRules.IsReplaced(licence, today);

    private static Plan Refused(string code, string? detail = null, DateOnly? on = null) => new(new Refusal(code, detail), on);
}
