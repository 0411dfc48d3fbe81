using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Delivery;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>
/// Tells the vendor which of its alerts people resolved (SPEC §6, §9; domain.md B9): at start (what was left when the program ended), as soon as one is, and after a pause where the vendor could
/// not be reached. Told twice does no harm: of what is closed the vendor says that there is no such alert. Nothing is closed here before the vendor says so, by its answer or by its list.
/// </summary>
public sealed class ResolveSender(
    ResolveOutcomes outcomes, IDbContextFactory<PartnerDb> factory, CentralClient client, CentralLink link, CustomerHosts hosts, ChangeFeed feed, TimeProvider time, ILogger<ResolveSender> log)
    : BackgroundService, IChangeListener
{
    // So few a person waits for; of more, nobody would.
    private const int Few = 5;

    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    private readonly DueLoop _loop = new(s_soon, time);

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Changes.Any(change => change.Kind is JournalKinds.AlertResolveAsked or JournalKinds.AlertClosed or JournalKinds.AlertsClosed or JournalKinds.Restored))
            _loop.Wake();
    }

    /// <summary>Sends what is due now, and ends what is over.</summary>
    /// <returns>When there is more to do (UTC); null: nothing is under way.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel)
    {
        foreach (var partnerId in await PartnersAsync(cancel))
        {
            await SendAsync(partnerId, cancel);
            await outcomes.EndAsync(partnerId);
        }
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var next = await Waiting(db).MinAsync(a => (DateTime?)a.NextAt, cancel);
        // What was taken is looked after, too.
        return next < now + s_soon ? next : next is not null || await db.AlertActions.AnyAsync(cancel) ? now + s_soon : null;
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
        return _loop.FollowAsync(RunAsync, error => log.LogError(error, "Resolved alerts could not be told to the vendor; it is tried again."), stoppingToken);
    }

    // Who lets nobody look lets nobody act: theirs waits until they do, or are gone.
    private static IQueryable<AlertAction> Waiting(PartnerDb db) => db.AlertActions.AsNoTracking().Where(a => a.State == AlertActionState.Waiting
        && db.Customers.Any(c => c.Id == a.CustomerId && c.UnlinkedAt == null && c.PartnerAssistance == PartnerAssistance.On));

    private async Task<List<int>> PartnersAsync(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.AlertActions.Select(a => a.PartnerId).Union(db.Alerts.Where(a => a.ResolveAskedAt != null).Select(a => a.PartnerId)).Distinct().ToListAsync(cancel);
    }

    private async Task SendAsync(int partnerId, CancellationToken cancel)
    {
        while (true)
        {
            List<AlertAction> due;
            var now = time.GetUtcNow().UtcDateTime;
            await using (var db = await factory.CreateDbContextAsync(cancel))
                due = await Waiting(db).Where(a => a.PartnerId == partnerId && a.NextAt <= now).OrderBy(a => a.NextAt).ThenBy(a => a.VendorId).Take(Bulk.BatchSize).ToListAsync(cancel);
            if (due.Count == 0)
                return;
            if (await link.AccountAsync(partnerId, cancel) is not { } account)
            {
                foreach (var action in due)
                    await outcomes.WaitsAsync(action, RefusalCodes.NotConnected, now + s_soon);
                return;
            }
            CentralReply? undone = null;
            foreach (var action in due)
            {
                // The next would not get there either: all wait.
                undone ??= await SendAsync(account, action, due.Count <= Few ? CallLane.Person : CallLane.Background, cancel);
                if (undone is not null)
                    await outcomes.WaitsAsync(action, undone.Meaning switch
                    {
                        CentralMeaning.LinkRefused => RefusalCodes.LinkRefused,
                        CentralMeaning.Limited or CentralMeaning.Full => RefusalCodes.LinkLimited,
                        _ => RefusalCodes.VendorSilent,
                    }, undone.Fault?.Until);
            }
        }
    }

    // The answer where it says something of all others too; null: it is written down what came of this one.
    private async Task<CentralReply?> SendAsync(VendorAccount account, AlertAction action, CallLane lane, CancellationToken cancel)
    {
        if (await hosts.AddressAsync(action.PartnerId, account, action.CustomerId, cancel) is not { } host)
        {
            await outcomes.RefusedAsync(action, RefusalCodes.NoAddress);
            return null;
        }
        var reply = await client.ActAsync(host, action.CustomerId, action.VendorId, action.Action, lane, cancel);
        await link.TellAsync(reply);
        switch (reply)
        {
            case { Meaning: CentralMeaning.Done } when VendorPages.Read(() => reply.Body.Get("status").Text()) == "completed":
            case { Meaning: CentralMeaning.Refused, Fault: { Status: 404, Word: "resourceNotFound" } }:
                await outcomes.ClosedAsync(action);
                return null;
            case { Meaning: CentralMeaning.Done }:
                await outcomes.TakenAsync(action);
                return null;
            case { Meaning: CentralMeaning.Refused, Fault.Status: not 401 }:
                await outcomes.RefusedAsync(action, reply.Fault?.Status == 403 ? RefusalCodes.NoVisibility : RefusalCodes.VendorRefuses);
                return null;
            case { Meaning: CentralMeaning.Silent } or { Meaning: CentralMeaning.Refused }:
                // Its region may be the reason: others go on.
                await outcomes.WaitsAsync(action, RefusalCodes.VendorSilent, null);
                return null;
            default:
                return reply;
        }
    }
}
