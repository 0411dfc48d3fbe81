using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>Whose licences are asked for next: in turn what somebody looks at now, and what was asked for longest ago.</summary>
public sealed class LicenceQueue(IDbContextFactory<PartnerDb> factory, ChangeFeed feed, TimeProvider time)
{
    /// <summary>Customers there are to ask for.</summary>
    public async Task<int> CountAsync(int partnerId, VendorAccount account, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Askable(db, partnerId, account).CountAsync(cancel);
    }

    /// <summary>How many are still to be asked for in a round.</summary>
    public async Task<int> LeftAsync(int partnerId, VendorAccount account, DateTime roundAt, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Due(Askable(db, partnerId, account), roundAt).CountAsync(cancel);
    }

    /// <summary>The next of a round, oldest first, each second of them one somebody looks at.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="account">The connected account.</param>
    /// <param name="roundAt">When the round began (UTC); null: there is none now, and only what somebody looks at is asked for.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<Guid>> NextAsync(int partnerId, VendorAccount account, DateTime? roundAt, int most, CancellationToken cancel)
    {
        var shown = feed.OnScreen();
        await using var db = await factory.CreateDbContextAsync(cancel);
        var askable = Askable(db, partnerId, account);
        var looked = new List<Guid>();
        foreach (var ids in shown.Chunk(Ids.Batch).Take(1))
            looked = await Due(askable, Now - SyncPlan.OnScreen).Where(a => ids.Contains(a.CustomerId))
                .OrderBy(a => a.LicencesAskedAt).Select(a => a.CustomerId).Take(most / 2).ToListAsync(cancel);
        if (roundAt is not { } at)
            return looked;
        var old = await Due(askable, at).OrderBy(a => a.LicencesAskedAt).Select(a => a.CustomerId).Take(most).ToListAsync(cancel);
        return [.. looked.Concat(old.Except(looked)).Take(most)];
    }

    // Only whom the vendor lists for this account: others it would refuse.
    private static IQueryable<CustomerAsOf> Askable(PartnerDb db, int partnerId, VendorAccount account) => db.AsOf.AsNoTracking()
        .Where(a => a.PartnerId == partnerId && (account.Kind == VendorKind.Tenant ? a.CustomerId == account.Id : a.ListedAt != null)
            && db.Customers.Any(c => c.Id == a.CustomerId && c.PartnerId == partnerId && c.UnlinkedAt == null && c.Activated));

    private IQueryable<CustomerAsOf> Due(IQueryable<CustomerAsOf> askable, DateTime before)
    {
        var hidden = Now - SyncPlan.Hidden;
        return askable.Where(a => a.LicencesAskedAt == null || (a.LicencesAskedAt < before && (a.Hidden == null || a.LicencesAskedAt < hidden)));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
