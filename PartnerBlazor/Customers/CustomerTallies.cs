using System.Collections.Concurrent;
using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Customers;

/// <summary>
/// The counts of every scope somebody looks at: read once, then kept by the changes, shared by all sessions to whom the same customers
/// exist. So no session ever scans (DESIGN §3).
/// </summary>
public sealed class CustomerTallies : IChangeListener
{
    private readonly CustomerQueries _queries;
    private readonly ConcurrentDictionary<string, Shared> _shared = new(StringComparer.Ordinal);

    /// <summary>Listens to the feed from now on.</summary>
    public CustomerTallies(CustomerQueries queries, ChangeFeed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        _queries = queries;
        feed.Listen(this);
    }

    /// <summary>Number of scopes whose counts somebody holds.</summary>
    public int Count => _shared.Count;

    /// <summary>The counts of a scope while somebody holds the handle. Dispose it when done.</summary>
    public async Task<TallyHandle> OpenAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        while (true)
        {
            var shared = _shared.GetOrAdd(scope.Horizon, _ => new Shared(scope));
            if (!shared.TryEnter())
                continue;
            var handle = new TallyHandle(shared, () => Leave(shared));
            try
            {
                await shared.LoadAsync(_queries, cancel);
                return handle;
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        foreach (var shared in _shared.Values)
            shared.Apply(set);
    }

    private void Leave(Shared shared)
    {
        if (shared.Exit())
            _shared.TryRemove(KeyValuePair.Create(shared.Scope.Horizon, shared));
    }

    internal sealed class Shared(PartnerScope scope)
    {
        private readonly Lock _lock = new();
        private readonly List<ChangeSet> _early = [];
        private Task? _load;
        private bool _loaded;
        private int _holders;
        private bool _closed;
        private CustomerTally _tally = CustomerTally.None;
        private long _seq;

        public PartnerScope Scope => scope;

        public CustomerTally Tally
        {
            get
            {
                lock (_lock)
                    return _tally;
            }
        }

        public bool TryEnter()
        {
            lock (_lock)
            {
                if (_closed)
                    return false;
                _holders++;
                return true;
            }
        }

        public bool Exit()
        {
            lock (_lock)
                return _closed |= --_holders == 0;
        }

        // The first caller reads for all; a failed read is tried again by the next.
        public Task LoadAsync(CustomerQueries queries, CancellationToken cancel)
        {
            lock (_lock)
            {
                if (_load is null or { IsFaulted: true } or { IsCanceled: true })
                    _load = ReadAsync(queries);
                return _load.WaitAsync(cancel);
            }
        }

        public void Apply(ChangeSet set)
        {
            if (set.For(scope) is not { Rows.Count: > 0 } mine)
                return;
            lock (_lock)
            {
                // Committed before it was read, published after: already counted.
                if (!_loaded)
                    _early.Add(mine);
                else if (mine.LastSeq > _seq)
                    Add(mine);
            }
        }

        private async Task ReadAsync(CustomerQueries queries)
        {
            var (tally, seq) = await queries.TallyAsync(scope, CancellationToken.None);
            lock (_lock)
            {
                (_tally, _seq) = (tally, seq);
                foreach (var set in _early.Where(set => set.LastSeq > seq))
                    Add(set);
                _early.Clear();
                _loaded = true;
            }
        }

        private void Add(ChangeSet set)
        {
            foreach (var row in set.Rows)
                _tally = _tally.With(row.Before, -1).With(row.After, 1);
        }
    }
}

/// <summary>A look at the shared counts of a scope.</summary>
public sealed class TallyHandle : IDisposable
{
    private readonly CustomerTallies.Shared _shared;
    private Action? _leave;

    internal TallyHandle(CustomerTallies.Shared shared, Action leave)
    {
        _shared = shared;
        _leave = leave;
    }

    /// <summary>The counts as of the last published change.</summary>
    public CustomerTally Tally => _shared.Tally;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
