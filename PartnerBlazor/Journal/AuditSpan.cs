using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>
/// The days of a filter, and the numbers entries of those days can have: within them the journal is read down its numbers and nothing is
/// sorted, however long it is. The times still decide: a clock may have gone back.
/// </summary>
/// <param name="From">First moment (UTC).</param>
/// <param name="To">The moment after the last (UTC).</param>
/// <param name="First">No entry of these days has a lower number.</param>
/// <param name="Last">No entry of these days has a higher number.</param>
internal sealed record AuditSpan(DateTime From, DateTime To, long First, long Last)
{
    /// <summary>The days, and all numbers: for a read that is bounded by numbers already.</summary>
    public static AuditSpan Of(AuditFilter filter, DateOnly today) => new(
        filter.FirstDay(today).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        // The end of time has no next day.
        filter.LastDay(today) is var last && last < DateOnly.MaxValue ? last.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : DateTime.MaxValue,
        1, long.MaxValue);

    /// <summary>Looks the numbers up.</summary>
    public static async Task<AuditSpan> ReadAsync(PartnerDb db, PartnerScope scope, AuditFilter filter, DateOnly today, CancellationToken cancel)
    {
        var span = Of(filter, today);
        var journal = db.Journal.Where(e => e.PartnerId == scope.PartnerId);
        var days = journal.Where(e => e.At >= span.From && e.At < span.To);
        // The sums keep SQLite from looking for the lowest and the highest number entry by entry: the index of the times knows both.
        if (await journal.OrderBy(e => e.PartnerSeq).Select(e => (DateTime?)e.At).FirstOrDefaultAsync(cancel) < span.From)
            span = span with { First = await days.MinAsync(e => (long?)(e.PartnerSeq + 0), cancel) ?? long.MaxValue };
        if (filter.LastDay(today) < today)
            span = span with { Last = await days.MaxAsync(e => (long?)(e.PartnerSeq + 0), cancel) ?? 0 };
        return span;
    }
}
