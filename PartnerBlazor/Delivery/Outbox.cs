using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>Writes down what other systems must be told, in the transaction that changes it: neither is kept without the other.</summary>
public sealed class Outbox(Receivers receivers)
{
    /// <summary>A person changed the displayed name of a customer: it is owed to every system of the partner. None: nothing is owed.</summary>
    /// <param name="session">The person's write.</param>
    /// <param name="customer">The customer, with its new name.</param>
    /// <param name="before">The name displayed before.</param>
    public async Task OweNameAsync(WriteSession session, Customer customer, string before)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customer);
        var partner = await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId);
        foreach (var receiver in receivers.All.Where(receiver => receiver.Serves(partner)))
        {
            await receiver.OwedAsync(session, customer, before);
            Ask(await FindAsync(session, customer, receiver.Target), session);
        }
    }

    private static async Task<NameDelivery> FindAsync(WriteSession session, Customer customer, DeliveryTarget target)
    {
        if (await session.Db.NameDeliveries.SingleOrDefaultAsync(d => d.CustomerId == customer.Id && d.Target == target) is { } known)
            return known;
        var delivery = new NameDelivery
        {
            Id = Guid.NewGuid(),
            PartnerId = session.PartnerId,
            CustomerId = customer.Id,
            Target = target,
            AskedAt = session.Now,
            ById = session.Scope.PersonId,
            ByName = session.Scope.PersonName,
        };
        session.Db.NameDeliveries.Add(delivery);
        return delivery;
    }

    private static void Ask(NameDelivery delivery, WriteSession session)
    {
        (delivery.AskedAt, delivery.ById, delivery.ByName) = (session.Now, session.Scope.PersonId, session.Scope.PersonName);
        delivery.SendAt(session.Now);
    }
}
