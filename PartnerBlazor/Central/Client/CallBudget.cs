namespace PartnerBlazor.Central.Client;

/// <summary>For whom the vendor is called.</summary>
public enum CallLane
{
    /// <summary>A person waits for it: it goes first, and a part of every hour is kept for it.</summary>
    Person,
    /// <summary>Nobody waits for it: what is delivered and what is read by itself.</summary>
    Background,
}

/// <summary>
/// How many calls are left of what the vendor allows a set of credentials: 10 a second, 100 a minute, 1,000 an hour, 200,000 a day (domain.md
/// B11). A little stays below each, since what we count when it leaves the vendor counts when it arrives. What is done in the background is
/// spread over the hour: after a first burst it goes on as fast as the hour allows, so that the hour's calls are not gone in ten minutes.
/// Not safe for several threads; <see cref="CallGate"/> is.
/// </summary>
public sealed class CallBudget
{
    /// <summary>Calls the background may make at once after a rest.</summary>
    public const int Burst = 60;

    /// <summary>Calls the background may make in an hour.</summary>
    public const int AnHour = 940;

    private static readonly (TimeSpan Window, int All, int Background)[] s_limits =
    [
        (TimeSpan.FromSeconds(1), 9, 8), (TimeSpan.FromMinutes(1), 95, 85), (TimeSpan.FromHours(1), 990, AnHour), (TimeSpan.FromDays(1), 199_000, 190_000),
    ];

    private static readonly TimeSpan s_each = TimeSpan.FromHours(1) / AnHour;

    private readonly List<TimeSpan> _taken = [];
    private TimeSpan _spread = TimeSpan.MinValue;

    /// <summary>Takes a call, if one is left.</summary>
    /// <param name="lane">For whom.</param>
    /// <param name="now">The moment, on a clock that never goes back.</param>
    /// <returns>Zero: taken. Else how long until it is worth asking again; nothing is taken.</returns>
    public TimeSpan Take(CallLane lane, TimeSpan now)
    {
        var wait = Wait(lane, now);
        if (wait > TimeSpan.Zero)
            return wait;
        _taken.Add(now);
        if (lane == CallLane.Background)
            _spread = Spread(now) + s_each;
        // What no window reaches back to any more.
        if (_taken.Count > 2 * s_limits[^1].All)
            _taken.RemoveRange(0, s_limits[^1].All);
        return TimeSpan.Zero;
    }

    /// <summary>How many calls left within a time before a moment.</summary>
    public int Since(TimeSpan window, TimeSpan now)
    {
        var count = 0;
        while (count < _taken.Count && _taken[^(count + 1)] + window > now)
            count++;
        return count;
    }

    private TimeSpan Wait(CallLane lane, TimeSpan now)
    {
        var wait = lane == CallLane.Background ? Spread(now) - now : TimeSpan.Zero;
        foreach (var (window, all, background) in s_limits)
        {
            var most = lane == CallLane.Person ? all : background;
            if (_taken.Count >= most && _taken[^most] + window - now is var over && over > wait)
                wait = over;
        }
        return wait;
    }

    // When the next background call is due if none had come early; a rest is worth a burst at most.
    private TimeSpan Spread(TimeSpan now) => _spread > now - (Burst - 1) * s_each ? _spread : now - (Burst - 1) * s_each;
}
