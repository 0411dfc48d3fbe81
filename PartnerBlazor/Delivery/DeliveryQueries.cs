using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>A delivery on the deliveries page.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Name">The customer's displayed name: what is sent.</param>
public sealed record ListedDelivery(NameDelivery Delivery, string Name);

/// <summary>A name that was refused.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="CustomerId">The customer.</param>
public sealed record RefusedName(Guid DeliveryId, Guid CustomerId);

/// <summary>What the deliveries page shows.</summary>
/// <param name="Deliveries">The newest that the filter lets through, at most <see cref="DeliveryQueries.Most"/>.</param>
/// <param name="Counts">How many there are in each state, of everybody or, as the filter says, of the person's own.</param>
public sealed record DeliveryList(IReadOnlyList<ListedDelivery> Deliveries, IReadOnlyDictionary<DeliveryState, int> Counts)
{
    /// <summary>Nothing.</summary>
    public static DeliveryList Empty { get; } = new([], new Dictionary<DeliveryState, int>());

    /// <summary>How many are in a state; null: not delivered and not given up.</summary>
    public int Count(DeliveryState? state) => state is { } one
        ? Counts.GetValueOrDefault(one) : Count(DeliveryState.Pending) + Count(DeliveryState.Failed);
}

/// <summary>Reads of deliveries. For those who may rename customers, else <see cref="RefusalCodes.NotAllowed"/>; of customers that exist for them.</summary>
public sealed class DeliveryQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>Most that are listed; the counts say how many there are.</summary>
    public const int Most = 200;

    /// <summary>Deliveries, the last asked for first.</summary>
    public async Task<DeliveryList> ListAsync(PartnerScope scope, DeliveriesFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        scope.Demand(Permission.Rename);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var all =
            from delivery in db.NameDeliveries.AsNoTracking()
            join row in db.CustomerRows.AsNoTracking().InScope(db, scope) on delivery.CustomerId equals row.Id
            where delivery.PartnerId == scope.PartnerId && (!filter.Mine || delivery.ById == scope.PersonId)
            select new { delivery, row.DisplayName };
        var counts = await all.GroupBy(listed => listed.delivery.State).Select(state => new { state.Key, Count = state.Count() })
            .ToDictionaryAsync(state => state.Key, state => state.Count, cancel);
        var states = filter.State is { } one ? [one] : new[] { DeliveryState.Pending, DeliveryState.Failed };
        var listed = await all.Where(listed => states.Contains(listed.delivery.State))
            .OrderByDescending(listed => listed.delivery.AskedAt).ThenBy(listed => listed.delivery.CustomerId).ThenBy(listed => listed.delivery.Target)
            .Take(Most).ToListAsync(cancel);
        return new DeliveryList([.. listed.Select(l => new ListedDelivery(l.delivery, l.DisplayName))], counts);
    }

    /// <summary>Names the person changed that were refused, without their having read of it.</summary>
    public async Task<IReadOnlyList<RefusedName>> RefusedAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.Rename);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.NameDeliveries.AsNoTracking().RefusedOf(scope).Where(d => db.CustomerRows.InScope(db, scope).Any(r => r.Id == d.CustomerId))
            .Select(d => new RefusedName(d.Id, d.CustomerId)).ToListAsync(cancel);
    }
}
