using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Delivery;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>Brings snoozed alerts back: when their time is over, and as soon as their rule is always loud.</summary>
public sealed class AlertCalendar(PartnerStore store, IDbContextFactory<PartnerDb> factory, ChangeFeed feed, TimeProvider time, ILogger<AlertCalendar> log) : BackgroundService, IChangeListener
{
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(1);

    private readonly DueLoop _loop = new(s_rest, time);

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Changes.Any(change => change.Kind is JournalKinds.AlertSnoozed or JournalKinds.AlertUndone or JournalKinds.AlertChanged or JournalKinds.Restored or JournalKinds.LoudAdded))
            _loop.Wake();
    }

    /// <summary>Brings back what is due now.</summary>
    /// <returns>When the next is due (UTC); null: nothing is.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            await using var db = await factory.CreateDbContextAsync(cancel);
            var now = time.GetUtcNow().UtcDateTime;
            var next = await Due(db, now).Select(a => (int?)a.PartnerId).FirstOrDefaultAsync(cancel);
            if (next is not { } partnerId)
                return await Snoozed(db).MinAsync(a => a.SnoozedUntil, cancel);
            // Asked for once more in the write: somebody may just have snoozed it anew.
            await store.WriteAsync(partnerId, Actor.Calendar, async session =>
            {
                session.Wake(await Due(session.Db, now).Where(a => a.PartnerId == session.PartnerId).Take(Bulk.BatchSize).ToListAsync(CancellationToken.None));
                return true;
            }, cancel);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _loop.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Listen(this);
        return _loop.FollowAsync(RunAsync, error => log.LogError(error, "Snoozed alerts could not be brought back; it is tried again."), stoppingToken);
    }

    private static IQueryable<Alert> Due(PartnerDb db, DateTime now) =>
        Snoozed(db).Where(a => a.SnoozedUntil <= now || db.LoudRules.Any(r => r.PartnerId == a.PartnerId && r.Rule == a.Rule));

    private static IQueryable<Alert> Snoozed(PartnerDb db) => db.Alerts.Where(a => a.State == AlertState.Snoozed && a.SnoozedUntil != null
        && db.Customers.Any(c => c.Id == a.CustomerId && c.UnlinkedAt == null));
}
