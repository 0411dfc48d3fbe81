using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>Writes down what becomes of the actions the vendor is told. Attempts go aside; what a person should know is journalled and pushed.</summary>
public sealed class ResolveOutcomes(PartnerStore store)
{
    /// <summary>So long the vendor may go on listing what it took.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>It did not reach the vendor, or nobody knows whether it did: it is sent again. Twice does no harm.</summary>
    public Task WaitsAsync(AlertAction action, string problem, DateTime? until) => ChangeAsync(action, (kept, now) =>
    {
        (kept.Problem, kept.Attempts) = (problem, kept.Attempts + 1);
        var pause = now + DeliveryRules.Pause(kept.Attempts);
        kept.NextAt = until > pause ? until.Value : pause;
    });

    /// <summary>The vendor took it. Whether it closed the alert its own list tells, which is asked for next.</summary>
    public Task TakenAsync(AlertAction action) => store.WriteAsideAsync(async db =>
    {
        if (await db.AlertActions.FindAsync(action.AlertId, action.VendorId) is not { State: AlertActionState.Waiting } kept)
            return;
        (kept.State, kept.TakenAt, kept.Problem) = (AlertActionState.Taken, store.Now(), null);
        if (await db.AsOf.FindAsync(action.CustomerId) is { } asOf)
            asOf.AlertsAskedAt = null;
    }, CancellationToken.None);

    /// <summary>The vendor said that it is closed, or that there is no such alert, which is the same (domain.md B9).</summary>
    public Task ClosedAsync(AlertAction action) => store.WriteAsync(action.PartnerId, Actor.Vendor, async session =>
    {
        if (await session.Db.AlertActions.FindAsync(action.AlertId, action.VendorId) is { } kept)
            session.Db.AlertActions.Remove(kept);
        if (await session.Db.AlertOccurrences.FindAsync(action.AlertId, action.VendorId) is { } occurrence)
            occurrence.ClosedAt ??= session.Now;
        var alert = await session.Db.Alerts.SingleOrDefaultAsync(a => a.Id == action.AlertId);
        if (alert is null or { State: AlertState.Resolved } || await session.Db.AlertOccurrences.AnyAsync(o => o.AlertId == action.AlertId && o.VendorId != action.VendorId && o.ClosedAt == null))
            return false;
        session.Journal(JournalKinds.AlertClosed, alert.CustomerId, alert.Id, alert.Description, alert.Severity.ToString());
        alert.Close(session.Now);
        return true;
    }, CancellationToken.None);

    /// <summary>The vendor said no.</summary>
    public Task RefusedAsync(AlertAction action, string code) => ChangeAsync(action, (kept, _) => (kept.State, kept.Problem) = (AlertActionState.Refused, code));

    /// <summary>
    /// Ends what is over: alerts whose actions were all done, refused or waited for too long are asked no more, and say why where one was refused; actions upon what is
    /// closed, or of customers that are no more, are forgotten.
    /// </summary>
    public async Task EndAsync(int partnerId)
    {
        await store.WriteAsideAsync(async db =>
        {
            var late = store.Now() - Patience;
            foreach (var action in await db.AlertActions.Where(a => a.PartnerId == partnerId && a.State == AlertActionState.Taken && a.TakenAt < late).Take(Bulk.BatchSize).ToListAsync())
                (action.State, action.Problem) = (AlertActionState.Refused, RefusalCodes.AlertStillListed);
            db.AlertActions.RemoveRange(await db.AlertActions.Where(a => a.PartnerId == partnerId && (db.AlertOccurrences.Any(o => o.AlertId == a.AlertId && o.VendorId == a.VendorId && o.ClosedAt != null)
                || db.Alerts.Any(alert => alert.Id == a.AlertId && alert.ResolveAskedAt == null) || db.Customers.Any(c => c.Id == a.CustomerId && c.UnlinkedAt != null))).Take(Bulk.BatchSize).ToListAsync());
        }, CancellationToken.None);
        await store.WriteAsync(partnerId, Actor.Vendor, async session =>
        {
            var db = session.Db;
            var over = await db.Alerts.Where(a => a.PartnerId == partnerId && a.ResolveAskedAt != null && db.Customers.Any(c => c.Id == a.CustomerId && c.UnlinkedAt == null)
                && !db.AlertActions.Any(action => action.AlertId == a.Id && action.State != AlertActionState.Refused)).Take(Bulk.BatchSize).ToListAsync();
            var ids = over.ConvertAll(alert => alert.Id);
            var refused = (await db.AlertActions.AsNoTracking().Where(a => ids.Contains(a.AlertId)).ToListAsync()).ToLookup(action => action.AlertId, action => action.Problem);
            foreach (var alert in over)
            {
                // None was refused: it was raised again meanwhile, and that was seen by nobody who resolved it.
                var problem = refused[alert.Id].FirstOrDefault();
                alert.EndResolve(problem);
                session.Journal(JournalKinds.AlertResolveFailed, alert.CustomerId, alert.Id, alert.Description, after: problem);
            }
            return true;
        }, CancellationToken.None);
    }

    private Task ChangeAsync(AlertAction action, Action<AlertAction, DateTime> change) => store.WriteAsideAsync(async db =>
    {
        if (await db.AlertActions.FindAsync(action.AlertId, action.VendorId) is { State: AlertActionState.Waiting } kept)
            change(kept, store.Now());
    }, CancellationToken.None);
}
