using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>What is due to be read for a partner, from the runs so far, the plan and what people want; the page and the reader say the same.</summary>
public sealed record SyncSchedule
{
    /// <summary>How often what is read.</summary>
    public required SyncPlan Plan { get; init; }
    /// <summary>What people want.</summary>
    public required SyncWish Wish { get; init; }
    /// <summary>The runs that read the list of customers, the youngest first.</summary>
    public required IReadOnlyList<SyncRun> Lists { get; init; }
    /// <summary>The rounds through all licences, the youngest first.</summary>
    public required IReadOnlyList<SyncRun> Rounds { get; init; }
    /// <summary>False: a single customer's credentials, which list nobody.</summary>
    public required bool HasList { get; init; }

    /// <summary>When the next list is due (UTC), passed: now; null: none is read.</summary>
    public DateTime? NextList => HasList ? DueRules.List(Lists, Plan.ListEvery, Wish.AskedAt) : null;

    /// <summary>When the next round is due (UTC), passed: now.</summary>
    public DateTime NextRound => DueRules.Licences(Rounds, Plan.LicencesEvery, Wish.AskedAt);

    /// <summary>True when the next list is to find out who is missing.</summary>
    public bool Reconciles(DateTime now) => DueRules.Reconciles(Lists, SyncPlan.Reconcile, Wish.AskedAt, now);

    /// <summary>True when something should have been read and was not.</summary>
    /// <param name="since">Since when it could have been (UTC).</param>
    /// <param name="now">The moment (UTC).</param>
    public bool IsLate(DateTime since, DateTime now) =>
        (HasList && DueRules.IsLate(Lists, Plan.ListEvery, since, now)) || DueRules.IsLate(Rounds, Plan.LicencesEvery, since, now);
}
