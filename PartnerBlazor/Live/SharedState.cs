namespace PartnerBlazor.Live;

/// <summary>
/// A state of one open tab (scoped) that is read as a whole and follows the changes while somebody shows it: pages and dialogs may show it
/// at the same time, and the next page opens before the last one is gone.
/// </summary>
public abstract class SharedState(LiveSession live) : ILiveState
{
    private readonly List<Action> _listeners = [];
    private IDisposable? _membership;

    /// <summary>The tab's live side.</summary>
    protected LiveSession Live => live;

    /// <summary>Reads it and follows it until the token is disposed.</summary>
    /// <param name="changed">Called on the tab's context when something changed.</param>
    /// <param name="cancel">Cancels the reading.</param>
    public async Task<IDisposable> OpenAsync(Action changed, CancellationToken cancel)
    {
        _listeners.Add(changed);
        // Watch first, then read.
        _membership ??= live.Join(this);
        var look = new Look(() => Leave(changed));
        try
        {
            await ReadAsync(cancel);
            return look;
        }
        catch
        {
            look.Dispose();
            throw;
        }
    }

    /// <summary>Reads it again, after a failure or an act, and tells everybody who shows it.</summary>
    public async Task RetryAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        foreach (var changed in _listeners.ToList())
            live.Render.Join(changed);
    }

    /// <inheritdoc/>
    public abstract Task OnChangesAsync(IReadOnlyList<ChangeSet> sets);

    /// <inheritdoc/>
    public Task OnResyncAsync() => RetryAsync(CancellationToken.None);

    /// <summary>Reads everything anew. A read that fails is told where it would show; it must not take the tab with it.</summary>
    protected abstract Task ReadAsync(CancellationToken cancel);

    private void Leave(Action changed)
    {
        _listeners.Remove(changed);
        if (_listeners.Count > 0)
            return;
        _membership?.Dispose();
        _membership = null;
    }

    private sealed class Look(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
