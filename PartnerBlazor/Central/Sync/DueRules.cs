using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>When what is read again, from the runs so far and what people want. Pure.</summary>
public static class DueRules
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(1);
    private const int MostDoublings = 5;

    /// <summary>When the list of customers is due (UTC); a moment that has passed: now.</summary>
    /// <param name="runs">The runs that read it, the youngest first.</param>
    /// <param name="every">From one to the next.</param>
    /// <param name="askedAt">When somebody wanted everything read now; null: nobody has.</param>
    public static DateTime List(IReadOnlyList<SyncRun> runs, TimeSpan every, DateTime? askedAt)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Last(runs) switch
        {
            null => DateTime.MinValue,
            // Cut off in the middle, or stopped: begun anew. What a list that was taken up again tells nobody knows for certain.
            { EndedAt: null } or { Outcome: SyncOutcome.Stopped } => DateTime.MinValue,
            { } last when askedAt > last.StartedAt => DateTime.MinValue,
            { Outcome: SyncOutcome.Failed, EndedAt: { } ended } => ended + Pause(runs.TakeWhile(run => run.Outcome == SyncOutcome.Failed).Count(), every),
            { } last => last.StartedAt + every,
        };
    }

    /// <summary>True when the next list is to find out who is missing.</summary>
    /// <param name="runs">The runs that read the list, the youngest first.</param>
    /// <param name="every">From one such list to the next.</param>
    /// <param name="askedAt">When somebody wanted everything read now; null: nobody has.</param>
    /// <param name="now">The moment (UTC).</param>
    public static bool Reconciles(IReadOnlyList<SyncRun> runs, TimeSpan every, DateTime? askedAt, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return runs.FirstOrDefault(run => run is { Reconciles: true, Outcome: SyncOutcome.Done }) is not { } last || last.StartedAt + every <= now || askedAt > last.StartedAt;
    }

    /// <summary>When the next round through all customers is due (UTC). One that goes on is taken up again.</summary>
    /// <param name="rounds">The rounds, the youngest first.</param>
    /// <param name="every">From one to the next.</param>
    /// <param name="askedAt">When somebody wanted everything read now; null: nobody has.</param>
    public static DateTime Round(IReadOnlyList<SyncRun> rounds, TimeSpan every, DateTime? askedAt) => Last(rounds) switch
    {
        null or { EndedAt: null } => DateTime.MinValue,
        { EndedAt: { } ended } when askedAt > ended => DateTime.MinValue,
        { } last => last.StartedAt + every,
    };

    /// <summary>The last of some runs, the youngest first; null: there was none.</summary>
    public static SyncRun? Last(IReadOnlyList<SyncRun> runs) => runs is [var last, ..] ? last : null;

    /// <summary>True when something should have been read and was not: nothing ended well within twice the time it is planned for.</summary>
    /// <param name="runs">The runs of a kind, the youngest first.</param>
    /// <param name="every">From one to the next.</param>
    /// <param name="since">Since when it could have been read (UTC): what was missed before is caught up with first.</param>
    /// <param name="now">The moment (UTC).</param>
    public static bool IsLate(IReadOnlyList<SyncRun> runs, TimeSpan every, DateTime since, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var last = runs.FirstOrDefault(run => run.Outcome is SyncOutcome.Done or SyncOutcome.Incomplete)?.EndedAt;
        return now - (last > since ? last.Value : since) > 2 * every;
    }

    private static TimeSpan Pause(int failures, TimeSpan every)
    {
        var pause = s_firstPause * (1 << Math.Min(failures - 1, MostDoublings));
        return pause < every ? pause : every;
    }
}
