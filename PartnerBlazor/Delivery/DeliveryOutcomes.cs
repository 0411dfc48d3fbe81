using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>
/// Writes down what became of an attempt. What ends a delivery, and that a receiver began to be silent, is journalled and pushed; further
/// attempts in vain are not (DESIGN §3). An answer to what is no longer asked for counts nothing.
/// </summary>
public sealed class DeliveryOutcomes(PartnerStore store, DeliveryPulse pulse)
{
    /// <summary>Writes it down; not cancelled, for it has happened.</summary>
    public async Task RecordAsync(DeliveryAttempt attempt, DeliveryAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(answer);
        var first = await store.WriteAsync(attempt.PartnerId, Actor.Delivery, async session =>
        {
            if (await FindAsync(session.Db, attempt, answer) is not { } delivery)
                return true;
            if (answer.Problem is null)
                // Given up while it was on its way, it has arrived all the same.
                End(session, delivery, DeliveryState.Delivered, JournalKinds.Delivered, attempt.Name, null);
            else if (answer.Final)
            {
                End(session, delivery, DeliveryState.Failed, JournalKinds.DeliveryRefused, attempt.Name, answer.Problem);
                pulse.Refuse(delivery.Id, delivery.ById);
            }
            else if (delivery.Attempts == 0)
            {
                delivery.Wait(session.Now, answer);
                session.Journal(JournalKinds.DeliveryDelayed, delivery.CustomerId, delivery.Id, $"{delivery.Target}");
            }
            else
                return false;
            return true;
        });
        if (!first)
            await WaitAsync(attempt, answer);
        pulse.Beat(attempt.PartnerId);
    }

    private Task WaitAsync(DeliveryAttempt attempt, DeliveryAnswer answer) => store.WriteAsideAsync(async db =>
    {
        if (await FindAsync(db, attempt, answer) is { } delivery)
            delivery.Wait(store.Now(), answer);
    });

    private static async Task<NameDelivery?> FindAsync(PartnerDb db, DeliveryAttempt attempt, DeliveryAnswer answer) =>
        await db.NameDeliveries.FindAsync(attempt.Id) is { } delivery && delivery.Revision == attempt.Revision
        && (delivery.State == DeliveryState.Pending || (delivery.State == DeliveryState.GivenUp && answer.Problem is null)) ? delivery : null;

    private static void End(WriteSession session, NameDelivery delivery, DeliveryState state, string kind, string name, string? problem)
    {
        delivery.End(state, session.Now, problem);
        session.Journal(kind, delivery.CustomerId, delivery.Id, $"{delivery.Target}", after: name);
    }
}
