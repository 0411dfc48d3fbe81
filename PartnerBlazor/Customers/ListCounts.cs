using System.Collections.Concurrent;
using System.Globalization;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>
/// How many customers match, counted once for all who may see the same and ask the same, and then kept by the changes: a count goes through
/// every match, and scrolling and typing ask for it again and again. What the partner's journal number is, tells which changes it lacks.
/// </summary>
public sealed class ListCounts : IChangeListener
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, (long Seq, int Count)> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, RecentRows> _recent = new();

    /// <summary>Without a feed: a count holds while nothing changes.</summary>
    public ListCounts()
    {
    }

    /// <summary>Listens to the feed from now on.</summary>
    public ListCounts(ChangeFeed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        feed.Listen(this);
    }

    /// <summary>The count at a moment.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">The filter as it exists for the person.</param>
    /// <param name="today">UTC day the expiry filter counts from.</param>
    /// <param name="seq">The partner's journal number at that moment.</param>
    /// <param name="count">Counts.</param>
    public async Task<int> OfAsync(PartnerScope scope, CustomerFilter filter, DateOnly today, long seq, Func<Task<int>> count)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(count);
        var link = new CustomerLink(filter with { Sort = default, Descending = false, WithUnprotected = false });
        var key = string.Create(CultureInfo.InvariantCulture, $"{scope.Horizon} {today.DayNumber} {filter.WithUnprotected} {link}");
        if (_counts.TryGetValue(key, out var known))
        {
            if (known.Seq == seq)
                return known.Count;
            if (_recent.GetValueOrDefault(scope.PartnerId)?.Between(known.Seq, seq) is { } rows)
            {
                var matcher = new CustomerMatcher(filter, today);
                int Matching(CustomerRow? row) => row is not null && scope.Sees(row) && matcher.Matches(row) ? 1 : 0;
                var kept = known.Count + rows.Sum(row => Matching(row.After) - Matching(row.Before));
                _counts[key] = (seq, kept);
                return kept;
            }
        }
        var counted = await count();
        // What nobody asks for any more would stay for ever.
        if (_counts.Count >= Most)
            _counts.Clear();
        _counts[key] = (seq, counted);
        return counted;
    }

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        _recent.GetOrAdd(set.PartnerId, _ => new RecentRows()).Add(set);
    }

    // The rows of a partner's last changes, without a gap.
    private sealed class RecentRows
    {
        // Where more changed since, counting is as cheap.
        private const int Rows = 1000;

        private readonly Lock _lock = new();
        private readonly Queue<ChangeSet> _sets = new();
        private long _from = -1;
        private long _to = -1;
        private int _rows;

        public void Add(ChangeSet set)
        {
            lock (_lock)
            {
                var before = set.Changes.Count > 0 ? set.Changes[0].Seq - 1 : set.LastSeq;
                if (before != _to)
                {
                    _sets.Clear();
                    (_from, _rows) = (before, 0);
                }
                // Those that touch no customer would never be let go.
                if (set.Rows.Count > 0)
                    _sets.Enqueue(set);
                (_to, _rows) = (set.LastSeq, _rows + set.Rows.Count);
                while (_rows > Rows && _sets.TryDequeue(out var oldest))
                    (_from, _rows) = (oldest.LastSeq, _rows - oldest.Rows.Count);
            }
        }

        // Null: not all of them are known.
        public IReadOnlyList<RowChange>? Between(long after, long upTo)
        {
            lock (_lock)
                return after < _from || after > upTo || upTo > _to ? null
                    : [.. _sets.Where(set => set.LastSeq > after && set.LastSeq <= upTo).SelectMany(set => set.Rows)];
        }
    }
}
