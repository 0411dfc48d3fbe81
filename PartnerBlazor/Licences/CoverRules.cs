using PartnerBlazor.Store;

namespace PartnerBlazor.Licences;

/// <summary>What a customer's licences add up to: one cover per category and the next expiry (SPEC §3). Pure.</summary>
public static class CoverRules
{
    /// <summary>The covers of a customer's licences on <paramref name="today"/>, in the categories' order. Replaced licences count nowhere.</summary>
    public static IReadOnlyList<Cover> CoversOf(IEnumerable<Licence> licences, DateOnly today) =>
        [.. licences
            .Where(licence => !LicenceRules.IsReplaced(licence, today))
            .GroupBy(licence => licence.Category)
            .OrderBy(category => category.Key)
            .Select(category => CoverOf(category.Key, [.. category], today))];

    /// <summary>
    /// The earliest last day of a running licence that does not roll over; null when none ends. A licence whose renewal follows
    /// without a gap is no next expiry (SPEC §3).
    /// </summary>
    public static DateOnly? NextExpiryOf(IEnumerable<Licence> licences, DateOnly today) => licences
        .Where(licence => !LicenceRules.IsReplaced(licence, today)
            && LicenceRules.IsRunning(LicenceRules.StateOf(licence, today))
            && !licence.RollsOver
            && LicenceRules.RenewsOn(licence, today) is null)
        .Min(licence => licence.EndDate);

    /// <summary>How bad a cover is: 0 all well; higher is worse. Sorting by badges sorts by the worst of a customer.</summary>
    public static int Rank(LicenceState state) => state switch
    {
        LicenceState.Active => 0,
        LicenceState.Scheduled => 1,
        LicenceState.Trial => 2,
        LicenceState.Revoked => 3,
        LicenceState.Expired => 4,
        LicenceState.Grace => 5,
        LicenceState.Expiring => 6,
        LicenceState.OverUsed => 7,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a licence state."),
    };

    private static Cover CoverOf(LicenceCategory category, List<Licence> licences, DateOnly today)
    {
        var states = licences.Select(licence => (Licence: licence, State: LicenceRules.StateOf(licence, today))).ToList();
        var running = states.Where(l => LicenceRules.IsRunning(l.State)).ToList();
        if (running.Count > 0)
            return running.Select(l => Running(category, l.Licence, l.State, today)).MaxBy(RunningOrder)!;

        var scheduled = states.Where(l => l.State == LicenceState.Scheduled).Select(l => l.Licence).MinBy(l => l.StartDate);
        // The most recently ended: by last day for those that ran out; a revoked one counts by the day it would have ended.
        var ended = states.Where(l => l.State != LicenceState.Scheduled)
            .OrderByDescending(l => l.Licence.EndDate ?? DateOnly.MaxValue).ThenBy(l => l.State).FirstOrDefault();
        if (scheduled is not null)
        {
            // The gap begins after the last day of protection; on what day a revoked licence stopped protecting is not told.
            var last = states.Where(l => l.State is LicenceState.Grace or LicenceState.Expired).Max(l => l.Licence.EndDate);
            var gapFrom = last?.DayNumber + 1 < scheduled.StartDate.DayNumber ? last?.AddDays(1) : null;
            return new Cover(category, LicenceState.Scheduled, From: scheduled.StartDate, GapFrom: gapFrom);
        }
        return new Cover(category, ended.State, Until: ended.Licence.EndDate);
    }

    private static Cover Running(LicenceCategory category, Licence licence, LicenceState state, DateOnly today)
    {
        var until = licence.RollsOver ? null : licence.EndDate;
        if (state == LicenceState.Expiring && LicenceRules.RenewsOn(licence, today) is { } renewal)
            return new Cover(category, LicenceState.Active, until, renewal);
        return new Cover(category, state, until, Over: state == LicenceState.OverUsed ? licence.Usage - licence.Quantity : null);
    }

    // Worst first (SPEC §3: OverUsed > Expiring > Trial > Active); among equals the one that ends first, or is overused most.
    private static (int, int, int) RunningOrder(Cover cover) =>
        (Rank(cover.State), cover.Over ?? 0, -(cover.Until?.DayNumber ?? int.MaxValue));
}
