using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>Reads of deliveries that others' queries are made of.</summary>
internal static class DeliveryReads
{
    /// <summary>What is or was owed of one customer's name, by receiver. Whether the customer exists for who asks is asked before.</summary>
    public static Task<List<NameDelivery>> DeliveriesAsync(this PartnerDb db, Guid customerId, CancellationToken cancel) =>
        db.NameDeliveries.AsNoTracking().Where(d => d.CustomerId == customerId).OrderBy(d => d.Target).ToListAsync(cancel);

    /// <summary>Names this person changed that were refused, of which they have not read yet.</summary>
    public static IQueryable<NameDelivery> RefusedOf(this IQueryable<NameDelivery> deliveries, PartnerScope scope) =>
        deliveries.Where(d => d.PartnerId == scope.PartnerId && d.State == DeliveryState.Failed && d.ById == scope.PersonId && !d.Read);
}
