using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>One attempt: what was owed when it began.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>The delivery.</summary>
    public required Guid Id { get; init; }
    /// <summary>The partner.</summary>
    public required int PartnerId { get; init; }
    /// <summary>The customer.</summary>
    public required Guid CustomerId { get; init; }
    /// <summary>Its revision; another one means that something else is asked for since.</summary>
    public required int Revision { get; init; }
    /// <summary>When it was due (UTC).</summary>
    public required DateTime NextAt { get; init; }
    /// <summary>The name displayed then.</summary>
    public required string Name { get; init; }
}

/// <summary>Which names are due. An unlinked customer has no row: what is owed of it waits until it is restored.</summary>
public sealed class DueDeliveries(IDbContextFactory<PartnerDb> factory)
{
    private const int Batch = 200;

    /// <summary>Up to two hundred that are due to a receiver, the longest due first.</summary>
    /// <param name="receiver">Whom they are owed to.</param>
    /// <param name="now">The moment (UTC).</param>
    /// <param name="without">Those to leave out.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<DeliveryAttempt>> ReadAsync(IReceiver receiver, DateTime now, IReadOnlyCollection<Guid> without, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await (await WaitingAsync(db, receiver, without, cancel)).Where(attempt => attempt.NextAt <= now)
            .OrderBy(attempt => attempt.NextAt).Take(Batch).ToListAsync(cancel);
    }

    /// <summary>When the next of them is due (UTC); null: none is.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<DateTime?> NextAsync(IReceiver receiver, IReadOnlyCollection<Guid> without, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await (await WaitingAsync(db, receiver, without, cancel)).Select(attempt => (DateTime?)attempt.NextAt).MinAsync(cancel);
    }

    /// <summary>Some of them as they are now, the longest due first; without those that are not due any more.</summary>
    public async Task<IReadOnlyList<DeliveryAttempt>> FindAsync(IReadOnlyCollection<Guid> ids, DateTime now, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Attempts(db).Where(attempt => ids.Contains(attempt.Id) && attempt.NextAt <= now).OrderBy(attempt => attempt.NextAt).ToListAsync(cancel);
    }

    private static async Task<IQueryable<DeliveryAttempt>> WaitingAsync(PartnerDb db, IReceiver receiver, IReadOnlyCollection<Guid> without, CancellationToken cancel)
    {
        var partners = (await db.Partners.AsNoTracking().ToListAsync(cancel)).Where(receiver.Serves).Select(partner => partner.Id).ToList();
        var target = receiver.Target;
        return Attempts(db, db.NameDeliveries.Where(d => d.Target == target)).Where(attempt => partners.Contains(attempt.PartnerId) && !without.Contains(attempt.Id));
    }

    private static IQueryable<DeliveryAttempt> Attempts(PartnerDb db, IQueryable<NameDelivery>? deliveries = null) =>
        from delivery in (deliveries ?? db.NameDeliveries).AsNoTracking()
        join row in db.CustomerRows.AsNoTracking() on delivery.CustomerId equals row.Id
        where delivery.NextAt != null
        select new DeliveryAttempt
        {
            Id = delivery.Id,
            PartnerId = delivery.PartnerId,
            CustomerId = delivery.CustomerId,
            Revision = delivery.Revision,
            NextAt = delivery.NextAt!.Value,
            Name = row.DisplayName,
        };
}
