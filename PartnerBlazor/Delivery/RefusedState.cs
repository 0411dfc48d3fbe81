using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>How many names the person of this tab (scoped) changed were refused elsewhere: whoever did it is told, and nothing is undone silently.</summary>
public sealed class RefusedState(DeliveryQueries queries, LiveSession live, ILogger<RefusedState> log) : SharedState(live)
{
    /// <summary>How many they have not read of.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        // Without a refusal there is no news but that one is settled.
        var news = sets.SelectMany(set => set.Changes).Any(change => change.Kind == JournalKinds.DeliveryRefused || (Count > 0 && DeliveryChange.Concerns(change)));
        return news ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            Count = Live.Scope.May(Permission.Rename) ? await queries.RefusedAsync(Live.Scope, cancel) : 0;
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            // The frame stays; the next refusal counts again.
            log.LogError(error, "Refused deliveries could not be counted.");
        }
    }
}
