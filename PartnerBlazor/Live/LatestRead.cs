namespace PartnerBlazor.Live;

/// <summary>
/// The reads of one state of a tab: one at a time, and the last one asked for counts. What is being read for something else ends at once and quietly.
/// </summary>
internal sealed class LatestRead : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private CancellationTokenSource _asked = new();

    /// <summary>True while something is read, or acted upon what is.</summary>
    public bool IsBusy => _turn.CurrentCount == 0;

    /// <summary>Reads something else: what is read now is not wanted any more.</summary>
    public Task OvertakeAsync(Func<CancellationToken, Task> read, CancellationToken cancel)
    {
        _asked.Cancel();
        _asked = new CancellationTokenSource();
        return WantedAsync(read, cancel);
    }

    /// <summary>Reads more of the same; ends quietly when something else is asked for meanwhile.</summary>
    public async Task WantedAsync(Func<CancellationToken, Task> read, CancellationToken cancel)
    {
        var asked = _asked.Token;
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(asked, cancel);
        try
        {
            await InTurnAsync(() => read(wanted.Token), wanted.Token);
        }
        catch (OperationCanceledException) when (asked.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // Overtaken.
        }
    }

    /// <summary>Whatever is read is not wanted any more.</summary>
    // What it holds is left to the collector: a read may be about to release it, or still ask it.
    public void Dispose() => _asked.Cancel();

    /// <summary>Does something while nothing is read.</summary>
    public async Task InTurnAsync(Func<Task> act, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
