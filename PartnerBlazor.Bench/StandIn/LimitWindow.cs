namespace PartnerBlazor.Bench.StandIn;

/// <summary>Counts the requests of the credential against the limits (domain.md B11). What was refused does not count.</summary>
internal sealed class LimitWindow(StandInLimits? limits, TimeProvider time)
{
    private readonly Lock _lock = new();
    // When each request of the last hour came, the oldest first.
    private readonly List<DateTimeOffset> _came = [];
    private readonly (int Most, TimeSpan Span)[] _windows = limits is null
        ? []
        :
        [
            (limits.PerSecond, TimeSpan.FromSeconds(1)),
            (limits.PerMinute, TimeSpan.FromMinutes(1)),
            (limits.PerHour, TimeSpan.FromHours(1)),
        ];

    /// <summary>Lets a request in, or says how long it is to wait.</summary>
    public TimeSpan? Wait()
    {
        if (_windows.Length == 0)
            return null;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _came.RemoveAll(came => came <= now - TimeSpan.FromHours(1));
            var wait = TimeSpan.Zero;
            foreach (var (most, span) in _windows)
            {
                // The one that must be out of the window before there is room again.
                if (_came.Count >= most && _came[^most] + span - now is var left && left > wait)
                    wait = left;
            }
            if (wait > TimeSpan.Zero)
                return wait;
            _came.Add(now);
            return null;
        }
    }
}
