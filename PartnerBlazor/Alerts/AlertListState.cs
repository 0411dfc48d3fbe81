using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>
/// The alerts page of one open tab: alerts in order, more of them on demand. What changes meanwhile is shown in its place and no line moves; what is new
/// waits until the person applies it. Whoever makes it disposes it.
/// </summary>
public sealed class AlertListState(AlertQueries queries, LiveSession live, TimeProvider time, ILogger<AlertListState> log) : ILiveState, IDisposable
{
    /// <summary>Alerts read at a time.</summary>
    public const int Page = 100;

    /// <summary>Alerts listed at most: who has more to look at narrows the filter.</summary>
    public const int Most = 2000;

    /// <summary>Shortest time between two looks at what changed.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    // New words of the vendor are offered when the list is read anew, and not at every letter of a search.
    private static readonly TimeSpan s_choices = TimeSpan.FromMinutes(1);

    private readonly LatestRead _reads = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<Guid> _touched = [];
    private readonly HashSet<Guid> _hidden = [];
    private IDisposable? _membership;
    private PartnerScope? _for;
    private Guid? _choicesOf;
    private bool _choicesDue = true;
    private bool _looking;
    private DateTimeOffset _lookedAt;
    private DateTimeOffset _choseAt;

    /// <summary>Called on the tab's context when something changed. One listener: the page.</summary>
    public Action? Changed { get; set; }
    /// <summary>What is shown.</summary>
    public AlertFilter Filter { get; private set; } = new();
    /// <summary>The alerts in order, each in its place.</summary>
    public IReadOnlyList<AlertSlot> Slots { get; private set; } = [];
    /// <summary>There are more.</summary>
    public bool More { get; private set; }
    /// <summary>How many match.</summary>
    public int Total { get; private set; }
    /// <summary>How many match and are not listed since they came later, and listed ones that match no more.</summary>
    public int Pending { get; private set; }
    /// <summary>Chosen alerts; all of them listed.</summary>
    public IReadOnlySet<Guid> Selected => _selected;
    /// <summary>All that matched when they were chosen all, listed or not; null: they were not.</summary>
    public IReadOnlyList<Guid>? All { get; private set; }
    /// <summary>What the filters offer.</summary>
    public AlertChoices Choices { get; private set; } = AlertChoices.None;
    /// <summary>True once it was read.</summary>
    public bool Loaded { get; private set; }
    /// <summary>True while more are read.</summary>
    public bool Reading { get; private set; }
    /// <summary>When reading failed (UTC); null while reads succeed. What is shown is as old as that.</summary>
    public DateTime? FailedAt { get; private set; }
    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;
    /// <summary>Who looks.</summary>
    public PartnerScope Scope => live.Scope;
    /// <summary>True while the person may see alerts; may turn false while they look.</summary>
    public bool Allowed => Scope.May(Permission.SeeAlerts);
    /// <summary>True while the person may handle them.</summary>
    public bool MayHandle => Allowed && Scope.May(Permission.HandleAlerts);

    private readonly HashSet<Guid> _selected = [];

