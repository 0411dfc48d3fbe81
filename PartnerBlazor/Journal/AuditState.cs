using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Journal;

/// <summary>
/// The audit page of one open tab: entries newest first, more of them on demand. What is written meanwhile is counted and waits until it
/// is asked for: no line moves. Whoever makes it disposes it.
/// </summary>
public sealed class AuditState(
    AuditQueries queries, AuditWords words, JournalPulse pulse, LiveSession live, TimeProvider time, ILogger<AuditState> log) : ILiveState, IDisposable
{
    /// <summary>How often it looks whether there is something new.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly LatestRead _reads = new();
    private readonly HashSet<Guid> _doubtful = [];
    private IDisposable? _membership;
    private bool _choicesDue = true;
    private Guid? _choicesOf;
    private long _read;
    private long _looked;
    private PartnerScope? _for;

    /// <summary>Called on the tab's context when something changed. One listener: the page.</summary>
    public Action? Changed { get; set; }
    /// <summary>What is shown.</summary>
    public AuditFilter Filter { get; private set; } = new();
    /// <summary>The entries, newest first.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];
    /// <summary>There are older ones.</summary>
    public bool More { get; private set; }
    /// <summary>How many were written since, at most <see cref="AuditQueries.Page"/>.</summary>
    public int New { get; private set; }
    /// <summary>What the filters offer.</summary>
    public AuditChoices Choices { get; private set; } = new([], null, 0);
    /// <summary>True once it was read.</summary>
    public bool Loaded { get; private set; }
    /// <summary>True while older entries are read.</summary>
    public bool Reading { get; private set; }
    /// <summary>When reading failed (UTC); null while reads succeed. What is shown is as old as that.</summary>
    public DateTime? FailedAt { get; private set; }
    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;
    /// <summary>The UTC day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now);
    /// <summary>Who looks.</summary>
    public PartnerScope Scope => live.Scope;
    /// <summary>True while the person may read the audit log; may turn false while they look.</summary>
    public bool Allowed => Scope.May(Permission.ReadAudit);

    /// <summary>Shows the newest entries. A later call overtakes an earlier one, whose read ends at once.</summary>
    public Task ShowAsync(AuditFilter filter, CancellationToken cancel)
    {
        Filter = filter;
        // Watch first, then read.
        _membership ??= live.Join(this);
        // Before the read: what is chosen next is chosen from this.
        Changed?.Invoke();
        return _reads.OvertakeAsync(wanted => ThenSettleAsync(() => ReadAsync(wanted)), cancel);
    }

    /// <summary>Reads everything that is shown anew, what the filters offer too.</summary>
    public Task AgainAsync(CancellationToken cancel)
    {
        _choicesDue = true;
        return ShowAsync(Filter, cancel);
    }

    /// <summary>Reads the next older entries.</summary>
    public Task MoreAsync(CancellationToken cancel) => _reads.WantedAsync(wanted => ThenSettleAsync(() => TryAsync(async () =>
    {
        if (!More || !Allowed)
            return;
        Reading = true;
        try
        {
            var (scope, filter, today, oldest) = (Scope, Filter, Today, Entries[^1].Change.Seq);
            var window = await Task.Run(() => queries.WindowAsync(scope, filter, words.Search(filter.Search), today, oldest, wanted), wanted);
            (Entries, More) = ([.. Entries, .. window.Entries], window.More);
        }
        finally
        {
            Reading = false;
        }
    })), cancel);

    /// <summary>Looks whether something new was written, as long as the page is open and the person signed in.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancel) && live.ScopeNow is { } scope)
            if (pulse.Last(scope.PartnerId) > _looked && Loaded && scope.May(Permission.ReadAudit) && FailedAt is null)
                await _reads.WantedAsync(wanted => ThenSettleAsync(() => TryAsync(async () =>
                {
                    var (filter, today, read) = (Filter, Today, _read);
                    (New, _looked) = await Task.Run(() => queries.NewerAsync(scope, filter, words.Search(filter.Search), today, read, wanted), wanted);
                })), cancel);
    }

    /// <inheritdoc/>
    // What is new comes with the pulse. What is not the person's business any more goes now.
    public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var rows = sets.SelectMany(set => set.Rows).ToList();
        _choicesDue |= sets.Any(set => set.People || set.Rules) || rows.Exists(row => row.CustomerId == Filter.CustomerId);
        var gone = rows.Where(row => row.After is null).Select(row => row.CustomerId).ToHashSet();
        _doubtful.UnionWith(gone);
        // Nobody may look at the alerts of a customer that lets nobody look.
        _doubtful.UnionWith(rows.Where(row => row is { After: { Visible: false }, Before: null or { Visible: true } }).Select(row => row.CustomerId));
        if (!Scope.AllCustomers)
            Keep(entry => !gone.Contains(entry.Change.CustomerId.GetValueOrDefault()));
        // Who is reading looks them through at the end: a long search must not hold up the rest of the tab.
        return _reads.IsBusy ? Task.CompletedTask : InTurnAsync(() => Task.CompletedTask);
    }

    /// <inheritdoc/>
    // Where the scope is another one, what is no longer the person's business goes at once, whatever can be read. What is new is counted anyway.
    public Task OnResyncAsync()
    {
        if (Loaded && Scope.MayTheSameAs(_for))
        {
            // Changes may have been dropped, and with them that a customer left.
            _doubtful.UnionWith(Entries.Select(entry => entry.Change.CustomerId).OfType<Guid>());
            return _reads.IsBusy ? Task.CompletedTask : InTurnAsync(() => Task.CompletedTask);
        }
        (Entries, More, New, _choicesDue) = ([], false, 0, true);
        Changed?.Invoke();
        return _reads.OvertakeAsync(wanted => ThenSettleAsync(() => ReadAsync(wanted)), CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Changed = null;
        _membership?.Dispose();
        _reads.Dispose();
    }

    private Task ReadAsync(CancellationToken cancel) => TryAsync(async () =>
    {
        var (scope, filter, today) = (Scope, Filter, Today);
        _for = scope;
        if (!Allowed)
        {
            (Entries, More, New, Loaded) = ([], false, 0, true);
            return;
        }
        // Who may have acted changes seldom, and filters often.
        if (_choicesDue || _choicesOf != filter.CustomerId)
        {
            _choicesDue = false;
            try
            {
                Choices = await Task.Run(() => queries.ChoicesAsync(scope, filter.CustomerId, cancel), cancel);
                _choicesOf = filter.CustomerId;
            }
            catch
            {
                _choicesDue = true;
                throw;
            }
        }
        // SQLite reads where it is asked: elsewhere, so that the tab can ask for something else meanwhile.
        var window = await Task.Run(() => queries.WindowAsync(scope, filter, words.Search(filter.Search), today, null, cancel), cancel);
        (Entries, More, New, Loaded) = (window.Entries, window.More, 0, true);
        _read = _looked = window.Seq;
    });

    // Entries of customers that left the scope or were unlinked, and alerts nobody may know of any more: each is asked for once again.
    private async Task SettleAsync()
    {
        var seqs = Entries.Where(entry => entry.Change.CustomerId is { } id && _doubtful.Contains(id)).Select(entry => entry.Change.Seq).ToHashSet();
        _doubtful.Clear();
        if (seqs.Count == 0)
            return;
        IReadOnlySet<long> still = new HashSet<long>();
        try
        {
            var scope = Scope;
            if (Allowed)
                still = await Task.Run(() => queries.StillAsync(scope, seqs, CancellationToken.None));
        }
        catch (Exception error)
        {
            log.LogError(error, "Which entries still exist for the person could not be read.");
        }
        Keep(entry => !seqs.Contains(entry.Change.Seq) || still.Contains(entry.Change.Seq));
    }

    private void Keep(Func<AuditEntry, bool> kept)
    {
        if (Entries.All(kept))
            return;
        Entries = [.. Entries.Where(kept)];
        Changed?.Invoke();
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
            log.LogError(error, "The audit log could not be read.");
            FailedAt ??= Now;
        }
        Changed?.Invoke();
    }

    // Who was reading looks through what is doubtful at the end.
    private Task InTurnAsync(Func<Task> act) => _reads.InTurnAsync(() => ThenSettleAsync(act), CancellationToken.None);

    private async Task ThenSettleAsync(Func<Task> act)
    {
        await act();
        await SettleAsync();
    }
}
