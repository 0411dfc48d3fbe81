using PartnerBlazor.Access;

namespace PartnerBlazor.Live;

/// <summary>What a watch hands to its session at a time.</summary>
/// <param name="Sets">Changes in order, as they exist for the person.</param>
/// <param name="Resync">True when the session must read everything anew: it was too slow, its scope changed, or a day passed.</param>
/// <param name="Ended">True when the person may no longer be signed in.</param>
/// <param name="Scope">The scope the sets were cut to.</param>
/// <param name="AsOf">When the vendor's word on customers of the session's screen was last read (UTC), where that is news; no change.</param>
public sealed record WatchBatch(
    IReadOnlyList<ChangeSet> Sets, bool Resync, bool Ended, PartnerScope Scope, IReadOnlyDictionary<Guid, DateTime> AsOf);

/// <summary>
/// One session's mailbox at the feed. The publisher posts and leaves; the session takes when it is ready. Changes to a customer the
/// session shows wake it at once; all others wait for a tick, and while they keep coming for a second, so that counts are coalesced (DESIGN §3).
/// </summary>
public sealed class Watch : IDisposable
{
    /// <summary>More waiting sets than this and the session is told to read anew.</summary>
    public const int Capacity = 256;

    /// <summary>How long what is not on screen lets a session rest that was just told something.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly ChangeFeed _feed;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private List<ChangeSet> _waiting = [];
    private HashSet<Guid> _shown = [];
    private Dictionary<Guid, DateTime> _asOf = [];
    private long? _toldAt;
    private bool _resync;
    private bool _ended;
    private bool _disposed;

    internal Watch(ChangeFeed feed, PartnerScope scope)
    {
        _feed = feed;
        Own = scope;
    }

    /// <summary>The scope by which changes are handed over; replaced by the feed before any later change is.</summary>
    public PartnerScope Scope => Viewed ?? Own;

    /// <summary>The scope of the signed-in person.</summary>
    public PartnerScope Own { get; private set; }

    /// <summary>The scope of whom they look as; null: they look as themselves.</summary>
    public PartnerScope? Viewed { get; private set; }

    /// <summary>The customers on this session's screen.</summary>
    public IReadOnlyCollection<Guid> Shown
    {
        get
        {
            lock (_lock)
                return _shown;
        }
    }

    /// <summary>Tells which customers are on screen.</summary>
    public void Show(IEnumerable<Guid> customerIds)
    {
        HashSet<Guid> shown = [.. customerIds];
        lock (_lock)
            _shown = shown;
    }

    /// <summary>Waits for changes. Only one caller at a time.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<WatchBatch> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            await _signal.WaitAsync(cancel);
            lock (_lock)
            {
                if (!HasMail)
                    continue;
                var batch = new WatchBatch(_waiting, _resync, _ended, Scope, _asOf);
                _waiting = [];
                _asOf = [];
                _resync = false;
                _toldAt = _feed.Timestamp;
                return batch;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _feed.Remove(this);
        // The semaphore is left to the collector: a publisher may be signalling it this moment.
    }

    private bool HasMail => _waiting.Count > 0 || _asOf.Count > 0 || _resync || _ended;

    /// <summary>Puts in what exists for the person; <paramref name="scoped"/> cuts a set to a scope, once for all who share it.</summary>
    internal void Post(ChangeSet set, Func<PartnerScope, ChangeSet?> scoped)
    {
        bool urgent;
        lock (_lock)
        {
            if (_disposed || _ended)
                return;
            if (Rescope(set))
            {
                // From here on nothing of the old scope is handed over; what waited was cut by it.
                _resync = true;
                _waiting = [];
                urgent = true;
            }
            else
            {
                if (scoped(Scope) is not { } mine)
                    return;
                // Half full is taken out in time: who only waits for a tick must not read everything anew for it.
                urgent = Shows(mine) || _waiting.Count >= Capacity / 2;
                if (_waiting.Count >= Capacity)
                {
                    _waiting = [];
                    _resync = true;
                }
                else if (!_resync)
                {
                    _waiting.Add(mine);
                }
            }
        }
        if (urgent)
            Signal();
    }

