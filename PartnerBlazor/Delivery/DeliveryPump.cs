using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>
/// Sends what is due: at start (what was left when the program ended), as soon as something is owed, and when a pause is over. Each receiver has
/// a lane of its own, so that none waits for another.
/// </summary>
public sealed class DeliveryPump(
    Receivers receivers, DeliveryOutcomes outcomes, DueDeliveries due, ChangeFeed feed, TimeProvider time, ILogger<DeliveryPump> log)
    : BackgroundService, IChangeListener
{
    private readonly DeliveryLane[] _lanes = [.. receivers.All.Select(receiver => new DeliveryLane(receiver, outcomes, due, time, log))];

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.Changes.Any(change => change.Kind is JournalKinds.CustomerRenamed or JournalKinds.DeliveryRetried or JournalKinds.CrmMatched or JournalKinds.Restored))
            return;
        foreach (var lane in _lanes)
            lane.Wake(anew: set.Changes.Any(change => change.Kind == JournalKinds.DeliveryRetried));
    }

    /// <summary>Sends everything that is due now.</summary>
    /// <returns>When the next is due (UTC); null: nothing is.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel) => (await Task.WhenAll(_lanes.Select(lane => lane.RunAsync(cancel)))).Min();

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Listen(this);
        return Task.WhenAll(_lanes.Select(lane => lane.FollowAsync(stoppingToken)));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var lane in _lanes)
            lane.Dispose();
        base.Dispose();
    }
}
