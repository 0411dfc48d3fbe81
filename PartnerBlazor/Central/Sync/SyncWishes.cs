using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>What people want of the reading; kept, so that a restart forgets none of it.</summary>
/// <param name="AskedAt">When somebody last wanted everything read now (UTC); null: nobody has.</param>
/// <param name="StoppedAt">Since when it is stopped (UTC); null: it is not.</param>
/// <param name="StoppedById">Who stopped it; null: nobody did.</param>
public sealed record SyncWish(DateTime? AskedAt = null, DateTime? StoppedAt = null, Guid? StoppedById = null);

/// <summary>Reads what people want of the reading.</summary>
public sealed class SyncWishes(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>What is wanted now.</summary>
    public async Task<SyncWish> ReadAsync(int partnerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return Of(await db.Facts.AsNoTracking().SingleOrDefaultAsync(fact => fact.Name == FactOf(partnerId), cancel));
    }

    /// <summary>Where it is kept.</summary>
    internal static string FactOf(int partnerId) => $"sync-wish-{partnerId}";

    /// <summary>What a fact says.</summary>
    internal static SyncWish Of(StoreFact? fact) => fact is null or { Value: "" } ? new SyncWish() : StoreJson.Read<SyncWish>(fact.Value);
}
