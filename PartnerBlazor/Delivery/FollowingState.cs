using PartnerBlazor.Live;

namespace PartnerBlazor.Delivery;

/// <summary>
/// What a page of one open tab shows of deliveries. A flood of outcomes costs it one read a second: it looks at the pulse, which also hears of
/// attempts in vain, and reads when something happened.
/// </summary>
public abstract class FollowingState(DeliveryPulse pulse, LiveSession live, TimeProvider time) : SharedState(live)
{
    /// <summary>How often it looks whether something happened.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // What is said of moments ("just now", "in 40 s") is said anew.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private long _beats = -1;
    private DateTime _readAt;
    private bool _stale;

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Reads when something happened, as long as the page is open and the person signed in.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancel) && Live.ScopeNow is { } scope)
            if (_stale || pulse.Of(scope.PartnerId) != _beats || Now - _readAt >= s_longest)
                await RetryAsync(cancel);
    }

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        // Names asked for, retried or given up, and customers that come, go or are called something else.
        _stale |= sets.Any(set => set.Changes.Any(DeliveryChange.Concerns) || set.Rows.Any(row => row.Before is null || row.After is null));
        return Task.CompletedTask;
    }

    /// <summary>Call it before a read: what happens during it is worth another.</summary>
    protected void Reading() => (_stale, _beats, _readAt) = (false, pulse.Of(Live.Scope.PartnerId), Now);
}
