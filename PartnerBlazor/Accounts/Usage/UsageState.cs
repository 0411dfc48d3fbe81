using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>
/// The usage page of one open tab: a page of customers with their licences, following the changes as the customers list does. What a change
/// does not carry, the licences of the customers shown, is read once a node (<see cref="UsageLicences"/>). Whoever makes it disposes it.
/// </summary>
public sealed class UsageState(
    UsageQueries queries, UsageLicences licences, CatchUpQueries catchUp, LiveSession live, TimeProvider time, ILogger<UsageState> log)
    : ILiveState, IDisposable
{
    /// <summary>Customers a page.</summary>
    public const int PageSize = 25;

    // Changes wait while a page is read, so that none falls between its moment and its place.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly LiveWindow _window = new();
    private readonly NameLanguage _language = NameLanguages.Current;
    private IDisposable? _membership;
    private int _asked;

    /// <summary>Called on the tab's context when something changed. One listener: the page.</summary>
    public Action? Changed { get; set; }

    /// <summary>What is shown.</summary>
    public UsageFilter Filter { get; private set; } = new();
    /// <summary>Which page of it, from 1.</summary>
    public int Page { get; private set; } = 1;
    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (_window.Places + PageSize - 1) / PageSize);
    /// <summary>The customers of the page, in order.</summary>
    public IReadOnlyList<UsageSlot> Slots { get; private set; } = [];
    /// <summary>How many customers match.</summary>
    public int Shown => _window.Shown;
    /// <summary>Changes that wait for <em>apply</em>.</summary>
    public int Pending => _window.Pending;
    /// <summary>True once it was read.</summary>
    public bool Loaded { get; private set; }
    /// <summary>When reading failed (UTC); null while reads succeed. What is shown is as old as that.</summary>
    public DateTime? FailedAt { get; private set; }
    /// <summary>Last changes to customers shown, for the polite announcement.</summary>
    public IReadOnlyList<(CustomerRow Row, Change Change)> Announced { get; private set; } = [];
    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;
    /// <summary>The UTC day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now);
    /// <summary>Who looks.</summary>
    public PartnerScope Scope => live.Scope;

    /// <summary>Shows a page, in current order; what waited is applied. A later call overtakes an earlier one.</summary>
    public Task ShowAsync(UsageFilter filter, int page, CancellationToken cancel)
    {
        var asked = ++_asked;
        (Filter, Page) = (filter, page);
        // Watch first, then read.
        _membership ??= live.Join(this);
        return InTurnAsync(() => asked == _asked ? ReadAsync(cancel) : Task.CompletedTask, cancel);
    }

    /// <summary>Takes the marks of a customer off: the person has seen them.</summary>
    public static void Seen(UsageSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        slot.Seen();
    }

    /// <summary>Draws everything anew as time goes by: "just now" must not stand for an hour.</summary>
    public async Task AgeAsync(CancellationToken cancel)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await minute.WaitForNextTickAsync(cancel))
            TouchAll();
    }

    /// <inheritdoc/>
    public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return InTurnAsync(async () =>
        {
            foreach (var set in sets)
                _window.Take(set);
            var causes = sets.SelectMany(set => set.Changes).Where(change => change.CustomerId is not null).ToLookup(change => change.CustomerId!.Value);
            await FollowAsync(slot => [.. causes[slot.Place.Id]], sets[^1].At);
            Changed?.Invoke();
        });
    }

    /// <inheritdoc/>
    public Task OnResyncAsync() => InTurnAsync(async () =>
    {
        // What is no longer the person's business goes at once, whatever can be read.
        _window.Leave(slot => !Scope.Sees(slot.Row));
        if (!Loaded)
        {
            await ReadAsync(CancellationToken.None);
            return;
        }
        _window.Ask(Filter.Customers, Today);
        try
        {
            var shown = _window.Slots.ToDictionary(slot => slot.Id, slot => slot.Seq);
            var missed = await catchUp.ReadAsync(Scope, Filter.Customers, Today, shown, CancellationToken.None);
            _window.CatchUp(missed, Now);
            var causes = missed.Rows.ToDictionary(row => row.Row.Id, row => row.Causes);
            await FollowAsync(slot => causes.GetValueOrDefault(slot.Place.Id) ?? [], Now);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Fail(error);
        }
        TouchAll();
    });

    /// <inheritdoc/>
    public Task OnAsOfAsync(IReadOnlyDictionary<Guid, DateTime> asOf) => InTurnAsync(() =>
    {
        _window.TakeAsOf(asOf);
        TouchAll();
        return Task.CompletedTask;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        Changed = null;
        _membership?.Dispose();
        // The semaphore is left to the collector: a read or the pump may be about to release it.
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            await ReadPageAsync(cancel);
            if (Slots.Count == 0 && _window.Places > 0)
            {
                // The address speaks of a page there is no more.
                Page = Pages;
                await ReadPageAsync(cancel);
            }
            (Loaded, FailedAt) = (true, null);
            live.Show(this, Slots.Select(slot => slot.Place.Id));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Fail(error);
        }
        Changed?.Invoke();
    }

    private async Task ReadPageAsync(CancellationToken cancel)
    {
        ILookup<Guid, Licence> read = Array.Empty<Licence>().ToLookup(licence => licence.CustomerId);
        _window.Ask(Filter.Customers, Today);
        _window.Clear();
        var places = await _window.LoadAsync((Page - 1) * PageSize, PageSize, async (start, count, _) =>
        {
            var window = await queries.WindowAsync(Scope, Filter, _language, Today, start, count, cancel);
            read = window.Licences;
            return window.Customers;
        });
        Slots = [.. places.Select(place => new UsageSlot(place, read[place.Id], Today))];
    }

    // The licences of whoever changed on screen; an alert changes none.
    private async Task FollowAsync(Func<UsageSlot, IReadOnlyList<Change>> causesOf, DateTime at)
    {
        var (dirty, announced) = _window.Drain();
        if (announced.Count > 0)
            Announced = announced;
        var changed = Slots.Where(slot => dirty.Contains(slot.Place)).ToList();
        changed.ForEach(slot => slot.Touch());
        var causes = changed.Where(slot => slot.Place.Row is not null).ToDictionary(slot => slot, causesOf);
        var concerned = causes.Where(pair => pair.Value.Count == 0 || pair.Value.Any(cause => !cause.IsAlert)).Select(pair => pair.Key).ToList();
        if (concerned.Count == 0)
            return;
        try
        {
            var now = await licences.OfAsync([.. concerned.Select(slot => slot.Place.Row!)], CancellationToken.None);
            foreach (var slot in concerned)
            {
                var own = causes[slot].Any(cause => cause.Actor.Id == Scope.PersonId);
                if (slot.Take(now[slot.Place.Id], causes[slot], at, Today, own))
                    _window.Wait(slot.Place.Id);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Fail(error);
        }
    }

    private void TouchAll()
    {
        _ = _window.Drain();
        foreach (var slot in Slots)
            slot.Touch();
        Changed?.Invoke();
    }

    private void Fail(Exception error)
    {
        log.LogError(error, "The managed usage could not be read.");
        FailedAt ??= Now;
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
