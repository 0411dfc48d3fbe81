using System.Globalization;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>What part of the page must render.</summary>
[Flags]
public enum CustomersParts
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The frame: counts, tiles, pill, filters.</summary>
    Frame = 1,
    /// <summary>The whole table.</summary>
    Table = 2,
    /// <summary>The table's rows must be read anew.</summary>
    Reload = 4,
}

/// <summary>
/// The customers list of one open tab (scoped): filter, loaded window, selection, what waits to be applied. Follows the changes: replaces
/// the row it shows, or counts it as pending, or ignores it; never a query for a change (DESIGN §3).
/// </summary>
public sealed class CustomersState(
    CustomerQueries queries, CustomerTallies tallies, CustomerPreferences preferences, LiveSession live, TimeProvider time) : ILiveState, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly LoadedWindow _window = new();
    private readonly HashSet<Guid> _pending = [];
    private readonly HashSet<Guid> _selected = [];
    private readonly Dictionary<Guid, Action> _rows = [];
    private CustomerMatcher _matcher = new(new CustomerFilter(), default);
    private TallyHandle? _tally;
    private IDisposable? _membership;
    private NameLanguage _language;
    private long _seq;
    private long _marks;
    private int _applied;
    private int _read = -1;
    private int _unknown;

    /// <summary>Called on the tab's context when part of the page must render. One listener: the page.</summary>
    public Action<CustomersParts>? Changed { get; set; }

    /// <summary>Called with the rows that changed, so that they render in one batch. One listener: the table.</summary>
    public Action<IReadOnlyList<Action>>? RowsChanged { get; set; }

    /// <summary>What the list shows.</summary>
    public CustomerFilter Filter { get; private set; } = new();
    /// <summary>How many customers the list has, as of the last time it was read or applied.</summary>
    public int Shown { get; private set; }
    /// <summary>True once the list was read.</summary>
    public bool Loaded { get; private set; }
    /// <summary>When the last read failed; null while reads succeed. The rows on screen are as old as that.</summary>
    public DateTime? FailedAt { get; private set; }
    /// <summary>The folded words searched for.</summary>
    public IReadOnlyList<string> SearchWords { get; private set; } = [];
    /// <summary>Counts up whenever every row must render anew; a row remembers which it rendered.</summary>
    public int View { get; private set; }
    /// <summary>True: only protection that runs is shown (SPEC §3); never hides rows.</summary>
    public bool ProtectionOnly { get; private set; }
    /// <summary>Counts of the person's scope.</summary>
    public CustomerTally Tally => _tally?.Tally ?? CustomerTally.None;
    /// <summary>Changes that wait for <em>apply</em>.</summary>
    public int Pending => _unknown + _pending.Count + _window.Slots.Count(slot => slot.Held is not null && !_pending.Contains(slot.Id));
    /// <summary>True while the person holds updates back.</summary>
    public bool Paused { get; private set; }
    /// <summary>True when every customer of the list is chosen.</summary>
    public bool AllSelected => Shown > 0 && _selected.Count >= Shown;
    /// <summary>The chosen customers.</summary>
    public IReadOnlySet<Guid> Selected => _selected;
    /// <summary>The partner's groups by id.</summary>
    public IReadOnlyDictionary<Guid, CustomerGroup> Groups { get; private set; } = new Dictionary<Guid, CustomerGroup>();
    /// <summary>Last changes to visible rows, for the polite announcement; empty when there is none.</summary>
    public IReadOnlyList<(CustomerRow Row, Change Change)> Announced { get; private set; } = [];
    /// <summary>The UTC day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;
    /// <summary>Who looks.</summary>
    public PartnerScope Scope => live.Scope;

    /// <summary>Joins the live session and reads the counts. Call it on the tab's context; later calls do nothing.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        if (_tally is not null)
            return;
        _language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? NameLanguage.Fr : NameLanguage.En;
        // Watch first, then read.
        _membership ??= live.Join(this);
        ProtectionOnly = await preferences.ProtectionOnlyAsync(Scope, cancel);
        await LoadSharedAsync(cancel);
    }

    /// <summary>Shows something else. The window is forgotten; the table reads it anew.</summary>
    public void Apply(CustomerFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        // Acts on the selection must never reach customers that were chosen in another view.
        if (!filter.Selects(Filter))
            _selected.Clear();
        Filter = filter;
        SearchWords = SearchText.Words(filter.Search);
        Refresh();
    }

    /// <summary>Applies what is pending: order and membership of the list become current.</summary>
    public void Refresh()
    {
        _applied++;
        View++;
        _matcher = new CustomerMatcher(Filter.For(Scope), Today);
        _window.Clear();
        Changed?.Invoke(CustomersParts.Table | CustomersParts.Reload | CustomersParts.Frame);
    }

    /// <summary>Reads the slots of a stretch of the list. On failure the rows at hand stay and <see cref="FailedAt"/> is set.</summary>
    public async Task<(IReadOnlyList<RowSlot> Slots, int Total)> ReadAsync(int start, int count, CancellationToken cancel)
    {
        // Changes wait while a stretch is read, so that none falls between its moment and its place.
        await _turn.WaitAsync(cancel);
        var applied = _applied;
        try
        {
            var (slots, total) = await _window.LoadAsync(start, count, async (from, rows, without) =>
            {
                var window = await queries.WindowAsync(Scope, Filter, _language, Today, from, rows, without, cancel);
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
            Shown = total ?? Shown;
            Loaded = true;
            FailedAt = null;
            live.Show(this, _window.Slots.Select(slot => slot.Id));
            Changed?.Invoke(CustomersParts.Frame);
            return (slots, Shown);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            FailedAt ??= Now;
            Changed?.Invoke(CustomersParts.Frame);
            var kept = _window.From(start);
            return (kept, Math.Max(Shown, start + kept.Count));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A row's component asks to be called when its row changes. Dispose the token to stop.</summary>
    public IDisposable OnRow(Guid id, Action changed)
    {
        _rows[id] = changed;
        return new Listening(() =>
        {
            if (_rows.TryGetValue(id, out var current) && current == changed)
                _rows.Remove(id);
        });
    }

    /// <summary>Shows protection that runs only, or all; remembered for the person.</summary>
    public async Task ShowProtectionOnlyAsync(bool only, CancellationToken cancel)
    {
        ProtectionOnly = only;
        RenderAll();
        await preferences.SaveProtectionOnlyAsync(Scope, only, cancel);
    }

    /// <summary>Draws every row in view anew as time goes by: "just now" must not stand for an hour.</summary>
    public async Task AgeAsync(CancellationToken cancel)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await minute.WaitForNextTickAsync(cancel))
            RenderAll();
    }

    /// <summary>Chooses or unchooses a customer.</summary>
    public void Select(Guid id, bool selected)
    {
        var all = AllSelected;
        if (selected ? _selected.Add(id) : _selected.Remove(id))
            Changed?.Invoke(all == AllSelected ? CustomersParts.Frame : CustomersParts.Frame | CustomersParts.Table);
    }

    /// <summary>Chooses exactly these customers.</summary>
    public void SelectOnly(IEnumerable<Guid> ids)
    {
        _selected.Clear();
        _selected.UnionWith(ids);
        RenderAll();
    }

    /// <summary>Chooses every customer the list has.</summary>
    public async Task SelectAllAsync(CancellationToken cancel) =>
        SelectOnly(await queries.IdsAsync(Scope, Filter, Today, cancel));

    /// <summary>Holds updates back, or shows what was held.</summary>
    public void Pause(bool paused)
    {
        Paused = paused;
        if (paused)
        {
            Changed?.Invoke(CustomersParts.Frame);
            return;
        }
        var dirty = new List<Action>();
        foreach (var slot in _window.Slots.Where(slot => slot.Held is not null).ToList())
        {
            slot.Show(slot.Held!.Row, slot.Held.Causes, slot.Held.At, ++_marks);
            Dirty(slot.Id, dirty);
        }
        Render(dirty);
    }

    /// <inheritdoc/>
    public async Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        await _turn.WaitAsync();
        try
        {
            if (sets.Any(set => set.Groups))
                await LoadGroupsAsync(CancellationToken.None);
            var dirty = new List<Action>();
            var announced = new List<(CustomerRow, Change)>();
            foreach (var set in sets)
                foreach (var row in set.Rows)
                    Take(set, row, dirty, announced);
            if (announced.Count > 0)
                Announced = announced;
            if (sets.Any(set => set.Groups))
                RenderAll();
            else
                Render(dirty);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task OnResyncAsync()
    {
        await _turn.WaitAsync();
        try
        {
            // What is no longer the person's business goes at once, whatever can be read.
            Leave(slot => !Scope.Sees(slot.Row));
            await LoadSharedAsync(CancellationToken.None);
            _matcher = new CustomerMatcher(Filter.For(Scope), Today);
            _selected.IntersectWith(await queries.ExistingAsync(Scope, _selected, CancellationToken.None));
            // Rows keep their place here too; what is new in the list waits for apply.
            var rows = (await queries.RowsAsync(Scope, [.. _window.Slots.Select(s => s.Id)], CancellationToken.None)).ToDictionary(row => row.Id);
            Leave(slot => !rows.ContainsKey(slot.Id));
            foreach (var slot in _window.Slots.Where(slot => slot.Row is not null))
                Catch(slot, rows[slot.Id]);
            var window = await queries.WindowAsync(Scope, Filter, _language, Today, 0, 0, [], CancellationToken.None);
            (_seq, _unknown) = (window.Seq, Math.Abs(window.Total - Shown + _window.Slots.Count(slot => slot.Row is null)));
            RenderAll();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _membership?.Dispose();
        _tally?.Dispose();
        // The semaphore is left to the collector: a read or the pump may be about to release it.
    }

    private void Take(ChangeSet set, RowChange row, List<Action> dirty, List<(CustomerRow, Change)> announced)
    {
        if (_window.Find(row.CustomerId) is { Row: { } shown } slot)
        {
            TakeShown(set, row, slot, shown, dirty, announced);
            return;
        }
        if (row.After is null)
        {
            _selected.Remove(row.CustomerId);
            _pending.Remove(row.CustomerId);
            // No place on screen speaks of it, so only the count does.
            if (set.LastSeq > _seq && row.Before is { } before && _matcher.Matches(before) && Shown > 0)
                Shown--;
        }
        else if (set.LastSeq > _seq && _matcher.Matches(row.After))
        {
            if (row.Before is null || !_matcher.Matches(row.Before))
                _pending.Add(row.CustomerId);
        }
        else
        {
            _pending.Remove(row.CustomerId);
        }
    }

    private void TakeShown(
        ChangeSet set, RowChange row, RowSlot slot, CustomerRow shown, List<Action> dirty, List<(CustomerRow, Change)> announced)
    {
        if (row.After is not { } after)
        {
            Leave(slot, dirty);
            return;
        }
        if (after.Version <= shown.Version || after.Version <= slot.Held?.Row.Version)
            return;
        if (Displaced(shown, after))
            _pending.Add(row.CustomerId);
        var causes = set.Changes.Where(change => change.CustomerId == row.CustomerId).ToList();
        if (Paused)
        {
            slot.Hold(after, causes, set.At);
            return;
        }
        slot.Show(after, causes, set.At, ++_marks);
        Dirty(slot.Id, dirty);
        if (causes.Count > 0)
            announced.Add((after, causes[^1]));
    }

    // Which change it was is lost; that it changed is marked all the same.
    private void Catch(RowSlot slot, CustomerRow now)
    {
        if (slot.Row is not { } shown || now.Version <= shown.Version)
            return;
        if (Displaced(shown, now))
            _pending.Add(slot.Id);
        slot.Show(now, [], Now, ++_marks);
    }

    // True when applying would move the row or take it out.
    private bool Displaced(CustomerRow shown, CustomerRow now) =>
        !_matcher.Matches(now) || CustomerOrder.Moves(Filter.For(Scope), shown, now);

    private void Leave(Func<RowSlot, bool> gone)
    {
        var dirty = new List<Action>();
        foreach (var slot in _window.Slots.Where(slot => slot.Row is not null && gone(slot)))
            Leave(slot, dirty);
        Render(dirty);
    }

    private void Leave(RowSlot slot, List<Action> dirty)
    {
        slot.Leave();
        _selected.Remove(slot.Id);
        _pending.Add(slot.Id);
        Dirty(slot.Id, dirty);
    }

    private void Dirty(Guid id, List<Action> dirty)
    {
        if (_rows.TryGetValue(id, out var render))
            dirty.Add(render);
    }

    private void Render(List<Action> dirty)
    {
        if (dirty.Count > 0)
            RowsChanged?.Invoke(dirty);
        Changed?.Invoke(CustomersParts.Frame);
    }

    private void RenderAll()
    {
        View++;
        Changed?.Invoke(CustomersParts.Table | CustomersParts.Frame);
    }

    private async Task LoadSharedAsync(CancellationToken cancel)
    {
        var tally = await tallies.OpenAsync(Scope, cancel);
        _tally?.Dispose();
        _tally = tally;
        await LoadGroupsAsync(cancel);
    }

    private async Task LoadGroupsAsync(CancellationToken cancel) =>
        Groups = (await queries.GroupsAsync(Scope, cancel)).ToDictionary(group => group.Id);

    private sealed class Listening(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
