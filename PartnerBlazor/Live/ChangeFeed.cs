using System.Collections.Concurrent;
using System.Collections.Immutable;
using PartnerBlazor.Access;

namespace PartnerBlazor.Live;

/// <summary>Hears every change set of one node, before the sessions do, on the publisher's thread. Must be quick and must not throw.</summary>
public interface IChangeListener
{
    /// <summary>A transaction was committed. Called in the order of the sequence numbers.</summary>
    void OnChanges(ChangeSet set);
}

/// <summary>
/// Carries committed changes to the open sessions of the same partner. <see cref="Watch"/> is the only way to read it, and it is for
/// one partner: the tenant wall. Publishing never blocks and never throws (DESIGN §3).
/// </summary>
public sealed class ChangeFeed(TimeProvider time, ILogger<ChangeFeed> log) : BackgroundService
{
    /// <summary>How long a change that is not on screen may wait, so that counts are coalesced.</summary>
    public static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Shortest time between two hand-overs of when the vendor's word was read: a calm reading is news, but not urgent.</summary>
    public static readonly TimeSpan AsOfEvery = TimeSpan.FromSeconds(30);

    // Walked at every change and every tick, changed when a tab comes or goes: arrays, which nobody changes.
    private readonly ConcurrentDictionary<int, Watch[]> _watches = new();
    private readonly Lock _asOfLock = new();
    private Dictionary<int, Dictionary<Guid, DateTime>> _asOf = [];
    private ImmutableArray<IChangeListener> _listeners = [];

    /// <summary>Number of open watches of all partners.</summary>
    public int WatchCount => _watches.Values.Sum(partner => partner.Length);

    /// <summary>Starts watching the scope's partner. Watch first, then read; drop what is older than the row read (DESIGN §3).</summary>
    public Watch Watch(PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var watch = new Watch(this, scope);
        _watches.AddOrUpdate(scope.PartnerId, [watch], (_, others) => [.. others, watch]);
        return watch;
    }

    /// <summary>Adds a listener of this node (the shared counts).</summary>
    public void Listen(IChangeListener listener) => ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(listener));

    /// <summary>Hands a committed change set to everybody it concerns. Called by the store only, in order.</summary>
    public void Publish(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        foreach (var listener in _listeners)
            Guard(listener, set, (listener, set) => listener.OnChanges(set));
        // Cut to a scope once, for all sessions that share it.
        Func<PartnerScope, ChangeSet?> cut = new ScopeCuts(set).For;
        foreach (var watch in WatchesOf(set.PartnerId))
            Guard(watch, (set, cut), (watch, news) => watch.Post(news.set, news.cut));
    }

    /// <summary>
    /// The vendor's word on customers was read: told to the sessions that show them, at most every <see cref="AsOfEvery"/>, without number,
    /// mark or pill (DESIGN §3). Called by the store only, after the commit.
    /// </summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="asOf">When each was read (UTC).</param>
    public void PublishAsOf(int partnerId, IReadOnlyDictionary<Guid, DateTime> asOf)
    {
        ArgumentNullException.ThrowIfNull(asOf);
        // Who begins to watch after this reads it from the store.
        if (WatchesOf(partnerId).Length == 0)
            return;
        lock (_asOfLock)
        {
            if (!_asOf.TryGetValue(partnerId, out var due))
                _asOf[partnerId] = due = [];
            foreach (var (id, at) in asOf)
                due[id] = at;
        }
    }

    /// <summary>A UTC day began: what counts days must be read anew everywhere.</summary>
    public void PublishNewDay()
    {
        foreach (var watch in _watches.Values.SelectMany(partner => partner))
            Guard(watch, 0, (watch, _) => watch.Resync());
    }

    /// <summary>The customers that are on some screen of this node now.</summary>
    public IReadOnlyList<Guid> OnScreen() => [.. _watches.Values.SelectMany(partner => partner).SelectMany(watch => watch.Shown).Distinct()];

    /// <summary>Those of a partner's tabs.</summary>
    public IReadOnlyList<Guid> OnScreen(int partnerId) => [.. WatchesOf(partnerId).SelectMany(watch => watch.Shown).Distinct()];

    internal long Timestamp => time.GetTimestamp();

    internal TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    internal void Remove(Watch watch) =>
        _watches.AddOrUpdate(watch.Scope.PartnerId, [], (_, others) => Array.FindAll(others, other => other != watch));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var handed = time.GetTimestamp();
        using var timer = new PeriodicTimer(TickEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (time.GetElapsedTime(handed) >= AsOfEvery)
            {
                handed = time.GetTimestamp();
                HandOverAsOf();
            }
            foreach (var partner in _watches.Values)
                foreach (var watch in partner)
                    Guard(watch, 0, (watch, _) => watch.Tick());
        }
    }

    private void HandOverAsOf()
    {
        Dictionary<int, Dictionary<Guid, DateTime>> due;
        lock (_asOfLock)
            (due, _asOf) = (_asOf, []);
        foreach (var (partner, asOf) in due)
            foreach (var watch in WatchesOf(partner))
                Guard(watch, asOf, (watch, asOf) => watch.PostAsOf(asOf));
    }

    private Watch[] WatchesOf(int partnerId) => _watches.GetValueOrDefault(partnerId, []);

    // One bad listener must not stop the rest. What it is told is handed in: nothing is allocated for each of thousands of sessions.
    private void Guard<TListener, TNews>(TListener listener, TNews news, Action<TListener, TNews> tell)
    {
        try
        {
            tell(listener, news);
        }
        catch (Exception error)
        {
            log.LogError(error, "A listener of the change feed failed.");
        }
    }
}
