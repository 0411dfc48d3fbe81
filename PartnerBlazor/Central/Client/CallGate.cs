namespace PartnerBlazor.Central.Client;

/// <summary>
/// The one way to the vendor's API: all work shares the limits (<see cref="CallBudget"/>), a person's click goes before what nobody waits for,
/// and once the vendor says that it is too much, nobody asks until it may be asked again. Background work of several kinds takes turns.
/// </summary>
public sealed class CallGate(TimeProvider time) : IDisposable
{
    /// <summary>A person is told at once when it takes longer than this.</summary>
    public static readonly TimeSpan PersonPatience = TimeSpan.FromSeconds(5);

    /// <summary>Background work comes back later when it takes longer than this.</summary>
    public static readonly TimeSpan BackgroundPatience = TimeSpan.FromSeconds(20);

    // A person is about to go: how soon it is worth looking again.
    private static readonly TimeSpan s_yield = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _persons = new(1, 1);
    private readonly SemaphoreSlim _background = new(1, 1);
    private readonly CallBudget _budget = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _rested;
    private int _waiting;

    /// <summary>Until when the vendor asked to be left alone (UTC); null: it may be asked.</summary>
    public DateTime? LimitedUntil
    {
        get
        {
            lock (_budget)
                return _rested > Elapsed ? Now + (_rested - Elapsed) : null;
        }
    }

    /// <summary>Calls that left within the last hour.</summary>
    public int LastHour
    {
        get
        {
            lock (_budget)
                return _budget.Since(TimeSpan.FromHours(1), Elapsed);
        }
    }

    /// <summary>Waits until a call may leave.</summary>
    /// <exception cref="CentralCallException">
    /// It may not within the patience there is for it: <see cref="CentralMeaning.Limited"/>, the vendor wants to be left alone;
    /// <see cref="CentralMeaning.Full"/>, the calls of the hour are used.
    /// </exception>
    public async Task EnterAsync(CallLane lane, CancellationToken cancel)
    {
        if (lane == CallLane.Background)
        {
            await PassAsync(lane, _background, cancel);
            return;
        }
        Interlocked.Increment(ref _waiting);
        try
        {
            await PassAsync(lane, _persons, cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>The vendor says that it was too much.</summary>
    /// <param name="rest">How long it asks to be left alone.</param>
    public void Rest(TimeSpan rest)
    {
        lock (_budget)
        {
            if (Elapsed + rest > _rested)
                _rested = Elapsed + rest;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _persons.Dispose();
        _background.Dispose();
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private TimeSpan Elapsed => time.GetElapsedTime(_start);

    private async Task PassAsync(CallLane lane, SemaphoreSlim queue, CancellationToken cancel)
    {
        await queue.WaitAsync(cancel);
        try
        {
            while (Take(lane) is var wait && wait > TimeSpan.Zero)
            {
                if (wait > (lane == CallLane.Person ? PersonPatience : BackgroundPatience))
                    throw LimitedUntil is null
                        ? new CentralCallException(null, CentralMeaning.Full, new CentralFault { Until = Now + wait })
                        : new CentralCallException(null, CentralMeaning.Limited, new CentralFault { Until = Now + wait, Again = true });
                // A part of a millisecond would be no wait at all.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancel);
            }
        }
        finally
        {
            queue.Release();
        }
    }

    private TimeSpan Take(CallLane lane)
    {
        lock (_budget)
        {
            // By a clock that never goes back: else a clock that is set back would keep the gate shut.
            if (_rested > Elapsed)
                return _rested - Elapsed;
            return lane == CallLane.Background && Volatile.Read(ref _waiting) > 0 ? s_yield : _budget.Take(lane, Elapsed);
        }
    }
}
