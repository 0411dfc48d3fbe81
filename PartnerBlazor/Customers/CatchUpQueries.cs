using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>A row as it is now and what led to it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Causes">The changes.</param>
/// <param name="At">When the last of them was made (UTC); null when there is none.</param>
public sealed record MissedRow(CustomerRow Row, IReadOnlyList<Change> Causes, DateTime? At);

/// <summary>What a list that fell out of step has missed, at one moment.</summary>
/// <param name="Rows">Every row asked for that exists for the person, with what led to it since it was shown, as far as the person may know of it.</param>
/// <param name="AsOf">When the vendor's word on each was last read; a customer never read is missing.</param>
/// <param name="Elsewhere">How many customers match beside those asked for.</param>
/// <param name="Seq">The partner's journal number this was read at.</param>
public sealed record CustomerCatchUp(IReadOnlyList<MissedRow> Rows, IReadOnlyDictionary<Guid, DateTime> AsOf, int Elsewhere, long Seq);

/// <summary>Reads what an open list missed: it was too slow, its scope is another one, or a day passed (DESIGN §3).</summary>
public sealed class CatchUpQueries(IDbContextFactory<PartnerDb> factory)
{
    private readonly ListCounts _counts = new();

    // The last change of each cell is what is told; a session that missed more than this still has the newest.
    private const int MostNews = 1000;

    /// <summary>What happened to the customers on screen since they were read, and how many match beside them.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">What is shown.</param>
    /// <param name="today">UTC day the expiry filter counts from.</param>
    /// <param name="shown">The customers on screen with the journal number each was shown at; a window's worth.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<CustomerCatchUp> ReadAsync(
        PartnerScope scope, CustomerFilter filter, DateOnly today, IReadOnlyDictionary<Guid, long> shown, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(shown);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var seq = await db.SeqAsync(scope, cancel);
        var ids = shown.Keys.ToList();
        var rows = await db.CustomerRows.InScope(db, scope).Where(r => ids.Contains(r.Id)).AsNoTracking().ToListAsync(cancel);
        var news = await NewsAsync(db, scope, rows, shown, cancel);
        filter = filter.For(scope);
        var reader = new ListReader(db, scope, filter, today);
        var elsewhere = await _counts.OfAsync(scope, filter, today, seq, () => reader.CountAsync(cancel)) - await reader.LeaveOutAsync(ids, cancel);
        return new CustomerCatchUp([.. rows.Select(row => MissedOf(row, [.. news[row.Id]]))], await db.AsOfAsync(rows, cancel), elsewhere, seq);
    }

    // Says of alerts what ChangeSet.For says.
    private static async Task<ILookup<Guid, JournalEntry>> NewsAsync(
        PartnerDb db, PartnerScope scope, List<CustomerRow> rows, IReadOnlyDictionary<Guid, long> shown, CancellationToken cancel)
    {
        var changed = rows.Where(row => row.Seq > shown[row.Id]).ToDictionary(row => row.Id);
        var (ids, from) = (changed.Keys.ToList(), changed.Keys.Select(id => shown[id]).DefaultIfEmpty().Min());
        var entries = await db.Journal.AsNoTracking()
            .Where(e => e.CustomerId != null && ids.Contains(e.CustomerId.Value) && e.PartnerId == scope.PartnerId && e.PartnerSeq > from)
            .OrderByDescending(e => e.PartnerSeq).Take(MostNews).ToListAsync(cancel);
        var seesAlerts = scope.May(Permission.SeeAlerts);
        return entries.OrderBy(e => e.PartnerSeq)
            .Where(e => e.PartnerSeq > shown[e.CustomerId!.Value] && (!Change.IsAlertKind(e.Kind) || (seesAlerts && changed[e.CustomerId.Value].Visible)))
            .ToLookup(e => e.CustomerId!.Value);
    }

    private static MissedRow MissedOf(CustomerRow row, IReadOnlyList<JournalEntry> news) =>
        new(row, [.. news.Select(Change.Of)], news.Count > 0 ? news[^1].At : null);
}
