namespace PartnerBlazor.Delivery;

/// <summary>Does what becomes due until the program ends: at start (what was left when it ended), when it is woken, and when a pause is over.</summary>
/// <param name="rest">The pause after a failure of the work as a whole.</param>
/// <param name="time">The clock by which it becomes due.</param>
internal sealed class DueLoop(TimeSpan rest, TimeProvider time) : IDisposable
{
    // A sleeping machine must not make it sleep on.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Something became due.</summary>
    public void Wake()
    {
        lock (_wake)
            if (_wake.CurrentCount == 0)
                _wake.Release();
    }

    /// <summary>Does it.</summary>
    /// <param name="run">Does everything that is due now and tells when the next is (UTC); null: nothing is.</param>
    /// <param name="failed">Told what went wrong; it is tried again.</param>
    /// <param name="stop">The program ends.</param>
    public async Task FollowAsync(Func<CancellationToken, Task<DateTime?>> run, Action<Exception> failed, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = rest;
            try
            {
                var next = await run(stop) - time.GetUtcNow().UtcDateTime;
                wait = next is { } pause && pause < s_longestWait ? pause : s_longestWait;
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                failed(error);
            }
            await _wake.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, stop);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();
}
