using PartnerBlazor.Access;

namespace PartnerBlazor.Live;

/// <summary>
/// One client of the hub: its own watch and its own pump, so that a slow client holds up nobody and loses its place (Resync) instead of
/// filling memory.
/// </summary>
internal sealed class LiveConnection(Watch watch, ILiveClient client, Action end, ILogger log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _pump = Task.CompletedTask;
    private int _reading;

    /// <summary>The person's scope as the feed knows it now.</summary>
    public PartnerScope Scope => watch.Scope;

    /// <summary>Starts handing over.</summary>
    public void Start() => _pump = Task.Run(PumpAsync);

    /// <summary>Takes the one long read a client may have at a time; dispose to give it back. Null when it is taken.</summary>
    public IDisposable? TryRead() => Interlocked.Exchange(ref _reading, 1) == 0 ? new Turn(this) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        watch.Dispose();
        await _pump;
        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                var batch = await watch.NextAsync(_stop.Token);
                if (batch.Ended)
                {
                    end();
                    return;
                }
                if (batch.Resync)
                    await client.Resync();
                foreach (var set in batch.Sets.Where(set => set.Rows.Count > 0))
                {
                    // A scope lost while the client was slow: what was cut by it is dropped, and the next batch says Resync.
                    if (_stop.IsCancellationRequested || !ReferenceEquals(watch.Scope, batch.Scope))
                        break;
                    await client.Changes(LiveWords.Of(set, batch.Scope));
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The client left.
        }
        catch (Exception error)
        {
            // What it missed it gets when it connects again.
            log.LogWarning(error, "A client of the live hub could not be told a change; its connection is ended.");
            end();
        }
    }

    private sealed class Turn(LiveConnection owner) : IDisposable
    {
        public void Dispose() => Interlocked.Exchange(ref owner._reading, 0);
    }
}
