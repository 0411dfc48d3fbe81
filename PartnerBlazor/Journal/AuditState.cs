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

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IDisposable? _membership;
    private int _asked;
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

    /// <summary>Shows the newest entries. A later call overtakes an earlier one.</summary>
    public Task ShowAsync(AuditFilter filter, CancellationToken cancel)
    {
        var asked = ++_asked;
        Filter = filter;
        // Watch first, then read.
        _membership ??= live.Join(this);
        return InTurnAsync(() => asked == _asked ? ReadAsync(cancel) : Task.CompletedTask, cancel);
    }

    /// <summary>Reads the next older entries.</summary>
    public Task MoreAsync(CancellationToken cancel) => InTurnAsync(() => TryAsync(async () =>
    {
        if (!More || !Allowed)
            return;
        Reading = true;
        try
        {
            var window = await queries.WindowAsync(Scope, Filter, words.Search(Filter.Search), Today, Entries[^1].Change.Seq, cancel);
            (Entries, More) = ([.. Entries, .. window.Entries], window.More);
        }
        finally
        {
            Reading = false;
        }
    }), cancel);

    /// <summary>Looks whether something new was written, as long as the page is open.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancel))
            if (pulse.Last(Scope.PartnerId) > _looked && Loaded && Allowed && FailedAt is null)
                await InTurnAsync(() => TryAsync(async () =>
                {
                    (New, _looked) = await queries.NewerAsync(Scope, Filter, words.Search(Filter.Search), Today, _read, cancel);
                }), cancel);
    }

    /// <inheritdoc/>
    // Customers' changes come with the pulse, as all others do.
    public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets) => Task.CompletedTask;

    /// <inheritdoc/>
    // Where the scope is another one, what is no longer the person's business goes at once, whatever can be read. What is new is counted anyway.
    public Task OnResyncAsync() => Loaded && Scope.MayTheSameAs(_for) ? Task.CompletedTask : InTurnAsync(() =>
    {
        (Entries, More, New) = ([], false, 0);
        return ReadAsync(CancellationToken.None);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        Changed = null;
        _membership?.Dispose();
        // The semaphore is left to the collector: a read may be about to release it.
    }

    private Task ReadAsync(CancellationToken cancel) => TryAsync(async () =>
    {
        _for = Scope;
        if (!Allowed)
        {
            (Entries, More, New, Loaded) = ([], false, 0, true);
            return;
        }
        Choices = await queries.ChoicesAsync(Scope, Filter.CustomerId, cancel);
        var window = await queries.WindowAsync(Scope, Filter, words.Search(Filter.Search), Today, null, cancel);
        (Entries, More, New, Loaded) = (window.Entries, window.More, 0, true);
        _read = _looked = window.Seq;
    });

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

    private async Task InTurnAsync(Func<Task> act, CancellationToken cancel = default)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
