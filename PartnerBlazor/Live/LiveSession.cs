using PartnerBlazor.Access;

namespace PartnerBlazor.Live;

/// <summary>A state of an open tab that follows the changes. Called on the tab's own context, one call at a time.</summary>
public interface ILiveState
{
    /// <summary>Changes in order, cut to what exists for the person.</summary>
    Task OnChangesAsync(IReadOnlyList<ChangeSet> sets);
    /// <summary>Read everything anew: changes were dropped, the scope is another one, or a day passed.</summary>
    Task OnResyncAsync();
    /// <summary>The vendor's word on customers this state shows was read anew (UTC); no change and nothing to mark.</summary>
    Task OnAsOfAsync(IReadOnlyDictionary<Guid, DateTime> asOf) => Task.CompletedTask;
}

/// <summary>
/// The live side of one open tab (scoped): one watch, one pump. The pump is started from the tab's own context and stays on it, so
/// that culture and dispatcher are the tab's (a push through a bare event turns a French page English), and renders come at most ten
/// times a second.
/// </summary>
public sealed class LiveSession(ChangeFeed feed, TimeProvider time, ILogger<LiveSession> log) : IAsyncDisposable
{
    /// <summary>Shortest time between two rounds of the pump.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>The same when changes did not let it rest: a second of them, and what is left after it, are ten rounds.</summary>
    public static readonly TimeSpan BusyPace = TimeSpan.FromMilliseconds(120);

    // Left to the collector: the scope is still asked for after the end, and refused.
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ILiveState> _states = [];
    private readonly Dictionary<ILiveState, IReadOnlyCollection<Guid>> _shown = [];
    private Watch? _watch;
    private Task _pump = Task.CompletedTask;

    /// <summary>When the tab's components render; what the states ask of it during one round renders together.</summary>
    public TabRender Render { get; } = new(time);

    /// <summary>Called on the tab's context when the person may no longer be signed in.</summary>
    public Func<Task>? OnEnded { get; set; }

    /// <summary>Called on the tab's context when a state failed; the component that owns the tab shows it.</summary>
    public Func<Exception, Task>? OnFailed { get; set; }

    /// <summary>Called on the tab's context when the person's role, scope or programme changed, before any state hears of it.</summary>
    public Action<PartnerScope>? OnRescoped { get; set; }

    /// <summary>The person's scope as the feed knows it now.</summary>
    /// <exception cref="InvalidOperationException">The session was not started or has ended: a missing scope is never "all".</exception>
    public PartnerScope Scope => ScopeNow ?? throw new InvalidOperationException("No scope: the session was not started or has ended.");

    /// <summary>The same; null when the session was not started or has ended. For who only wants to know whether to go on.</summary>
    public PartnerScope? ScopeNow => _stop.IsCancellationRequested ? null : _watch?.Scope;

    /// <summary>The signed-in person's own scope, also while they look as somebody else.</summary>
    /// <inheritdoc cref="Scope" path="/exception"/>
    public PartnerScope Own => Scope.ViewedBy is null ? Scope : _watch!.Own;

    /// <summary>
    /// This tab shows what somebody else sees, from here on: every state reads anew. It ends by itself when the person loses the right to look
    /// so, or the other may no longer sign in, and with the tab.
    /// </summary>
    /// <param name="viewed">The other's scope as read, with <see cref="PartnerScope.ViewedBy"/>.</param>
    /// <param name="again">Reads it once more, now that it is watched, so that no change of it falls between.</param>
    public async Task ViewAsync(PartnerScope viewed, Func<Task<PartnerScope?>> again)
    {
        ArgumentNullException.ThrowIfNull(viewed);
        ArgumentNullException.ThrowIfNull(again);
        var watch = _watch ?? throw new InvalidOperationException("The session was not started.");
        watch.View(viewed);
        var now = (await again())?.SeenBy(watch.Own);
        if (ReferenceEquals(watch.Viewed, viewed) && !viewed.MayTheSameAs(now))
            watch.View(now);
    }

    /// <summary>This tab shows what its own person sees again.</summary>
    public void LeaveView() => _watch?.View(null);

    /// <summary>Starts watching and pumping; later calls do nothing. Call it on the tab's context.</summary>
    /// <param name="scope">The person's scope as read.</param>
    /// <param name="again">Reads it once more, now that the watch stands, so that no change of it falls between.</param>
    public async Task StartAsync(PartnerScope scope, Func<Task<PartnerScope?>> again)
    {
        ArgumentNullException.ThrowIfNull(again);
        if (_watch is not null || _stop.IsCancellationRequested)
            return;
        var watch = _watch = feed.Watch(scope);
        watch.Adopt(scope, await again());
        if (!_stop.IsCancellationRequested)
            _pump = PumpAsync(watch, _stop.Token);
    }

    /// <summary>Number of states that follow the changes.</summary>
    public int StateCount => _states.Count;

    /// <summary>Adds a state; dispose the token to take it out.</summary>
    public IDisposable Join(ILiveState state)
    {
        _states.Add(state);
        return new Membership(() =>
        {
            _states.Remove(state);
            if (_shown.Remove(state))
                TellShown();
        });
    }

    /// <summary>Tells the feed which customers a state has on screen; changes to them come at once.</summary>
    public void Show(ILiveState state, IEnumerable<Guid> customerIds)
    {
        _shown[state] = [.. customerIds];
        TellShown();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _watch?.Dispose();
        _states.Clear();
        Render.Dispose();
        await _pump;
    }

    private void TellShown() => _watch?.Show(_shown.Values.SelectMany(ids => ids));

    private async Task PumpAsync(Watch watch, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var next = watch.NextAsync(stop);
                var busy = next.IsCompleted;
                if (!await RoundAsync(watch, await next, stop))
                    return;
                await Task.Delay(busy ? BusyPace : Pace, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The tab is closed.
        }
    }

    // False once the person may no longer be signed in.
    private async Task<bool> RoundAsync(Watch watch, WatchBatch batch, CancellationToken stop)
    {
        try
        {
            using var together = Render.Begin();
            if (batch.Ended)
                await (OnEnded?.Invoke() ?? Task.CompletedTask);
            else if (batch.Resync)
                OnRescoped?.Invoke(watch.Scope);
            foreach (var state in batch.Ended ? [] : _states.ToList())
                await HandAsync(state, batch);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Whatever one round meets, the next must come: a tab that quietly stops following looks fresh and is not.
            log.LogError(error, "A round of a tab's changes failed.");
        }
        return !batch.Ended;
    }

    // A state that fails is told to its component; the others and the pump go on.
    private async Task HandAsync(ILiveState state, WatchBatch batch)
    {
        try
        {
            await (batch.Resync ? state.OnResyncAsync() : Task.CompletedTask);
            if (batch.Sets.Count > 0)
                await state.OnChangesAsync(batch.Sets);
            if (batch.AsOf.Count > 0)
                await state.OnAsOfAsync(batch.AsOf);
        }
        catch (Exception error) when (error is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            log.LogError(error, "A live state failed.");
            await (OnFailed?.Invoke(error) ?? Task.CompletedTask);
        }
    }

    private sealed class Membership(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
