using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>Keeps the runs that read from the vendor: what is due is found from them, also after a restart.</summary>
public sealed class SyncRuns(PartnerStore store, IDbContextFactory<PartnerDb> factory)
{
    /// <summary>Runs of each kind that are kept.</summary>
    public const int Kept = 50;

    private const int KeptReconciled = 5;

    /// <summary>Begins a run. One of the kind that never ended is ended: nothing goes on twice.</summary>
    public async Task<SyncRun> BeginAsync(int partnerId, SyncKind kind, bool reconciles, int? total)
    {
        var run = new SyncRun { PartnerId = partnerId, Kind = kind, Reconciles = reconciles, Total = total };
        await store.WriteAsideAsync(async db =>
        {
            var now = run.StartedAt = store.Now();
            var all = await db.SyncRuns.Where(r => r.PartnerId == partnerId && r.Kind == kind).OrderByDescending(r => r.Id).ToListAsync();
            foreach (var open in all.Where(r => r.EndedAt == null))
                (open.EndedAt, open.Outcome) = (now, SyncOutcome.Stopped);
            // Who is missing is judged by earlier lists that looked for it: a few days of them.
            var judged = all.Where(r => r is { Reconciles: true, Outcome: SyncOutcome.Done }).Take(KeptReconciled);
            db.SyncRuns.RemoveRange(all.Skip(Kept - 1).Except(judged));
            db.SyncRuns.Add(run);
        });
        return run;
    }

    /// <summary>Keeps how far a run is.</summary>
    public Task SaveAsync(SyncRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return store.WriteAsideAsync(db =>
        {
            db.SyncRuns.Update(run);
            return Task.CompletedTask;
        });
    }

    /// <summary>Ends a run.</summary>
    public Task EndAsync(SyncRun run, SyncOutcome outcome, string? problem = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        (run.EndedAt, run.Outcome, run.Problem) = (store.Now(), outcome, problem);
        return SaveAsync(run);
    }

    /// <summary>The last runs of a kind, the youngest first.</summary>
    /// <inheritdoc cref="AllAsync"/>
    public async Task<IReadOnlyList<SyncRun>> OfKindAsync(int partnerId, SyncKind kind, CancellationToken cancel) =>
        [.. (await AllAsync(partnerId, cancel)).Where(run => run.Kind == kind)];

    /// <summary>The runs that are kept, the youngest first: what is due follows from them. Without those a clock that was ahead has put into the future.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<SyncRun>> AllAsync(int partnerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = store.Now();
        return await db.SyncRuns.AsNoTracking().Where(r => r.PartnerId == partnerId && r.StartedAt <= now).OrderByDescending(r => r.Id).ToListAsync(cancel);
    }
}
