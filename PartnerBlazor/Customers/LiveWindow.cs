using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>
/// The loaded rows of the list as they follow the changes (SPEC §7): a shown row is replaced in its place and marked; what would move or
/// join waits for <em>apply</em>; what leaves empties its place. Asks no query and draws nothing: it says which rows must be drawn.
/// </summary>
public sealed class LiveWindow
{
    private readonly LoadedWindow _loaded = new();
    // Customers that applying would move, take out, or bring in.
    private readonly HashSet<Guid> _pending = [];
    private readonly HashSet<RowSlot> _dirty = [];
    private readonly List<(CustomerRow Row, Change Change)> _announced = [];
    private CustomerFilter _filter = new();
    private CustomerMatcher _matcher = new(new CustomerFilter(), default);
    private long _seq;
    private int _applied;
    private int _read = -1;
    private int _unknown;
    // Customers that left while nobody told, and that no slot speaks of.
    private int _gone;

    /// <summary>The loaded slots in order.</summary>
    public IReadOnlyList<RowSlot> Slots => _loaded.Slots;

    /// <summary>How many places the list has, those of customers that are no longer available included.</summary>
    public int Places { get; private set; }

    /// <summary>How many customers the list shows.</summary>
    public int Shown
    {
        get
        {
            var shown = Places - _gone;
            foreach (var slot in _loaded.Slots)
                shown -= slot.Row is null ? 1 : 0;
            return shown;
        }
    }

    /// <summary>True while the person holds updates back; what leaves is never held.</summary>
    public bool Paused { get; private set; }

    /// <summary>Changes that wait for <em>apply</em>.</summary>
    public int Pending
    {
        get
        {
            var pending = _unknown + _pending.Count;
            foreach (var slot in _loaded.Slots)
                pending += slot.Held is not null && !_pending.Contains(slot.Id) ? 1 : 0;
            return pending;
        }
    }

    /// <summary>What the list is asked to show; until <see cref="Clear"/> only what changes is judged by it.</summary>
    /// <param name="filter">The filter as it exists for the person: <see cref="CustomerFilter.For"/>.</param>
    /// <param name="today">The UTC day the expiry filter counts from.</param>
    public void Ask(CustomerFilter filter, DateOnly today) => (_filter, _matcher) = (filter, new CustomerMatcher(filter, today));

    /// <summary>Order and membership become current with the next <see cref="LoadAsync"/>.</summary>
    public void Clear()
    {
        _applied++;
        _loaded.Clear();
    }

    /// <inheritdoc cref="LoadedWindow.LoadAsync"/>
    public async Task<IReadOnlyList<RowSlot>> LoadAsync(int start, int count, LoadedWindow.Read read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var applied = _applied;
        var (slots, places) = await _loaded.LoadAsync(start, count, async (from, rows, without) =>
        {
            var window = await read(from, rows, without);
            // What the first read of an applied list holds is not pending.
            if (_read != applied)
            {
                _seq = window.Seq;
                _pending.Clear();
                _unknown = 0;
            }
            _read = applied;
            return window;
        });
        if (places is { } now)
            (Places, _gone) = (now, 0);
        return slots;
    }

    /// <inheritdoc cref="LoadedWindow.From"/>
    public IReadOnlyList<RowSlot> From(int start) => _loaded.From(start);

    /// <inheritdoc cref="LoadedWindow.Find"/>
    public RowSlot? Find(Guid id) => _loaded.Find(id);

    /// <summary>Takes what changed, cut to what exists for the person.</summary>
    public void Take(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var isNews = set.LastSeq > _seq;
        for (var i = 0; i < set.Rows.Count; i++)
        {
            var row = set.Rows[i];
            if (_loaded.Find(row.CustomerId) is not { } slot)
                TakeElsewhere(row, isNews);
            else if ((isNews || slot.Row is not null) && IsNewer(slot, row.After))
                TakeLoaded(slot, row.After, CausesOf(set, row.CustomerId), set.At);
        }
    }

    /// <summary>Takes what was missed: every loaded row as it is now; what changed elsewhere is only counted.</summary>
    /// <param name="missed">What was missed.</param>
    /// <param name="now">When what is known of no change is said to have happened (UTC).</param>
    public void CatchUp(CustomerCatchUp missed, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(missed);
        var rows = missed.Rows.ToDictionary(row => row.Row.Id);
        Leave(slot => !rows.ContainsKey(slot.Id));
        foreach (var slot in Slots.Where(slot => rows.ContainsKey(slot.Id)).ToList())
        {
            var (row, causes, at) = rows[slot.Id];
            if (IsNewer(slot, row))
                TakeLoaded(slot, row, causes, at ?? now);
        }
        TakeAsOf(missed.AsOf);
        _pending.IntersectWith(Slots.Select(slot => slot.Id));
        var elsewhere = Places - Slots.Count;
        (_seq, _unknown, _gone) = (missed.Seq, Math.Abs(missed.Elsewhere - elsewhere), Math.Max(0, elsewhere - missed.Elsewhere));
    }

