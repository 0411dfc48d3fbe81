using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>How a partner's customers and what there is of them are read from the vendor.</summary>
public sealed record SyncView
{
    /// <summary>How often what is read.</summary>
    public required SyncPlan Plan { get; init; }
    /// <summary>The last runs, the youngest first.</summary>
    public required IReadOnlyList<SyncRun> Runs { get; init; }
    /// <summary>The list that is being read; null: none.</summary>
    public SyncRun? List { get; init; }
    /// <summary>The rounds through all customers that go on, stopped or not.</summary>
    public IReadOnlyList<SyncRun> Rounds { get; init; } = [];
    /// <summary>When the next list is due (UTC); null: it is not read for this kind of account.</summary>
    public DateTime? NextList { get; init; }
    /// <summary>When the next round of each kind is due (UTC); of a kind that is not due yet there is none.</summary>
    public IReadOnlyList<(SyncKind Kind, DateTime At)> NextRounds { get; init; } = [];
    /// <summary>Since when it is stopped (UTC); null: it is not.</summary>
    public DateTime? StoppedAt { get; init; }
    /// <summary>Who stopped it; null: nobody, or they are no more.</summary>
    public string? StoppedBy { get; init; }
    /// <summary>Customers of whom something was not read yet.</summary>
    public int Unread { get; init; }
    /// <summary>Customers whose licences the vendor does not let the partner see.</summary>
    public int Hidden { get; init; }
    /// <summary>Customers whose alerts the vendor does not let the partner see.</summary>
    public int HiddenAlerts { get; init; }
    /// <summary>Customers here that the connected account does not list.</summary>
    public int Foreign { get; init; }
}

/// <summary>Reads how it is read from the vendor. For who manages people.</summary>
public sealed class SyncQueries(IDbContextFactory<PartnerDb> factory, CentralLink link, SyncSchedules schedules, TimeProvider time)
{
    /// <summary>Runs of each kind that are shown.</summary>
    public const int Shown = 3;

    /// <summary>How it stands; null: nothing is connected.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    public async Task<SyncView?> ReadAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ManagePeople);
        if (link.Of(scope.PartnerId) is not { State: not (LinkState.None or LinkState.NoPartner), PartnerId: not null } status)
            return null;
        // Without the permission there are no alerts (SPEC §2).
        var seesAlerts = scope.May(Permission.SeeAlerts);
        var schedule = await schedules.ReadAsync(scope.PartnerId, status.Account?.Kind, cancel);
        var (wish, lists) = (schedule.Wish, schedule.RunsOf(SyncKind.Customers));
        List<SyncKind> rounds = [.. SyncSchedule.Rounds.Where(kind => seesAlerts || kind != SyncKind.Alerts)];
        await using var db = await factory.CreateDbContextAsync(cancel);
        var linked = db.Customers.Where(c => c.PartnerId == scope.PartnerId && c.UnlinkedAt == null);
        return new SyncView
        {
            Plan = schedule.Plan,
            Runs = [.. schedule.Runs.Where(run => run.Kind == SyncKind.Customers || rounds.Contains(run.Kind)).GroupBy(run => (run.Kind, run.Reconciles)).SelectMany(same => same.Take(Shown)).OrderByDescending(run => run.Id)],
            List = DueRules.Last(lists) is { EndedAt: null } list ? list : null,
            Rounds = [.. rounds.Select(kind => DueRules.Last(schedule.RunsOf(kind))).OfType<SyncRun>().Where(round => round.EndedAt is null)],
            NextList = schedule.NextList is { } next ? Later(next) : null,
            NextRounds = [.. rounds.Select(kind => (Kind: kind, At: schedule.NextOf(kind))).Where(next => next.At is not null).Select(next => (next.Kind, Later(next.At!.Value)))],
            StoppedAt = wish.StoppedAt,
            StoppedBy = wish.StoppedById is { } by ? await db.People.Where(p => p.Id == by && p.PartnerId == scope.PartnerId).Select(p => p.Name).SingleOrDefaultAsync(cancel) : null,
            Unread = await linked.CountAsync(c => c.Activated && db.AsOf.Any(a => a.CustomerId == c.Id && a.ListedAt != null && ((a.LicencesAt == null && a.Hidden == null) || (seesAlerts && a.AlertsAt == null && a.AlertsHidden == null))), cancel),
            Hidden = await linked.CountAsync(c => db.AsOf.Any(a => a.CustomerId == c.Id && a.Hidden != null), cancel),
            HiddenAlerts = !seesAlerts ? 0 : await linked.CountAsync(c => db.AsOf.Any(a => a.CustomerId == c.Id && a.AlertsHidden != null), cancel),
            // Only once a list was read can anybody be missing from it.
            Foreign = lists.Any(run => run.Outcome == SyncOutcome.Done) ? await linked.CountAsync(c => !db.AsOf.Any(a => a.CustomerId == c.Id && a.ListedAt != null), cancel) : 0,
        };
    }

    private DateTime Later(DateTime due) => time.GetUtcNow().UtcDateTime is var now && due > now ? due : now;
}
