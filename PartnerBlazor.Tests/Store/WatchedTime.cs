using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace PartnerBlazor.Tests.Store;

/// <summary>A clock the test moves, and that tells when the next one who waits for it is due: it is moved so far and no further.</summary>
public sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<Timer, DateTimeOffset> _due = new();

    /// <summary>When the next timer goes off; null: nobody waits.</summary>
    public DateTimeOffset? NextDue => _due.Values.Select(at => (DateTimeOffset?)at).Min();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, callback, state, dueTime, period);

    private ITimer CreateInner(TimerCallback callback, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, null, dueTime, period);

    private sealed class Timer : ITimer
    {
        private readonly WatchedTime _time;
        private readonly ITimer _inner;
        private TimeSpan _period;

        public Timer(WatchedTime time, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_time, _period) = (time, period);
            Note(dueTime);
            _inner = time.CreateInner(_ =>
            {
                Note(_period);
                callback(state);
            }, dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Note(dueTime);
            return _inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            _time._due.TryRemove(this, out _);
            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _time._due.TryRemove(this, out _);
            return _inner.DisposeAsync();
        }

        private void Note(TimeSpan dueTime)
        {
            if (dueTime < TimeSpan.Zero || dueTime == TimeSpan.MaxValue || (dueTime == TimeSpan.Zero && _time._due.ContainsKey(this)))
                _time._due.TryRemove(this, out _);
            else
                _time._due[this] = _time.GetUtcNow() + dueTime;
        }
    }
}
