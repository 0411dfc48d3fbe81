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
        var news = sets.Any(set => set.Changes.Any(IsNews) || set.Rows.Any(row => row.After is null && IsMine(row.CustomerId)));
        return news ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            _refused = Live.Scope is { TellsOthers: true } scope && scope.May(Permission.Rename) ? await queries.RefusedAsync(scope, cancel) : [];
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            // The frame stays; the next refusal reads again.
            log.LogError(error, "Refused names could not be read.");
        }
    }

    private bool IsNews(Change change) => change.Kind == JournalKinds.DeliveryRefused
        ? change.SubjectId is { } delivery && pulse.WhoseRefusal(delivery) == Live.Scope.PersonId
        : DeliveryChange.Concerns(change) && IsMine(change.CustomerId);

    private bool IsMine(Guid? customerId) => _refused.Any(name => name.CustomerId == customerId);
}
