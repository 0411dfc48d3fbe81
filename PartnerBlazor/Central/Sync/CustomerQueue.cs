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
    public async Task<int> LeftAsync(int partnerId, VendorAccount account, RoundSince since, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Due(Askable(db, partnerId, account), since).CountAsync(cancel);
    }

    /// <summary>The next of a round, oldest first, half of them what somebody looks at.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="account">The connected account.</param>
    /// <param name="since">Since when the round asks; null: there is none now, and only what somebody looks at is asked for.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<Guid>> NextAsync(int partnerId, VendorAccount account, RoundSince? since, int most, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var (askable, looked) = (Askable(db, partnerId, account), new List<Guid>());
        foreach (var ids in feed.OnScreen(partnerId).Chunk(Ids.Batch))
            if (looked.Count < most / 2)
                looked.AddRange(await Due(askable, new RoundSince(Now - SyncPlan.OnScreen)).Where(a => ids.Contains(a.CustomerId))
                    .OrderBy(a => a.LicencesAskedAt).Select(a => a.CustomerId).Take(most / 2 - looked.Count).ToListAsync(cancel));
        if (since is null)
            return looked;
        var old = await Due(askable, since).OrderBy(a => a.LicencesAskedAt).Select(a => a.CustomerId).Take(most).ToListAsync(cancel);
        return [.. looked.Concat(old.Except(looked)).Take(most)];
    }

    /// <summary>One whose licences the vendor told last, other than a given one; null: there is none.</summary>
    public async Task<Guid?> ReadableAsync(int partnerId, VendorAccount account, Guid but, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Askable(db, partnerId, account).Where(a => a.CustomerId != but && a.LicencesAt != null && a.Hidden == null)
            .OrderByDescending(a => a.LicencesAskedAt).Select(a => (Guid?)a.CustomerId).FirstOrDefaultAsync(cancel);
    }

    // Only whom the vendor lists for this account: others it would refuse.
    private static IQueryable<CustomerAsOf> Askable(PartnerDb db, int partnerId, VendorAccount account) => db.AsOf.AsNoTracking()
        .Where(a => a.PartnerId == partnerId && (account.Kind == VendorKind.Tenant ? a.CustomerId == account.Id : a.ListedAt != null)
            && db.Customers.Any(c => c.Id == a.CustomerId && c.PartnerId == partnerId && c.UnlinkedAt == null && c.Activated));

    private IQueryable<CustomerAsOf> Due(IQueryable<CustomerAsOf> askable, RoundSince since)
    {
        var (now, before, hidden) = (Now, since.At, Now - SyncPlan.Hidden);
        // Also one that a clock that was ahead has asked for in a future that was none, and one that is hidden when somebody wants everything read.
        var hiddenToo = since.AskedAt > hidden ? since.AskedAt.Value : hidden;
        return askable.Where(a => a.LicencesAskedAt == null || a.LicencesAskedAt > now || (a.LicencesAskedAt < before && (a.Hidden == null || a.LicencesAskedAt < hiddenToo)));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <summary>Since when a round asks.</summary>
/// <param name="At">When it began (UTC): who was asked for since is done.</param>
/// <param name="AskedAt">When somebody last wanted everything read (UTC), also what is asked for once a day only; null: nobody has.</param>
public sealed record RoundSince(DateTime At, DateTime? AskedAt = null);
