using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>What is due to be read for a partner, from the runs so far, the plan and what people want; the page and the reader say the same.</summary>
public sealed record SyncSchedule
{
    /// <summary>What is read customer by customer, in rounds.</summary>
    public static IReadOnlyList<SyncKind> Rounds { get; } = [SyncKind.Alerts, SyncKind.Licences, SyncKind.Health];

    /// <summary>How often what is read.</summary>
    public required SyncPlan Plan { get; init; }
    /// <summary>What people want.</summary>
    public required SyncWish Wish { get; init; }
    /// <summary>All runs that are kept, the youngest first.</summary>
    public required IReadOnlyList<SyncRun> Runs { get; init; }
    /// <summary>False: a single customer's credentials, which list nobody.</summary>
    public required bool HasList { get; init; }

    /// <summary>The runs of a kind, the youngest first.</summary>
    public IReadOnlyList<SyncRun> RunsOf(SyncKind kind) => [.. Runs.Where(run => run.Kind == kind)];

    /// <summary>When the next list is due (UTC), passed: now; null: none is read.</summary>
    public DateTime? NextList => HasList ? DueRules.List(RunsOf(SyncKind.Customers), Plan.ListEvery, Wish.AskedAt) : null;

    /// <summary>
    /// When the next round of a kind is due (UTC), passed: now; null: not yet. Devices wait until all alerts were asked for once: only who lets the
    /// partner in is asked, and at first there is more urgent reading.
    /// </summary>
    public DateTime? NextOf(SyncKind kind) => kind == SyncKind.Health && !Runs.Any(run => run is { Kind: SyncKind.Alerts, EndedAt: not null })
        ? null : DueRules.Round(RunsOf(kind), Plan.EveryOf(kind), Wish.AskedAt);

    /// <summary>When the next thing is due (UTC).</summary>
    public DateTime Next => Rounds.Select(NextOf).Append(NextList).OfType<DateTime>().Min();

    /// <summary>True when the next list is to find out who is missing.</summary>
    public bool Reconciles(DateTime now) => DueRules.Reconciles(RunsOf(SyncKind.Customers), SyncPlan.Reconcile, Wish.AskedAt, now);

    /// <summary>True when something should have been read and was not.</summary>
    /// <param name="since">Since when it could have been (UTC).</param>
    /// <param name="now">The moment (UTC).</param>
    public bool IsLate(DateTime since, DateTime now) =>
        (HasList && DueRules.IsLate(RunsOf(SyncKind.Customers), Plan.ListEvery, since, now))
        || Rounds.Any(kind => NextOf(kind) is not null && DueRules.IsLate(RunsOf(kind), Plan.EveryOf(kind), since, now));
}
