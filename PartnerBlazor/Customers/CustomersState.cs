using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>
/// The customers list of one open tab (scoped): filter, loaded window, selection, what waits to be applied. Follows the changes: replaces
/// the row it shows, or counts it as pending, or ignores it; never a query for a change (DESIGN §3).
/// </summary>
public sealed class CustomersState(
    CustomerQueries queries, CatchUpQueries catchUp, CustomerTallies tallies, PartnerGroups groups, CustomerPreferences preferences, LiveSession live, TimeProvider time)
    : ILiveState, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly LiveWindow _window = new();
    private readonly HashSet<Guid> _selected = [];
    private TallyHandle? _tally;
    private IDisposable? _membership;
    private NameLanguage _language;
    private CustomersParts _due;
    // What the page and its counts were last told to show: a push that changes neither renders nothing.
    private PageFrame _frame;
    private (int, int, CustomerTally) _counts;

    /// <summary>Called on the tab's context when part of the page must render. One listener: the page.</summary>
    public Action<CustomersParts>? Changed { get; set; }

    /// <summary>Called on the tab's context when a count, the pill or the announcement may show something else. Its listeners: <see cref="CustomersPart{TShown}"/>.</summary>
    public event Action? Counted;

    /// <summary>What the list shows.</summary>
    public CustomerFilter Filter { get; private set; } = new();
    /// <summary>How many customers the list has, as of the last time it was read or applied.</summary>
    public int Shown => _window.Shown;
    /// <summary>How many places the list has: also of customers that are no longer available, until applied.</summary>
    public int Places => _window.Places;
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
    public int Pending => _window.Pending;
    /// <summary>True while the person holds updates back.</summary>
    public bool Paused => _window.Paused;
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
        _language = NameLanguages.Current;
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
        Renew(CustomersParts.Top);
    }

    /// <summary>Applies what is pending: order and membership of the list become current. The person stays where they are in it.</summary>
    public void Refresh() => Renew(CustomersParts.None);

    /// <summary>Reads the slots of a stretch of the list. On failure the rows at hand stay and <see cref="FailedAt"/> is set.</summary>
    /// <returns>The slots in order and how many places the list has.</returns>
    public async Task<(IReadOnlyList<RowSlot> Slots, int Places)> ReadAsync(int start, int count, CancellationToken cancel)
    {
        // Changes wait while a stretch is read, so that none falls between its moment and its place.
        await _turn.WaitAsync(cancel);
        try
        {
            var slots = await _window.LoadAsync(start, count, (from, rows, without) =>
                queries.WindowAsync(Scope, Filter, _language, Today, from, rows, without, cancel));
            Loaded = true;
            FailedAt = null;
            live.Show(this, _window.Slots.Select(slot => slot.Id));
            RenderNow(CustomersParts.None);
            return (slots, Places);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            FailedAt ??= Now;
            RenderNow(CustomersParts.None);
            var kept = _window.From(start);
            return (kept, Math.Max(Places, start + kept.Count));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Shows protection that runs only, or all; remembered for the person.</summary>
    public async Task ShowProtectionOnlyAsync(bool only, CancellationToken cancel)
    {
        ProtectionOnly = only;
        RenderNow(CustomersParts.Table | CustomersParts.Frame);
        try
        {
            await preferences.SaveProtectionOnlyAsync(Scope, only, cancel);
        }
        catch (RefusedException)
        {
            // It holds in this tab; the store has logged why it will not be remembered.
        }
    }

    /// <summary>Draws every row in view anew as time goes by: "just now" must not stand for an hour.</summary>
    public async Task AgeAsync(CancellationToken cancel)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await minute.WaitForNextTickAsync(cancel))
            RenderNow(CustomersParts.Table | CustomersParts.Frame);
    }

    /// <summary>The row of a customer as it is shown; null when it is not loaded.</summary>
    public CustomerRow? RowOf(Guid id) => _window.Find(id)?.Row;

    /// <summary>Chooses or unchooses a customer.</summary>
    public void Select(Guid id, bool selected)
    {
        var all = AllSelected;
        if (selected ? _selected.Add(id) : _selected.Remove(id))
            RenderNow(all == AllSelected ? CustomersParts.Frame : CustomersParts.Frame | CustomersParts.Table);
    }

    /// <summary>Chooses exactly these customers.</summary>
    public void SelectOnly(IEnumerable<Guid> ids)
    {
        _selected.Clear();
        _selected.UnionWith(ids);
        RenderNow(CustomersParts.Table | CustomersParts.Frame);
    }

    /// <summary>Chooses every customer the list has.</summary>
    public async Task SelectAllAsync(CancellationToken cancel) =>
        SelectOnly(await queries.IdsAsync(Scope, Filter, Today, cancel));

    /// <summary>Holds updates back, or shows what was held.</summary>
    public void Pause(bool paused)
    {
        if (paused)
            _window.Pause();
        else
            _window.Resume();
        RenderNow(CustomersParts.Frame);
    }

    /// <inheritdoc/>
    public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return InTurnAsync(async () =>
        {
            var regrouped = sets.LastOrDefault(set => set.Groups);
            if (regrouped is not null)
                Groups = await groups.AfterAsync(Scope, regrouped.LastSeq);
            foreach (var set in sets)
            {
                foreach (var row in set.Rows)
                    if (row.After is null)
                        _selected.Remove(row.CustomerId);
                _window.Take(set);
            }
            Render(regrouped is null ? CustomersParts.None : CustomersParts.Table | CustomersParts.Frame);
        });
    }

    /// <inheritdoc/>
    public Task OnResyncAsync() => InTurnAsync(async () =>
    {
        // What is no longer the person's business goes at once, whatever can be read.
        _window.Leave(slot => !Scope.Sees(slot.Row));
        RenderNow(CustomersParts.None);
        await LoadSharedAsync(CancellationToken.None);
        _selected.IntersectWith(await queries.ExistingAsync(Scope, _selected, CancellationToken.None));
        // Rows keep their place here too; what is new in the list waits for apply.
        _window.Ask(Filter.For(Scope), Today);
        var shown = _window.Slots.ToDictionary(slot => slot.Id, slot => slot.Seq);
        _window.CatchUp(await catchUp.ReadAsync(Scope, Filter, Today, shown, CancellationToken.None), Now);
        Render(CustomersParts.Table | CustomersParts.Frame);
    });

    /// <inheritdoc/>
    public Task OnAsOfAsync(IReadOnlyDictionary<Guid, DateTime> asOf) => InTurnAsync(() =>
    {
        _window.TakeAsOf(asOf);
        Render(CustomersParts.None);
        return Task.CompletedTask;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _membership?.Dispose();
        _tally?.Dispose();
        // The semaphore is left to the collector: a read or the pump may be about to release it.
    }

    private async Task InTurnAsync(Func<Task> act)
    {
        await _turn.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Renew(CustomersParts more)
    {
        View++;
        _window.Ask(Filter.For(Scope), Today);
        _window.Clear();
        // Not with the others: what is read anew must not be read while a batch is built.
        _frame = CurrentFrame;
        Changed?.Invoke(CustomersParts.Table | CustomersParts.Reload | CustomersParts.Frame | more);
        // What offers the next filter does so from this one, also where as many customers match.
        Counted?.Invoke();
        RenderNow(CustomersParts.None);
    }

    // A person's own act shows at once, also in the middle of a round.
    private void RenderNow(CustomersParts parts)
    {
        Render(parts);
        live.Render.Flush();
    }

    // Rows changed together render together, with the page where that is another; counts may wait for it, or for their second.
    private void Render(CustomersParts parts)
    {
        var (dirty, announced) = _window.Drain();
        if (parts.HasFlag(CustomersParts.Table))
            View++;
        else
            foreach (var slot in dirty)
                if (slot.Changed is { } changed)
                    live.Render.Join(changed);
        var frame = CurrentFrame;
        if ((parts != CustomersParts.None || frame != _frame) && Changed is not null)
        {
            _due |= parts | CustomersParts.Frame;
            live.Render.Join(RenderPage);
        }
        if (announced.Count > 0)
            Announced = announced;
        var counts = (Shown, Pending, Tally);
        // Where the page is another, its counts may be too, or who may see them.
        if (Counted is not null && (announced.Count > 0 || _due != CustomersParts.None))
            live.Render.Join(RenderCounts);
        else if (Counted is not null && counts != _counts)
            live.Render.Soon(RenderCounts);
        (_frame, _counts) = (frame, counts);
    }

    private void RenderPage()
    {
        var due = _due;
        _due = CustomersParts.None;
        if (due != CustomersParts.None)
            Changed?.Invoke(due);
    }

    private void RenderCounts() => Counted?.Invoke();

    private PageFrame CurrentFrame => new(
        Scope, Filter, Paused, ProtectionOnly, FailedAt, Loaded, Places == 0, _selected.Count, _selected.Count == 1 ? RowOf(_selected.First()) : null);

    private async Task LoadSharedAsync(CancellationToken cancel)
    {
        var tally = await tallies.OpenAsync(Scope, cancel);
        _tally?.Dispose();
        _tally = tally;
        Groups = await groups.ReadAsync(Scope, cancel);
    }

    // What the page draws beside its counts, its rows and what it draws for others; the row is that of the one customer that is chosen.
    private readonly record struct PageFrame(
        PartnerScope Scope, CustomerFilter Filter, bool Paused, bool ProtectionOnly, DateTime? FailedAt, bool Loaded, bool Empty, int Selected, CustomerRow? Chosen);
}
