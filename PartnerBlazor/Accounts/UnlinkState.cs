using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>
/// The unlink planner of one open dialog: what an unlink of some customers would do, read anew when one of them changes, and the act itself.
/// Whoever makes it disposes it.
/// </summary>
public sealed class UnlinkState(UnlinkQueries queries, UnlinkCommands commands, LiveSession live, TimeProvider time, ILogger<UnlinkState> log)
    : OwnState(live)
{
    private IReadOnlyCollection<Guid> _ids = [];

    /// <summary>What would happen to each, by name; null until it was read.</summary>
    public IReadOnlyList<UnlinkPreview>? Previews { get; private set; }

    /// <summary>True while the person may unlink; may turn false while they look.</summary>
    public bool Allowed => Scope.May(Permission.Unlink);

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>A real vendor is connected: what is asked for here is done there by hand.</summary>
    public bool HasVendor => Scope.HasVendor;

    /// <summary>The last UTC day what is unlinked now can be restored.</summary>
    public DateOnly RestorableUntil => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(UnlinkRules.RestoreDays);

    /// <summary>Reads what would happen and follows it.</summary>
    public Task OpenAsync(IReadOnlyCollection<Guid> customerIds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(customerIds);
        _ids = customerIds;
        Watch();
        // What nobody has read yet of them is read first.
        Live.Show(this, _ids);
        return ReadAsync(cancel);
    }

    /// <summary>Reads again after a failure.</summary>
    public Task RetryAsync(CancellationToken cancel) => ReadAsync(cancel);

    /// <inheritdoc cref="UnlinkCommands.UnlinkAsync"/>
    public Task<BulkResult> UnlinkAsync(IReadOnlyCollection<UnlinkTarget> targets, string confirmation, Action<int> progress, CancellationToken cancel) =>
        commands.UnlinkAsync(Scope, targets, confirmation, progress, cancel);

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.SelectMany(set => set.Rows).Any(row => _ids.Contains(row.CustomerId)) ? OnResyncAsync() : Task.CompletedTask;
    }

    // Read without news, they can be judged now.
    /// <inheritdoc/>
    public override Task OnAsOfAsync(IReadOnlyDictionary<Guid, DateTime> asOf) => _ids.Any(asOf.ContainsKey) ? OnResyncAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    public override Task OnResyncAsync() => ReadAsync(CancellationToken.None);

    private async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            if (Allowed)
                Previews = await queries.PreviewAsync(Scope, _ids, cancel);
            Failed = false;
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "What an unlink would do could not be read.");
            Failed = true;
        }
        Changed?.Invoke();
    }
}
