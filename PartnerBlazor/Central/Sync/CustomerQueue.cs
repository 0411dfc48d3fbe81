using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>Who is asked for next: in turn what somebody looks at now, and what was asked for longest ago.</summary>
public sealed class CustomerQueue(IDbContextFactory<PartnerDb> factory, ChangeFeed feed, HostRests rests, TimeProvider time)
{
    // Whoever waits for an approval longer than this is not waiting any more.
    private static readonly TimeSpan s_requested = TimeSpan.FromDays(7);

    /// <summary>Customers there are to ask for.</summary>
    public async Task<int> CountAsync(SyncReader reader, SyncKind kind, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Askable(db, reader, kind).CountAsync(cancel);
    }

    /// <summary>How many are still to be asked for in a round.</summary>
    public async Task<int> LeftAsync(SyncReader reader, SyncKind kind, RoundSince since, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Due(Askable(db, reader, kind), kind, since).CountAsync(cancel);
    }

    /// <summary>The next of a round, oldest first, half of them what somebody looks at. Nobody of a host that is left alone.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="kind">What is asked for.</param>
    /// <param name="since">Since when the round asks; null: there is none now, and only what somebody looks at, and who is new, is asked for.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<Guid>> NextAsync(SyncReader reader, SyncKind kind, RoundSince? since, int most, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var (resting, looked) = (rests.Resting(), new List<Guid>());
        var askable = Askable(db, reader, kind).Where(a => a.Host == null || !resting.Contains(a.Host));
        var seen = Due(askable, kind, new RoundSince(Now - SyncPlan.OnScreenOf(kind)));
        foreach (var ids in feed.OnScreen(reader.PartnerId).Chunk(Ids.Batch))
            if (looked.Count < most / 2)
                looked.AddRange(await seen.Where(a => ids.Contains(a.CustomerId)).OrderBy(a => a.AskedAt).Select(a => a.CustomerId).Take(most / 2 - looked.Count).ToListAsync(cancel));
        var old = await (since is null ? askable.Where(a => a.AskedAt == null) : Due(askable, kind, since))
            .OrderBy(a => a.AskedAt).ThenBy(a => a.CustomerId).Select(a => a.CustomerId).Take(most).ToListAsync(cancel);
        return [.. looked.Concat(old.Except(looked)).Take(most)];
    }

    /// <summary>True when the vendor told it until now.</summary>
    public async Task<bool> IsToldAsync(SyncReader reader, SyncKind kind, Guid customerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Askable(db, reader, kind).AnyAsync(a => a.CustomerId == customerId && a.ToldAt != null, cancel);
    }

    /// <summary>Those the vendor told last, other than a given one; of its host first.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="kind">What was told.</param>
    /// <param name="but">The given one.</param>
    /// <param name="host">Its host; null: the global one.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<Guid>> ReadableAsync(SyncReader reader, SyncKind kind, Guid but, string? host, int most, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Askable(db, reader, kind).Where(a => a.CustomerId != but && a.ToldAt != null)
            .OrderByDescending(a => a.Host == host).ThenByDescending(a => a.ToldAt).Select(a => a.CustomerId).Take(most).ToListAsync(cancel);
    }

    // Only whom the vendor lists for this account: others it would refuse. And of whom nobody is let in, nobody is told.
    private IQueryable<Asking> Askable(PartnerDb db, SyncReader reader, SyncKind kind)
    {
        var (partnerId, accountId, one) = (reader.PartnerId, reader.Account.Id, reader.Account.Kind == VendorKind.Tenant);
        return db.AsOf.AsNoTracking().Where(a => a.PartnerId == partnerId && (one ? a.CustomerId == accountId : a.ListedAt != null))
            .Join(db.Customers, a => a.CustomerId, c => c.Id, (a, c) => new Known { AsOf = a, Customer = c })
            .Where(k => k.Customer.PartnerId == partnerId && k.Customer.UnlinkedAt == null && k.Customer.Activated
                && (kind != SyncKind.Health || k.Customer.PartnerAssistance == PartnerAssistance.On))
            .Select(Asking.Of(kind, Now - s_requested));
    }

    private IQueryable<Asking> Due(IQueryable<Asking> askable, SyncKind kind, RoundSince since)
    {
        var (now, before, hidden) = (Now, since.At, Now - SyncPlan.HiddenOf(kind));
        // Also one that a clock that was ahead has asked for in a future that was none, and one that is hidden when somebody wants everything read.
        var hiddenToo = since.AskedAt > hidden ? since.AskedAt.Value : hidden;
        return askable.Where(a => a.AskedAt == null || a.AskedAt > now || (a.AskedAt < before && (!a.IsHidden || a.AskedAt < hiddenToo)));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <summary>Since when a round asks.</summary>
/// <param name="At">When it began (UTC): who was asked for since is done.</param>
/// <param name="AskedAt">When somebody last wanted everything read (UTC), also what is asked for less often; null: nobody has.</param>
public sealed record RoundSince(DateTime At, DateTime? AskedAt = null);
