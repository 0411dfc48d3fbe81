using PartnerBlazor.Store;

namespace PartnerBlazor.Licences;

/// <summary>What state a licence is in on a UTC day (SPEC §4). Pure: the same facts and day always give the same state.</summary>
public static class LicenceRules
{
    /// <summary>A licence that ended can be reactivated this many days (domain.md A6).</summary>
    public const int GraceDays = 60;

    /// <summary>A licence that ends within this many days is Expiring (domain.md A11).</summary>
    public const int ExpiringDays = 30;

    /// <summary>The one state of the licence on <paramref name="today"/>; first match of SPEC §4's table wins.</summary>
    public static LicenceState StateOf(Licence licence, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licence);
        if (licence.Revoked)
            return LicenceState.Revoked;
        if (licence.StartDate > today)
            return LicenceState.Scheduled;
        if (!licence.RollsOver && licence.EndDate is { } end && end < today)
            return today.DayNumber - end.DayNumber < GraceDays ? LicenceState.Grace : LicenceState.Expired;
        if (licence.Quantity is { } quantity && licence.Usage > quantity)
            return LicenceState.OverUsed;
        if (licence.Type == LicenceType.Trial)
            return LicenceState.Trial;
        if (!licence.RollsOver && licence.EndDate is { } last && last.DayNumber - today.DayNumber <= ExpiringDays)
            return LicenceState.Expiring;
        return LicenceState.Active;
    }

    /// <summary>The next day after <paramref name="today"/> on which the state or standing changes though nobody writes; null: never.</summary>
    public static DateOnly? NextChangeOf(Licence licence, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licence);
        DateOnly?[] days =
        [
            licence.StartDate,
            licence.ReplacedFrom,
            .. licence is { RollsOver: false, EndDate: { } end }
                ? (DateOnly?[])[Shifted(end, -ExpiringDays), Shifted(end, 1), Shifted(end, GraceDays)]
                : [],
        ];
        // Only these days can change anything; which of them do depends on the licence (a trial never becomes Expiring).
        var now = StandingOn(licence, today);
        return days.Where(day => day > today && StandingOn(licence, day.Value) != now).Min();
    }

    private static (LicenceState, bool, DateOnly?) StandingOn(Licence licence, DateOnly day) =>
        (StateOf(licence, day), IsReplaced(licence, day), RenewsOn(licence, day));

    // Null where the calendar ends.
    private static DateOnly? Shifted(DateOnly day, int days) =>
        day.DayNumber + days is >= 0 and var number && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(number) : null;

    /// <summary>True when the state is one of a running licence: what <em>my protection</em> counts.</summary>
    public static bool IsRunning(LicenceState state) =>
        state is LicenceState.Trial or LicenceState.Active or LicenceState.Expiring or LicenceState.OverUsed;

    /// <summary>True when another licence stands in its place on <paramref name="today"/>, so that it counts nowhere (SPEC §3).</summary>
    public static bool IsReplaced(Licence licence, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence.ReplacedFrom <= today;
    }

    /// <summary>True when it runs or is to come, and nothing stands in its place.</summary>
    public static bool IsCurrent(Licence licence, DateOnly today) =>
        !IsReplaced(licence, today) && StateOf(licence, today) is var state && (IsRunning(state) || state == LicenceState.Scheduled);

    /// <summary>
    /// True when its replacement has begun since its state was last settled: <see cref="Licence.NextChange"/> still names the day, or an
    /// earlier one.
    /// </summary>
    public static bool BecomesReplaced(Licence licence, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return IsReplaced(licence, today) && licence.NextChange <= licence.ReplacedFrom;
    }

    /// <summary>The first day of its renewal, when that follows without a gap; null otherwise.</summary>
    public static DateOnly? RenewsOn(Licence licence, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence.ReplacedFrom is { } from && from > today && licence.EndDate is { } end && from.DayNumber <= end.DayNumber + 1
            ? from
            : null;
    }
}
