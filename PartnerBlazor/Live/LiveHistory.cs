using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Live;

/// <summary>What the hub's clients read: the present, and what they missed. Every method takes the asking person's scope.</summary>
public sealed class LiveHistory(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>More lines than this are not replayed.</summary>
    public const int MaxReplay = 1000;

    /// <summary>A gap of more numbers than this is not searched for the person's part of it.</summary>
    public const int MaxGap = 20_000;

    private const int Page = 500;

    /// <summary>Number of the partner's last change.</summary>
    public async Task<long> SeqAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.SeqAsync(scope, cancel);
    }

    /// <summary>A customer as it is now.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>.</exception>
    public async Task<CustomerChanged> CustomerAsync(PartnerScope scope, Guid id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var row = await db.CustomerRows.InScope(db, scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
        return row is null ? throw new RefusedException(RefusalCodes.NotFound) : LiveWords.Of(row, scope);
    }

    /// <summary>Every customer in scope. Read page by page, so that a slow reader holds no read open; each is as of its own number.</summary>
    /// <param name="scope">The scope as it is whenever it is asked: what leaves it meanwhile is left out.</param>
    /// <param name="cancel">Cancels.</param>
    public async IAsyncEnumerable<CustomerChanged> SnapshotAsync(Func<PartnerScope> scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        for (long? from = 0; from is { } after;)
        {
            List<CustomerRow> rows;
            await using (var db = await factory.CreateDbContextAsync(cancel))
            {
                var now = scope();
                now.Demand(Permission.SeeCustomers);
                rows = await db.CustomerRows.InScope(db, now).Where(r => r.RowNo > after).OrderBy(r => r.RowNo).Take(Page)
                    .AsNoTracking().ToListAsync(cancel);
            }
            foreach (var row in rows)
                if (scope() is var now && now.Sees(row))
                    yield return LiveWords.Of(row, now);
            from = rows.Count < Page ? null : rows[^1].RowNo;
        }
    }

    /// <summary>What happened after a number, to customers that exist for the person now.</summary>
    public async Task<LiveReplay> SinceAsync(PartnerScope scope, long seq, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var last = await db.SeqAsync(scope, cancel);
        // A number not reached yet is another database's.
        if (seq < 0 || seq > last || last - seq > MaxGap || await WasTrimmedAsync(db, scope.PartnerId, seq, cancel))
            return Resync(last);
        var gap = db.Journal.AsNoTracking().Where(e => e.PartnerId == scope.PartnerId && e.PartnerSeq > seq);
        if (await MayHaveLeftAsync(db, gap, scope, cancel))
            return Resync(last);

        var visible = db.CustomerRows.InScope(db, scope);
        var seesAlerts = scope.May(Permission.SeeAlerts);
        var entries = await gap
            .Where(e => visible.Any(r => r.Id == e.CustomerId
                && ((seesAlerts && r.Assistance == PartnerAssistance.On) || !e.Kind.StartsWith("alert."))))
            .OrderBy(e => e.PartnerSeq).Take(MaxReplay + 1).ToListAsync(cancel);
        if (entries.Count > MaxReplay)
            return Resync(last);
        List<Happened> happened = [.. entries.Select(LiveWords.Of)];
        var ids = happened.Select(line => line.CustomerId).Distinct().ToList();
        var rows = await db.CustomerRows.AsNoTracking().Where(r => ids.Contains(r.Id)).OrderBy(r => r.Seq).ToListAsync(cancel);
        return new LiveReplay(last, false, happened,
            [.. rows.Select(row => LiveWords.Of(row, scope, happened.Last(line => line.CustomerId == row.Id)))]);
    }

    private static LiveReplay Resync(long seq) => new(seq, true, [], []);

    // What was let go since cannot be replayed.
    private static Task<bool> WasTrimmedAsync(PartnerDb db, int partnerId, long seq, CancellationToken cancel) =>
        db.JournalCheckpoints.AnyAsync(c => c.PartnerId == partnerId && c.LastSeq > seq, cancel);

    // Which customers left is not told: the client may never have had them. That something may have is enough to read anew.
    private static Task<bool> MayHaveLeftAsync(PartnerDb db, IQueryable<JournalEntry> gap, PartnerScope scope, CancellationToken cancel)
    {
        var visible = db.CustomerRows.InScope(db, scope);
        return gap.AnyAsync(e =>
            (e.Kind == JournalKinds.PersonChanged && e.SubjectId == scope.PersonId)
            || e.Kind == JournalKinds.PartnerChanged
            || (e.Kind == JournalKinds.GroupDeleted && !scope.AllCustomers)
            || (e.Kind == JournalKinds.CustomerGroups && !visible.Any(r => r.Id == e.CustomerId))
            || (e.CustomerId != null && !db.CustomerRows.Any(r => r.Id == e.CustomerId)), cancel);
    }
}
