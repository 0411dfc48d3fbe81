using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>
/// The alerts of one open tab (scoped): how many are open, from the shared counts and without a query; the newest of them, read when the
/// list opens and at most once a second while it is open.
/// </summary>
public sealed class AlertsState(AlertQueries queries, CustomerTallies tallies, LiveSession live, TimeProvider time, ILogger<AlertsState> log)
    : ILiveState, IDisposable
{
    /// <summary>How many the list shows.</summary>
    public const int Listed = 20;

    /// <summary>Shortest time between two reads of the list.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private IDisposable? _membership;
    private TallyHandle? _tally;
    private DateTimeOffset _readAt;
    private bool _refreshing;

    /// <summary>Called on the tab's context when the bell must render. One listener: the bell.</summary>
    public Action? Changed { get; set; }

    /// <summary>True for people with <see cref="Permission.SeeAlerts"/>; for all others there is no bell.</summary>
    public bool Visible { get; private set; }

    /// <summary>Open alerts of the scope; null when they could not be counted.</summary>
    public int? Open { get; private set; }

    /// <summary>True when an alert of high severity was raised since the list was last open.</summary>
    public bool NewHigh { get; private set; }

    /// <summary>True while the list is open.</summary>
    public bool Listing { get; private set; }

    /// <summary>The newest open alerts; null until read.</summary>
    public IReadOnlyList<OpenAlert>? Newest { get; private set; }

    /// <summary>True when the last read failed; what is listed is as old as the one before.</summary>
    public bool Failed { get; private set; }

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Joins the live session and takes part in the counts. Call it on the tab's context; later calls do nothing.</summary>
    public async Task StartAsync()
    {
        if (_membership is not null)
            return;
        // Watch first, then read.
        _membership = live.Join(this);
        await CountAsync();
    }

    /// <summary>Opens the list and reads it.</summary>
    public async Task OpenAsync()
    {
        (Listing, NewHigh) = (true, false);
        await ReadAsync();
    }

    /// <summary>Closes the list.</summary>
    public void Close() => (Listing, Newest, Failed) = (false, null, false);

    /// <inheritdoc/>
    public async Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (!Visible)
            return;
        if (_tally is null)
            await CountAsync();
        var open = Count();
        var newHigh = NewHigh || (!Listing && sets.SelectMany(set => set.Changes).Any(IsNewHigh));
        if (open != Open || newHigh != NewHigh)
        {
            (Open, NewHigh) = (open, newHigh);
            live.Render.Soon(RenderBell);
        }
        if (Listing && sets.SelectMany(set => set.Rows).Any(Concerns))
            _ = RefreshAsync();
    }

    /// <inheritdoc/>
    public async Task OnResyncAsync()
    {
        await CountAsync();
        if (!Visible)
        {
            Close();
            NewHigh = false;
        }
        if (Listing)
            await ReadAsync();
        live.Render.Join(RenderBell);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _membership?.Dispose();
        _tally?.Dispose();
    }

    private void RenderBell() => Changed?.Invoke();

    private static bool IsNewHigh(Change change) => change is { Kind: JournalKinds.AlertRaised or JournalKinds.AlertReopened, Payload.After: nameof(AlertSeverity.High) };

    // A customer without open alerts before and after has none in the list, whatever else happened to it.
    private static bool Concerns(RowChange row) => row.Before is not { Alerts: 0 } || row.After is not { Alerts: 0 };

    private int? Count() => _tally?.Tally is { } tally ? tally.High + tally.Medium + tally.Low : null;

    private async Task CountAsync()
    {
        var before = _tally;
        _tally = null;
        var scope = live.Scope;
        Visible = scope.May(Permission.SeeAlerts);
        try
        {
            if (Visible)
                _tally = await tallies.OpenAsync(scope, _stop.Token);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The frame stays; the next change counts again.
            log.LogError(error, "The open alerts could not be counted.");
        }
        before?.Dispose();
        Open = Count();
    }

    private async Task RefreshAsync()
    {
        if (_refreshing)
            return;
        _refreshing = true;
        try
        {
            if (_readAt + Pace - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, time, _stop.Token);
            // What happens while it is read is worth another read.
            _refreshing = false;
            if (Listing)
                await ReadAsync();
            live.Render.Join(RenderBell);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The tab is closed.
        }
    }

    private async Task ReadAsync()
    {
        _readAt = time.GetUtcNow();
        try
        {
            var newest = await queries.NewestAsync(live.Scope, Listed, _stop.Token);
            // Closed meanwhile.
            if (Listing)
                (Newest, Failed) = (newest, false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The open alerts could not be read.");
            Failed = Listing;
        }
    }
}