    /// <summary>Empties the places of rows at once.</summary>
    public void Leave(Func<RowSlot, bool> gone)
    {
        foreach (var slot in Slots.Where(slot => slot.Row is not null && gone(slot)))
            Leave(slot);
    }

    /// <summary>The vendor's word on some was read anew: no change, nothing to mark.</summary>
    public void TakeAsOf(IReadOnlyDictionary<Guid, DateTime> asOf)
    {
        ArgumentNullException.ThrowIfNull(asOf);
        foreach (var slot in Slots)
        {
            if (slot.Row is null || !asOf.TryGetValue(slot.Id, out var at) || !slot.Read(at))
                continue;
            // No change, but in this order it would stand elsewhere.
            if (_filter.Sort == CustomerSort.AsOf)
                _pending.Add(slot.Id);
            if (!Paused)
                _dirty.Add(slot);
        }
    }

    /// <summary>What else is known of a customer waits for <em>apply</em>.</summary>
    public void Wait(Guid customerId) => _pending.Add(customerId);

    /// <summary>Holds updates back from now on.</summary>
    public void Pause() => Paused = true;

    /// <summary>Shows what was held.</summary>
    public void Resume()
    {
        Paused = false;
        foreach (var slot in Slots.Where(slot => slot.Held is not null))
        {
            slot.Show(slot.Held!);
            _dirty.Add(slot);
        }
    }

    /// <summary>Which rows must be drawn, and which changes to shown rows can be told, since this was last asked.</summary>
    public (IReadOnlyList<RowSlot> Dirty, IReadOnlyList<(CustomerRow Row, Change Change)> Announced) Drain()
    {
        if (_dirty.Count == 0 && _announced.Count == 0)
            return ([], []);
        (IReadOnlyList<RowSlot>, IReadOnlyList<(CustomerRow, Change)>) drained = ([.. _dirty], [.. _announced]);
        _dirty.Clear();
        _announced.Clear();
        return drained;
    }

    // Most sets speak of one customer: its causes are all there is, and nothing is copied.
    private static IReadOnlyList<Change> CausesOf(ChangeSet set, Guid customerId)
    {
        for (var i = 0; i < set.Changes.Count; i++)
            if (set.Changes[i].CustomerId != customerId)
                return [.. set.Changes.Where(change => change.CustomerId == customerId)];
        return set.Changes;
    }

    private static bool IsNewer(RowSlot slot, CustomerRow? after) =>
        after is null || (!(after.Version <= slot.Row?.Version) && !(after.Version <= slot.Held?.Row.Version));

    private void TakeLoaded(RowSlot slot, CustomerRow? after, IReadOnlyList<Change> causes, DateTime at)
    {
        if (after is null)
        {
            Leave(slot);
            return;
        }
        // One that comes back stays counted: where it would stand now is told by apply.
        if (slot.Row is null || !_matcher.Matches(after) || CustomerOrder.Moves(_filter, slot.Row, after))
            _pending.Add(slot.Id);
        var next = new NewerRow(after, causes, at);
        if (_filter.Sort == CustomerSort.AsOf && next.FromVendor)
            _pending.Add(slot.Id);
        // What happened to a licence, a new one or another limit among it, may move it: told rather once too often.
        if (_filter.Sort == CustomerSort.Usage && next.Causes.Any(cause => cause.Kind.StartsWith("licence.", StringComparison.Ordinal)))
            _pending.Add(slot.Id);
        // What looks the same is no change to wait for.
        if (Paused && (slot.Held is not null || slot.Row is null || RowDiff.Cells(slot.Row, after).Any()))
        {
            slot.Hold(next);
            return;
        }
        slot.Show(next);
        _dirty.Add(slot);
        if (next.Causes.LastOrDefault(cause => !cause.IsQuiet) is { } cause)
            _announced.Add((after, cause));
    }

    private void TakeElsewhere(RowChange row, bool isNews)
    {
        var (was, matches) = (row.Before is { } before && _matcher.Matches(before), row.After is { } after && _matcher.Matches(after));
        // No place on screen speaks of one that left, so only the count does.
        if (row.After is null && isNews && was && !_pending.Contains(row.CustomerId) && Places > 0)
            Places--;
        if (isNews && matches && !was)
            _pending.Add(row.CustomerId);
        else if (!isNews || !matches)
            _pending.Remove(row.CustomerId);
    }

    private void Leave(RowSlot slot)
    {
        if (slot.Row is null && slot.Held is null)
            return;
        slot.Leave();
        _pending.Add(slot.Id);
        _dirty.Add(slot);
    }
}
