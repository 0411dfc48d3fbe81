using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>Reads what is due to be read for a partner.</summary>
public sealed class SyncSchedules(IDbContextFactory<PartnerDb> factory, SyncWishes wishes, SyncRuns runs, TimeProvider time)
{
    /// <summary>The schedule now.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="kind">What kind of account is connected; null: not known yet.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<SyncSchedule> ReadAsync(int partnerId, VendorKind? kind, CancellationToken cancel)
    {
        var hasList = kind != VendorKind.Tenant;
        return new SyncSchedule
        {
            Plan = SyncPlan.Of(hasList ? await CountAsync(partnerId, cancel) : 1),
            Wish = Possible(await wishes.ReadAsync(partnerId, cancel)),
            Runs = await runs.AllAsync(partnerId, cancel),
            HasList = hasList,
        };
    }

    // What was wanted in a future that was none, by a clock that was ahead, was had long ago.
    private SyncWish Possible(SyncWish wish) => wish.AskedAt > time.GetUtcNow().UtcDateTime ? wish with { AskedAt = null } : wish;

    private async Task<int> CountAsync(int partnerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.CustomerRows.CountAsync(row => row.PartnerId == partnerId, cancel);
    }
}
