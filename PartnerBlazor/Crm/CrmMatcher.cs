using Microsoft.Extensions.Options;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Delivery;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Crm;

/// <summary>
/// Looks for the accounts of customers by itself: at start, once a day, when customers are added, and when a person wants it. Leaves the organisation's calls to others where
/// they run short.
/// </summary>
public sealed class CrmMatcher(CrmLink link, CrmMatching matching, IOptions<SalesforceOptions> options, ChangeFeed feed, TimeProvider time, ILogger<CrmMatcher> log) : BackgroundService, IChangeListener
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private readonly DueLoop _loop = new(s_soon, time);
    private DateTime _next;

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        // What a whole list brings comes in many writes.
        if (set.Changes.Any(change => change.Kind is JournalKinds.CustomerAdded or JournalKinds.Restored))
            Due(time.GetUtcNow().UtcDateTime + s_soon);
    }

    /// <summary>A person wants it done now.</summary>
    public void Want()
    {
        Due(DateTime.MinValue);
        _loop.Wake();
    }

    /// <summary>Looks for them, when it is due.</summary>
    /// <returns>When it is next to be looked (UTC); null: never, no CRM is connected.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel)
    {
        if (!options.Value.Exists())
            return null;
        // Also before it is due: a portal that was just set up owes its CRM names from now on.
        var (partner, now) = (await link.PartnerAsync(cancel), time.GetUtcNow().UtcDateTime);
        if (partner is { } partnerId && _next <= now)
        {
            _next = DateTime.MaxValue;
            var done = await MatchAsync(partnerId, cancel);
            Due(done ? now + s_day : now + (link.Status.State is CrmLinkState.Silent or CrmLinkState.Unknown ? s_soon : CrmFaults.Rest));
        }
        return now + s_soon;
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
        return _loop.FollowAsync(RunAsync, error =>
        {
            Due(DateTime.MinValue);
            log.LogError(error, "Accounts could not be looked for in the CRM; it is tried again.");
        }, stoppingToken);
    }

    private async Task<bool> MatchAsync(int partnerId, CancellationToken cancel)
    {
        link.TellMatching(true);
        try
        {
            return await link.CheckAsync(partnerId, cancel) && (link.Status.Usage is { IsScarce: true } || await matching.RunAsync(partnerId, null, cancel));
        }
        finally
        {
            link.TellMatching(false);
        }
    }

    private void Due(DateTime at)
    {
        lock (_loop)
            _next = at < _next ? at : _next;
    }
}