    /// <summary>Puts in when the vendor's word on the customers of this screen was last read; it waits for the next tick.</summary>
    internal void PostAsOf(IReadOnlyDictionary<Guid, DateTime> asOf)
    {
        lock (_lock)
        {
            if (_disposed || _ended)
                return;
            foreach (var id in _shown)
                if (asOf.TryGetValue(id, out var at))
                    _asOf[id] = at;
        }
    }

    /// <summary>
    /// Takes over a scope that was read after the watch stood: a change between the first read and the watch was told to nobody. A newer
    /// one the feed has brought meanwhile stays.
    /// </summary>
    /// <param name="from">The scope the watch was opened with.</param>
    /// <param name="read">The scope as read again; null: may no longer sign in.</param>
    public void Adopt(PartnerScope from, PartnerScope? read)
    {
        ArgumentNullException.ThrowIfNull(from);
        lock (_lock)
        {
            if (!ReferenceEquals(Own, from) || from.MayTheSameAs(read))
                return;
            Own = read is null ? from : read with { Address = from.Address };
            _ended |= read is null;
            _resync = true;
            _waiting = [];
        }
        Signal();
    }

    /// <summary>Looks as somebody else sees it from here on, or as oneself again; everything is read anew.</summary>
    /// <param name="viewed">Their scope, with <see cref="PartnerScope.ViewedBy"/>; null: back to oneself.</param>
    public void View(PartnerScope? viewed)
    {
        if (viewed is not null && (viewed.ViewedBy is null || viewed.PartnerId != Own.PartnerId))
            throw new ArgumentException("One looks as somebody of one's own partner, and nobody's rights are borrowed.", nameof(viewed));
        lock (_lock)
        {
            // The right to look so may be gone since it was asked for.
            Viewed = Own.May(Permission.ManagePeople) ? viewed : null;
            _resync = true;
            _waiting = [];
        }
        Signal();
    }

    /// <summary>Tells the session to read everything anew.</summary>
    internal void Resync()
    {
        lock (_lock)
        {
            _waiting = [];
            _resync = true;
        }
        Signal();
    }

    /// <summary>Tells the session that its sign-in is over.</summary>
    internal void End()
    {
        lock (_lock)
        {
            _ended = true;
            _waiting = [];
        }
        Signal();
    }

    internal void Tick()
    {
        lock (_lock)
        {
            if (!HasMail || (_toldAt is { } told && _feed.Since(told) < Rest))
                return;
        }
        Signal();
    }

    // Asked of every session at every change.
    private bool Shows(ChangeSet mine)
    {
        for (var i = 0; i < mine.Rows.Count; i++)
            if (_shown.Contains(mine.Rows[i].CustomerId))
                return true;
        return false;
    }

    // True when the set brings another scope: to the person, or to whom they look as.
    private bool Rescope(ChangeSet set)
    {
        var rescoped = false;
        if (set.Scopes.TryGetValue(Own.PersonId, out var own))
        {
            // Where the tab is, no change of rights tells.
            Own = own is null ? Own : own with { Address = Own.Address };
            _ended |= own is null;
            rescoped = true;
        }
        if (Viewed is null)
            return rescoped;
        if (set.Scopes.TryGetValue(Viewed.PersonId, out var viewed))
        {
            Viewed = viewed;
            rescoped = true;
        }
        // Whose right to manage people is gone looks as nobody else; nobody sees by it what they may not see themselves.
        if (rescoped)
            Viewed = Own.May(Permission.ManagePeople) ? Viewed?.SeenBy(Own) : null;
        return rescoped;
    }

    private void Signal()
    {
        // Already signalled means that the session will look anyway.
        lock (_signal)
        {
            if (_signal.CurrentCount == 0)
                _signal.Release();
        }
    }
}
