using PartnerBlazor.Live;

namespace PartnerBlazor.Delivery;

/// <summary>What the person of a tab does about deliveries, wherever they stand (scoped).</summary>
public sealed class DeliveryActs(DeliveryCommands commands, LiveSession live)
{
    /// <inheritdoc cref="DeliveryCommands.RetryAsync"/>
    public Task RetryAsync(Guid deliveryId, CancellationToken cancel) => commands.RetryAsync(live.Scope, deliveryId, cancel);

    /// <inheritdoc cref="DeliveryCommands.GiveUpAsync"/>
    public Task GiveUpAsync(Guid deliveryId, CancellationToken cancel) => commands.GiveUpAsync(live.Scope, deliveryId, cancel);

    /// <summary>True when the person may.</summary>
    public bool Allowed => live.Scope.May(Access.Permission.Rename);
}
