using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>
/// The rows of the list that are loaded in a tab, by their place. Loaded rows keep their place while the person scrolls; places that come
/// into view are read in current order, without the customers already shown, so that none is shown twice and none is skipped (SPEC §7).
/// </summary>
public sealed class LoadedWindow
{
    private SortedDictionary<int, RowSlot> _slots = [];
    // The same by customer and in order: asked for at every change and every render.
    private Dictionary<Guid, RowSlot> _byId = [];
    private RowSlot[] _inOrder = [];
    private int _cleared;
    private bool _stale;

    /// <summary>Reads rows in current order without some: start and count to rows.</summary>
    public delegate Task<CustomerWindow> Read(int start, int count, IReadOnlyCollection<Guid> without);

    /// <summary>The loaded slots in order.</summary>
    public IReadOnlyList<RowSlot> Slots => _inOrder;

    /// <summary>The slot of a customer; null when it is not loaded.</summary>
    public RowSlot? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>The loaded slots that stand without a gap from a place on: what can be shown when a read fails.</summary>
    public IReadOnlyList<RowSlot> From(int start) =>
        [.. _slots.SkipWhile(slot => slot.Key < start).TakeWhile((slot, i) => slot.Key == start + i).Select(slot => slot.Value)];

    /// <summary>Everything is read anew at the next request. Until that has been answered, what is loaded stays: a read may fail.</summary>
    public void Clear()
    {
        _cleared++;
        _stale = true;
    }

    /// <summary>Loads places <paramref name="start"/> to start + count; what is loaded of them stays as it is, the rest of the window goes.</summary>
    /// <returns>The slots in order and how many places there are in all, as far as a read told; null when nothing was read.</returns>
    public async Task<(IReadOnlyList<RowSlot> Slots, int? Places)> LoadAsync(int start, int count, Read read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var cleared = _cleared;
        var kept = new SortedDictionary<int, RowSlot>(
            _slots.Where(slot => !_stale && slot.Key >= start && slot.Key < start + count).ToDictionary(s => s.Key, s => s.Value));
        // Also of those that left: one that comes back stands in its own place again.
        var without = kept.Values.Select(slot => slot.Id).ToList();
        var next = new SortedDictionary<int, RowSlot>(kept);
        int? places = null;
        foreach (var (from, to) in Missing(kept, start, start + count))
        {
            var window = await read(from - kept.Keys.Count(place => place < from), to - from, without);
            for (var i = 0; i < window.Rows.Count; i++)
                next[from + i] = SlotOf(window, window.Rows[i]);
            places = window.Rest + kept.Count;
        }
        // Cleared while this was read: the next request must not take it for current.
        _stale &= _cleared != cleared;
        (_slots, _inOrder) = (next, [.. next.Values]);
        _byId = new Dictionary<Guid, RowSlot>(_inOrder.Length);
        foreach (var slot in _inOrder)
            _byId.TryAdd(slot.Id, slot);
        return (_inOrder, places);
    }

    private static RowSlot SlotOf(CustomerWindow window, CustomerRow row) =>
        new(row, window.AsOf.TryGetValue(row.Id, out var at) ? at : null);

    private static IEnumerable<(int From, int To)> Missing(SortedDictionary<int, RowSlot> kept, int start, int end)
    {
        var from = start;
        foreach (var place in kept.Keys.Append(end))
        {
            if (place > from)
                yield return (from, place);
            from = place + 1;
        }
    }
}
