using Microsoft.Extensions.Options;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Delivery;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Crm;

/// <summary>
/// Looks for the accounts of customers by itself: at start, once a day, when customers are added, and when a person wants it. Leaves the organisation's calls to others where
/// they run short, unless a person asks.
/// </summary>
public sealed class CrmMatcher(CrmLink link, CrmMatching matching, IOptions<SalesforceOptions> options, ChangeFeed feed, TimeProvider time, ILogger<CrmMatcher> log) : BackgroundService, IChangeListener
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private readonly DueLoop _loop = new(s_soon, time);
    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _new = [];
    private TimeSpan _pause;
    private bool _wanted;
    private DateTime _all;
    private DateTime _some = DateTime.MaxValue;

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var added = set.Changes.Where(change => change.Kind is JournalKinds.CustomerAdded or JournalKinds.Restored).Select(change => change.CustomerId).OfType<Guid>().ToList();
        if (added.Count == 0 || !options.Value.Exists())
            return;
        // What a whole list brings comes in many writes.
        lock (_lock)
        {
            _new.UnionWith(added);
            _some = Earlier(_some, time.GetUtcNow().UtcDateTime + s_soon);
        }
    }

    /// <summary>A person wants it done now.</summary>
    public void Want()
    {
        lock (_lock)
            (_all, _pause, _wanted) = (DateTime.MinValue, TimeSpan.Zero, true);
        _loop.Wake();
    }

    /// <summary>Looks for them, when it is due: new customers soon, all without an account once a day.</summary>
    /// <returns>When it is next to be looked (UTC); null: never, no CRM is connected.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel)
    {
        // Also before it is due: a portal that was just set up owes its CRM names from now on, one whose settings are gone does no more.
        var partner = await link.PartnerAsync(cancel);
        if (!options.Value.Exists())
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        if (partner is { } partnerId && TakeDue(now) is { } due && !await MatchAsync(partnerId, due, cancel))
            Again(now);
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
            Again(time.GetUtcNow().UtcDateTime);
            log.LogError(error, "Accounts could not be looked for in the CRM; it is tried again.");
        }, stoppingToken);
    }

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private sealed record Due(IReadOnlyCollection<Guid>? Only, bool IsWanted);

    private Due? TakeDue(DateTime now)
    {
        lock (_lock)
        {
            if (_all > now && _some > now)
                return null;
            var due = new Due(_all <= now ? null : [.. _new], _wanted);
            if (due.Only is null)
                _all = now + s_day;
            (_some, _wanted) = (DateTime.MaxValue, false);
            _new.Clear();
            return due;
        }
    }

    // All of them, later and later: who was looked for and who was not is known by what was written.
    private void Again(DateTime now)
    {
        lock (_lock)
        {
            _pause = _pause == TimeSpan.Zero ? s_soon : _pause * 2 < s_longest ? _pause * 2 : s_longest;
            _all = Earlier(_all, now + (link.Status is { State: CrmLinkState.Limited } or { Usage.IsScarce: true } && _pause < CrmFaults.Rest ? CrmFaults.Rest : _pause));
        }
    }

    private async Task<bool> MatchAsync(int partnerId, Due due, CancellationToken cancel)
    {
        link.TellMatching(true);
        try
        {
            if (!await link.CheckAsync(partnerId, cancel) || !await matching.RunAsync(partnerId, due.Only, leavesRest: !due.IsWanted, cancel))
                return false;
            lock (_lock)
                _pause = TimeSpan.Zero;
            return true;
        }
        finally
        {
            link.TellMatching(false);
        }
    }
}
