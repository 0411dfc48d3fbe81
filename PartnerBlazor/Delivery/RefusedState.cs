using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>
/// Which names the person of this tab (scoped) changed were refused elsewhere: whoever did it is told, and nothing is undone silently. Other
/// people's refusals cost it no query.
/// </summary>
public sealed class RefusedState(DeliveryQueries queries, DeliveryCommands commands, DeliveryPulse pulse, LiveSession live, ILogger<RefusedState> log) : SharedState(live)
{
    private IReadOnlyList<RefusedName> _refused = [];
    private long _refusals;

    /// <summary>How many customers' names, of which they have not read.</summary>
    public int Count => _refused.DistinctBy(name => name.CustomerId).Count();

    /// <summary>The person has read of those that are counted, and of no others.</summary>
    /// <inheritdoc cref="DeliveryCommands.DismissAsync"/>
    public async Task DismissAsync(CancellationToken cancel)
    {
        await commands.DismissAsync(Live.Scope, [.. _refused.Select(name => name.DeliveryId)], cancel);
        await RetryAsync(cancel);
    }

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var news = pulse.RefusalsOf(Live.Scope.PersonId) != _refusals
            || (_refused.Count > 0 && sets.Any(set => set.Changes.Any(change => DeliveryChange.Concerns(change) && IsMine(change.CustomerId)) || set.Rows.Any(row => row.After is null && IsMine(row.CustomerId))));
        return news ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        // Before the read: what is refused during it is worth another.
        _refusals = pulse.RefusalsOf(Live.Scope.PersonId);
        try
        {
            _refused = Live.Scope.May(Permission.Rename) ? await queries.RefusedAsync(Live.Scope, cancel) : [];
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            // The frame stays; the next refusal reads again.
            log.LogError(error, "Refused names could not be read.");
        }
    }

    private bool IsMine(Guid? customerId) => _refused.Any(name => name.CustomerId == customerId);
}
