namespace PartnerBlazor.Live;

/// <summary>
/// When the components of one open tab render for what was pushed. All that one round of the pump changes joins one batch; what is only
/// counted waits until a second has passed since it was last told, and goes along with whatever renders before (perf.md §2). On the tab's context only.
/// </summary>
/// <param name="time">The clock of that second.</param>
public sealed class TabRender(TimeProvider time) : IDisposable
{
    /// <summary>Shortest time between two batches of counts alone.</summary>
    public static readonly TimeSpan CountsEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private List<Action> _now = [];
    private List<Action> _soon = [];
    private RenderTogether? _together;
    private long? _toldAt;
    private int _rounds;
    private bool _waiting;

    /// <summary>Until the token is disposed, what is asked for is gathered; then it renders together.</summary>
    public IDisposable Begin()
    {
        _rounds++;
        return new Round(this);
    }

    /// <summary>Renders a component in the batch of the round; outside of one, at once.</summary>
    /// <param name="refresh">Its <c>StateHasChanged</c>; asked for twice it is called once.</param>
    public void Join(Action refresh)
    {
        Put(_now, refresh);
        if (_rounds == 0)
            Flush();
    }

    /// <summary>Renders what shows counts: with the next batch of whatever kind, at the latest when <see cref="CountsEvery"/> has passed since the last.</summary>
    /// <inheritdoc cref="Join" path="/param"/>
    public void Soon(Action refresh)
    {
        Put(_soon, refresh);
        if (_rounds == 0)
            Tell();
    }

    /// <summary>Renders everything asked for, without waiting for the round to end: a person's own act, or what must go from the screen.</summary>
    public void Flush()
    {
        if (_soon.Count > 0)
            _toldAt = time.GetTimestamp();
        List<Action> refreshes = [.. _now.Union(_soon)];
        (_now, _soon) = ([], []);
        if (refreshes.Count == 0)
            return;
        if (_together is { } together)
            together.Render(refreshes);
        else
            refreshes.ForEach(refresh => refresh());
    }

    /// <summary>The tab is closed: nothing renders any more.</summary>
    public void Dispose()
    {
        // Left to the collector: what waits may be about to look at it.
        _closed.Cancel();
        (_now, _soon, _together) = ([], [], null);
    }

    /// <summary>From here on, components render through this one; without it each for itself.</summary>
    internal void Attach(RenderTogether together) => _together = together;

    /// <summary>This one goes. Another may have come before.</summary>
    internal void Detach(RenderTogether together) => _together = _together == together ? null : _together;

    private TimeSpan Wait => _toldAt is { } at ? CountsEvery - time.GetElapsedTime(at) : TimeSpan.Zero;

    private static void Put(List<Action> refreshes, Action refresh)
    {
        if (!refreshes.Contains(refresh))
            refreshes.Add(refresh);
    }

    private void End()
    {
        if (--_rounds > 0)
            return;
        if (_now.Count > 0)
            Flush();
        else
            Tell();
    }

    private void Tell()
    {
        if (_soon.Count == 0 || _waiting)
            return;
        if (Wait <= TimeSpan.Zero)
            Flush();
        else
            _ = TellLaterAsync();
    }

    // Begun on the tab's context, so that it goes on there and in the tab's language.
    private async Task TellLaterAsync()
    {
        _waiting = true;
        try
        {
            while (_soon.Count > 0 && Wait is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, time, _closed.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        finally
        {
            _waiting = false;
        }
        // In the middle of a round its end tells it.
        if (_rounds == 0)
            Tell();
    }

    private sealed class Round(TabRender tab) : IDisposable
    {
        private TabRender? _tab = tab;

        public void Dispose() => Interlocked.Exchange(ref _tab, null)?.End();
    }
}
