using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>
/// The details of one customer open in a tab. Follows the changes: one read for all changes of this customer that arrive together, and
/// for those of groups and people; none for anybody else's. One a component: made and disposed by it.
/// </summary>
public sealed class DetailsState(DetailsQueries queries, LiveSession live, TimeProvider time, ILogger<DetailsState> log) : ILiveState, IDisposable
{
    private readonly Dictionary<Guid, CellMark> _marks = [];
    private IDisposable? _membership;
    private Guid _id;
    private long _reads;
    private long _marked;

    /// <summary>Called on the tab's context when something changed. One listener: the panel.</summary>
    public Action? Changed { get; set; }

    /// <summary>What is known; null while it is first read, or when the customer does not exist for the person.</summary>
    public CustomerDetails? Details { get; private set; }

    /// <summary>True once it is known that the customer does not exist for the person (any more).</summary>
    public bool Missing { get; private set; }

    /// <summary>True when the person saw the customer and may see it no more.</summary>
    public bool Left { get; private set; }

    /// <summary>Since when reading fails (UTC); null while reads succeed. What is shown is as old as that.</summary>
    public DateTime? FailedAt { get; private set; }

    /// <summary>The lines of the timeline at hand, newest first.</summary>
    public TimelinePage Timeline { get; private set; } = new([], false);

    /// <summary>Licences that changed and were not looked at since.</summary>
    public IReadOnlyDictionary<Guid, CellMark> LicenceMarks => _marks;

    /// <summary>The last change that arrived, for the polite announcement.</summary>
    public Change? Announced { get; private set; }

    /// <summary>Who looks.</summary>
    public PartnerScope Scope => live.Scope;

    /// <summary>True when alerts exist for the person.</summary>
    public bool SeesAlerts => Scope.May(Permission.SeeAlerts);

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The UTC day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now);

    /// <summary>Opens the customer: watches, then reads. Call it on the tab's context.</summary>
    public Task OpenAsync(Guid customerId, CancellationToken cancel)
    {
        _id = customerId;
        _membership ??= live.Join(this);
        live.Show(this, [customerId]);
        return ReadAsync(cancel);
    }

    /// <summary>Reads again after a failure.</summary>
    public Task RetryAsync(CancellationToken cancel) => ReadAsync(cancel);

    /// <summary>Reads older lines of the timeline.</summary>
    public async Task ReadOlderAsync(CancellationToken cancel)
    {
        var (turn, shown) = (_reads, Timeline);
        if (shown.Entries.Count == 0)
            return;
        try
        {
            var older = await queries.OlderAsync(Scope, _id, shown.Entries[^1].Change.Seq, cancel);
            // Read anew meanwhile: the lines at hand are others, and the button is still there.
            if (turn != _reads)
                return;
            if (older is null)
                Lose();
            else
                Timeline = new TimelinePage([.. shown.Entries, .. older.Entries], older.More);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Fail(error);
        }
    }

    /// <summary>Takes the mark off a licence: the person has seen it. True when there was one.</summary>
    public bool Seen(Guid licenceId) => _marks.Remove(licenceId);

    /// <inheritdoc/>
    public async Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var row = sets.SelectMany(set => set.Rows).LastOrDefault(change => change.CustomerId == _id);
        // A group may have another name, a person another scope: both are told beside the customer.
        var around = Details is not null && sets.Any(set => set.Groups || set.People);
        if (row is null && !around)
            return;
        if (row is { After: null })
            Lose();
        else if (around || Details is null || row?.After?.Version > Details.Row.Version)
            await ReadAsync(CancellationToken.None);
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public async Task OnResyncAsync()
    {
        await ReadAsync(CancellationToken.None);
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public Task OnAsOfAsync(IReadOnlyDictionary<Guid, DateTime> asOf)
    {
        ArgumentNullException.ThrowIfNull(asOf);
        if (Details is not { } details || !asOf.TryGetValue(_id, out var at) || details.AsOf >= at)
            return Task.CompletedTask;
        // Of which kinds it is made up is not told.
        if (details.LicencesWord is not null || details.AlertsWord is not null)
            return OnResyncAsync();
        Details = details with { AsOf = at };
        Changed?.Invoke();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Changed = null;
        _membership?.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var turn = ++_reads;
        try
        {
            var read = await queries.ReadAsync(Scope, _id, Math.Max(DetailsQueries.Page, Timeline.Entries.Count), cancel);
            // A later read, or the loss of the customer, is newer than this.
            if (turn != _reads)
                return;
            if (read is null)
                Lose();
            else
                Take(read);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (turn == _reads)
                Fail(error);
        }
    }

    // What happened since the row shown is told by the timeline, whether it was pushed or missed.
    private void Take(CustomerDetails read)
    {
        if (Details is { } shown)
        {
            var news = read.Timeline.Entries.TakeWhile(entry => entry.Change.Seq > shown.Row.Seq).ToList();
            Mark(shown.Licences, read.Licences, news);
            Announced = news.Find(entry => !entry.Change.IsQuiet)?.Change ?? Announced;
        }
        (Details, Timeline, Missing, Left, FailedAt) = (read, read.Timeline, false, false, null);
    }

    private void Mark(IReadOnlyList<Licence> before, IReadOnlyList<Licence> after, List<TimelineEntry> news)
    {
        var known = before.ToDictionary(licence => licence.Id, LicenceFacts.Of);
        foreach (var licence in after.Where(licence => !known.TryGetValue(licence.Id, out var facts) || !facts.Equals(LicenceFacts.Of(licence))))
        {
            var cause = news.Find(entry => entry.Change.SubjectId == licence.Id);
            _marks[licence.Id] = new CellMark(cause?.Change, cause?.At ?? Now, ++_marked);
        }
    }

    private void Lose()
    {
        _reads++;
        Left |= Details is not null;
        _marks.Clear();
        (Details, Timeline, Missing, FailedAt, Announced) = (null, new TimelinePage([], false), true, null, null);
    }

    private void Fail(Exception error)
    {
        log.LogError(error, "The details of a customer could not be read.");
        FailedAt ??= Now;
    }
}
