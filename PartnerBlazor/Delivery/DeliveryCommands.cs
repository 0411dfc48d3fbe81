using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>What people do about names that did not arrive. For those who may rename the customer.</summary>
public sealed class DeliveryCommands(PartnerStore store)
{
    /// <summary>Has a name sent again at once: after a refusal, after it was given up, or before its pause is over.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.NothingToDeliver"/>: it is delivered.
    /// </exception>
    public Task RetryAsync(PartnerScope scope, Guid deliveryId, CancellationToken cancel = default) =>
        ActAsync(scope, deliveryId, JournalKinds.DeliveryRetried, (delivery, now) => delivery.SendAt(now), cancel);

    /// <summary>Gives a delivery up: the other system keeps the name it has. The name here stays.</summary>
    /// <inheritdoc cref="RetryAsync"/>
    public Task GiveUpAsync(PartnerScope scope, Guid deliveryId, CancellationToken cancel = default) =>
        ActAsync(scope, deliveryId, JournalKinds.DeliveryGivenUp, (delivery, now) => delivery.GiveUp(now), cancel);

    /// <summary>The person has read that names they changed were refused. Their own affair: not journalled.</summary>
    /// <param name="scope">Who.</param>
    /// <param name="deliveryIds">Those they have read of; others' and what is not refused is left alone.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.ViewingAs"/>: what somebody was told is for themselves.</exception>
    public Task DismissAsync(PartnerScope scope, IReadOnlyCollection<Guid> deliveryIds, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(deliveryIds);
        scope.DemandOwn();
        return store.WriteAsideAsync(async db =>
        {
            foreach (var ids in deliveryIds.Chunk(Ids.Batch))
                foreach (var delivery in await db.NameDeliveries.RefusedOf(scope).Where(d => ids.Contains(d.Id)).ToListAsync(CancellationToken.None))
                    delivery.Read = true;
        }, cancel);
    }

    private Task<bool> ActAsync(PartnerScope scope, Guid deliveryId, string kind, Action<NameDelivery, DateTime> act, CancellationToken cancel) =>
        store.WriteAsync(scope, Permission.Rename, async session =>
        {
            var delivery = await session.Db.NameDeliveries.SingleOrDefaultAsync(d => d.Id == deliveryId && d.PartnerId == session.PartnerId, CancellationToken.None)
                ?? throw new RefusedException(RefusalCodes.NotFound);
            await session.CustomerAsync(delivery.CustomerId, CancellationToken.None);
            if (delivery.State == DeliveryState.Delivered)
                throw new RefusedException(RefusalCodes.NothingToDeliver);
            // Also when somebody else had the same thought a moment ago.
            if (kind == JournalKinds.DeliveryGivenUp ? delivery.State == DeliveryState.GivenUp : delivery is { State: DeliveryState.Pending, Problem: null })
                return false;
            act(delivery, session.Now);
            session.Journal(kind, delivery.CustomerId, delivery.Id, $"{delivery.Target}");
            return true;
        }, cancel);
}