    /// <summary>Shows alerts from the first. A later call overtakes an earlier one.</summary>
    public Task ShowAsync(AlertFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!filter.Selects(Filter))
            Unselect();
        Filter = filter;
        // Watch first, then read.
        _membership ??= live.Join(this);
        Changed?.Invoke();
        return _reads.OvertakeAsync(ReadAsync, cancel);
    }

    /// <summary>Reads the next ones.</summary>
    public Task MoreAsync(CancellationToken cancel) => _reads.WantedAsync(wanted => TryAsync(async () =>
    {
        if (!More || !Allowed || Slots.Count >= Most)
            return;
        Reading = true;
        Changed?.Invoke();
        try
        {
            var (scope, filter, language, listed) = (Scope, Filter, NameLanguages.Current, Slots.Select(slot => slot.Id).ToList());
            _hidden.Clear();
            var window = await Task.Run(() => queries.WindowAsync(scope, filter, language, listed, Page, wanted), wanted);
            (Slots, More, Total) = ([.. Slots, .. window.Lines.Select(line => new AlertSlot(line))], window.More, window.Total);
            // What came meanwhile may be among them.
            _touched.UnionWith(Pending > 0 ? Slots.Select(slot => slot.CustomerId) : []);
            Settle();
        }
        finally
        {
            Reading = false;
        }
    }), cancel);

    /// <summary>Chooses, or chooses no more.</summary>
    public void Select(Guid id, bool chosen)
    {
        _ = chosen ? _selected.Add(id) : _selected.Remove(id);
        All = null;
        Changed?.Invoke();
    }

    /// <summary>Chooses exactly these.</summary>
    public void SelectOnly(IEnumerable<Guid> ids)
    {
        Unselect();
        _selected.UnionWith(ids);
        Changed?.Invoke();
    }

    /// <summary>Chooses all that match now: what comes later was looked at by nobody.</summary>
    public async Task SelectAllAsync(CancellationToken cancel)
    {
        var (scope, filter) = (Scope, Filter);
        var all = await Task.Run(() => queries.IdsAsync(scope, filter, cancel), cancel);
        if (ReferenceEquals(filter, Filter) && scope.MayTheSameAs(live.ScopeNow))
            All = all;
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var rows = sets.SelectMany(set => set.Rows).ToList();
        // Nobody may know of the alerts of a customer that left, or lets nobody look: at once.
        var hidden = rows.Where(row => row is { After: null } or { Before.Visible: true, After.Visible: false }).Select(row => row.CustomerId).ToHashSet();
        if (hidden.Count > 0)
            Hide(slot => hidden.Contains(slot.CustomerId));
        _choicesDue |= sets.Any(set => set.People || set.Groups || set.Rules) || rows.Exists(row => row.Before?.Visible != row.After?.Visible);
        _touched.UnionWith(sets.SelectMany(set => set.Changes).Where(change => change.IsAlert || change.Kind == JournalKinds.CustomerRenamed).Select(change => change.CustomerId).OfType<Guid>());
        _touched.UnionWith(hidden);
        _touched.UnionWith(rows.Where(row => row.After is { Visible: true } && (row.Before is not { Visible: true } || !row.Before.GroupIds.SequenceEqual(row.After.GroupIds))).Select(row => row.CustomerId));
        _hidden.UnionWith(hidden);
        // Names of people, and what is loud, stand in every line.
        if (sets.Any(set => set.People || set.Rules))
            _touched.UnionWith(Slots.Select(slot => slot.CustomerId));
        if (Loaded && (_touched.Count > 0 || _choicesDue))
            _ = LookAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnResyncAsync()
    {
        _choicesDue = true;
        if (!Scope.MayTheSameAs(_for))
        {
            // What is no longer the person's business goes at once, whatever can be read.
            (Slots, More, Total, Pending) = ([], false, 0, 0);
            Unselect();
            Changed?.Invoke();
            return _reads.OvertakeAsync(ReadAsync, CancellationToken.None);
        }
        // Changes may have been dropped.
        _touched.UnionWith(Slots.Select(slot => slot.CustomerId));
        _ = LookAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Changed = null;
        _closed.Cancel();
        _membership?.Dispose();
        _reads.Dispose();
    }

    private void Hide(Func<AlertSlot, bool> which)
    {
        foreach (var slot in Slots.Where(which))
        {
            slot.Empty();
            _selected.Remove(slot.Id);
        }
        // Some of theirs may be among all: which, is not known here.
        All = null;
        Changed?.Invoke();
    }

    private void Unselect()
    {
        _selected.Clear();
        All = null;
    }

    // What was hidden while it was read was read as it was before.
    private void Settle()
    {
        foreach (var slot in Slots.Where(slot => _hidden.Contains(slot.CustomerId)))
            slot.Empty();
        if (_touched.Count > 0)
            _ = LookAsync();
    }

    private Task ReadAsync(CancellationToken cancel) => TryAsync(async () =>
    {
        var (scope, filter, language) = (Scope, Filter, NameLanguages.Current);
        _for = scope;
        _touched.Clear();
        _hidden.Clear();
        if (!Allowed)
        {
            (Slots, More, Total, Pending, Loaded) = ([], false, 0, 0, true);
            Unselect();
            return;
        }
        _choicesDue |= _choseAt + s_choices < time.GetUtcNow();
        await ChooseAsync(scope, filter, cancel);
        var window = await Task.Run(() => queries.WindowAsync(scope, filter, language, [], Page, cancel), cancel);
        (Slots, More, Total, Pending, Loaded) = ([.. window.Lines.Select(line => new AlertSlot(line))], window.More, window.Total, 0, true);
        _selected.IntersectWith(Slots.Select(slot => slot.Id));
        Settle();
    });

    private async Task ChooseAsync(PartnerScope scope, AlertFilter filter, CancellationToken cancel)
    {
        if (!_choicesDue && _choicesOf == filter.CustomerId)
            return;
        _choicesDue = false;
        try
        {
            Choices = await Task.Run(() => queries.ChoicesAsync(scope, filter.CustomerId, cancel), cancel);
            (_choicesOf, _choseAt) = (filter.CustomerId, time.GetUtcNow());
        }
        catch
        {
            _choicesDue = true;
            throw;
        }
    }

    // At most once a second, however much happens; what happens while it looks is worth another look.
    private async Task LookAsync()
    {
        if (_looking)
            return;
        _looking = true;
        try
        {
            if (_lookedAt + Pace - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, time, _closed.Token);
            _looking = false;
            _lookedAt = time.GetUtcNow();
            await _reads.InTurnAsync(() => TryAsync(() => CatchUpAsync(_closed.Token)), _closed.Token);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page is closed.
        }
        finally
        {
            _looking = false;
        }
    }

    private async Task CatchUpAsync(CancellationToken cancel)
    {
        if (live.ScopeNow is not { } scope || !Allowed)
            return;
        var filter = Filter;
        if (_choicesDue)
            await ChooseAsync(scope, filter, cancel);
        var customers = _touched.ToHashSet();
        _touched.Clear();
        if (customers.Count == 0)
            return;
        List<AlertSlot> concerned = [.. Slots.Where(slot => customers.Contains(slot.CustomerId))];
        var (ids, listed, more, language) = (concerned.ConvertAll(slot => slot.Id), Slots.Select(slot => slot.Id).ToList(), More, NameLanguages.Current);
        AlertNews news;
        try
        {
            news = await Task.Run(() => queries.NewsAsync(scope, filter, language, ids, listed, more ? null : Most, cancel), cancel);
        }
        catch
        {
            _touched.UnionWith(customers);
            throw;
        }
        // Hidden while it was read.
        var now = news.Lines.ToDictionary(line => line.Id);
        foreach (var slot in concerned.Where(slot => !_touched.Contains(slot.CustomerId) || slot.Line is not null))
            slot.Take(now.GetValueOrDefault(slot.Id), news.Matching.Contains(slot.Id));
        _selected.ExceptWith(concerned.Where(slot => slot.Line is null).Select(slot => slot.Id));
        (Total, Pending) = (news.Total, news.New + Slots.Count(slot => slot.IsStale));
    }

    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
            FailedAt = null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The alerts could not be read.");
            FailedAt ??= Now;
        }
        Changed?.Invoke();
    }
}
