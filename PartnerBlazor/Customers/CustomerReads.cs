using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>What the reads of the list are made of: the filter and the order in the database's language.</summary>
internal static class CustomerReads
{
    /// <summary>Leaves some customers out; a window's worth.</summary>
    public static IQueryable<CustomerRow> Without(this IQueryable<CustomerRow> rows, IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0 ? rows : rows.Where(r => !ids.Contains(r.Id));

    /// <summary>The customers of a scope that the filter lets through; the filter as it exists for the person.</summary>
    public static IQueryable<CustomerRow> Matching(this PartnerDb db, PartnerScope scope, CustomerFilter filter, DateOnly today)
    {
        var words = SearchText.Words(filter.Search);
        var rows = (words.Count == 0 ? db.CustomerRows : Found(db, words)).InScope(db, scope);
        if (filter.Billing.Count > 0)
            rows = rows.Where(r => filter.Billing.Contains(r.BillingType));
        if (filter.Mask is { } mask)
            rows = rows.Where(r => (r.CoverLow & mask.Low) != 0 || (r.CoverHigh & mask.High) != 0);
        if (filter.Groups.Count > 0)
            rows = rows.Where(r => db.GroupMembers.Any(m => m.CustomerId == r.Id && filter.Groups.Contains(m.GroupId)));
        if (filter.Assistance.Count > 0)
            rows = rows.Where(r => filter.Assistance.Contains(r.Assistance));
        if (filter.ExpiresWithin is { } days)
        {
            var until = today.AddDays(days);
            rows = rows.Where(r => r.NextExpiry != null && r.NextExpiry <= until);
        }
        if (filter.WithAlerts)
            rows = rows.Where(r => r.AlertsHigh + r.AlertsMedium + r.AlertsLow > 0);
        if (filter.WithUnprotected)
            rows = rows.Where(r => r.UnprotectedDevices > 0);
        return rows;
    }

    /// <summary>In the filter's order; ties by name, then id, so that every place is decided.</summary>
    public static IQueryable<CustomerRow> Ordered(this IQueryable<CustomerRow> rows, PartnerDb db, CustomerFilter filter, NameLanguage language, DateOnly today)
    {
        var down = filter.Descending;
        var sorted = filter.Sort switch
        {
            CustomerSort.Billing => down ? rows.OrderByDescending(r => r.BillingType) : rows.OrderBy(r => r.BillingType),
            CustomerSort.Licences => down ? rows.OrderByDescending(r => r.WorstCover) : rows.OrderBy(r => r.WorstCover),
            // Those without an expiry come last either way.
            CustomerSort.Expiry => down
                ? rows.OrderByDescending(r => r.NextExpiry)
                : rows.OrderBy(r => r.NextExpiry == null).ThenBy(r => r.NextExpiry),
            CustomerSort.Assistance => down ? rows.OrderByDescending(r => r.Assistance) : rows.OrderBy(r => r.Assistance),
            CustomerSort.Alerts => down
                ? rows.OrderByDescending(r => r.AlertsHigh).ThenByDescending(r => r.AlertsMedium).ThenByDescending(r => r.AlertsLow)
                : rows.OrderBy(r => r.AlertsHigh).ThenBy(r => r.AlertsMedium).ThenBy(r => r.AlertsLow),
            CustomerSort.AsOf => down
                ? rows.OrderByDescending(r => db.AsOf.Where(a => a.CustomerId == r.Id).Select(a => (DateTime?)a.At).FirstOrDefault())
                : rows.OrderBy(r => db.AsOf.Where(a => a.CustomerId == r.Id).Select(a => (DateTime?)a.At).FirstOrDefault()),
            CustomerSort.Usage => rows.OrderByUsage(db, down, today),
            _ => null,
        };
        if (sorted is null)
        {
            return (language, down) switch
            {
                (NameLanguage.Fr, false) => rows.OrderBy(r => r.NameKeyFr).ThenBy(r => r.Id),
                (NameLanguage.Fr, true) => rows.OrderByDescending(r => r.NameKeyFr).ThenByDescending(r => r.Id),
                (_, false) => rows.OrderBy(r => r.NameKeyEn).ThenBy(r => r.Id),
                (_, true) => rows.OrderByDescending(r => r.NameKeyEn).ThenByDescending(r => r.Id),
            };
        }
        return (language == NameLanguage.Fr ? sorted.ThenBy(r => r.NameKeyFr) : sorted.ThenBy(r => r.NameKeyEn)).ThenBy(r => r.Id);
    }

    // By what was settled at the last write or turn of the calendar; those nothing limits come last either way.
    private static IOrderedQueryable<CustomerRow> OrderByUsage(this IQueryable<CustomerRow> rows, PartnerDb db, bool down, DateOnly today)
    {
        var last = down ? -1 : double.MaxValue;
        Expression<Func<CustomerRow, double>> share = r => db.Licences
            .Where(l => l.CustomerId == r.Id && (l.ReplacedFrom == null || l.ReplacedFrom > today)
                && (l.State == LicenceState.Active || l.State == LicenceState.Trial || l.State == LicenceState.Expiring || l.State == LicenceState.OverUsed))
            .Max(l => (double?)l.Usage / Math.Max(1, l.Quantity!.Value)) ?? last;
        return down ? rows.OrderByDescending(share) : rows.OrderBy(share);
    }

    private static IQueryable<CustomerRow> Found(PartnerDb db, IReadOnlyList<string> words)
    {
        // Each word is a quoted phrase: nothing a person types is ever an operator of the index's query language.
        var match = string.Join(' ', words.Select(word => $"\"{SearchText.Needle(word).Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        return db.CustomerRows.FromSqlRaw(
            """SELECT r.* FROM "CustomerRows" r WHERE r."RowNo" IN (SELECT rowid FROM "CustomerSearch" WHERE "CustomerSearch" MATCH @match)""",
            new SqliteParameter("@match", match));
    }

    /// <summary>When the vendor's word on these was last read.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DateTime>> AsOfAsync(
        this PartnerDb db, IReadOnlyCollection<CustomerRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(r => r.Id).ToList();
        return await db.AsOf.Where(a => ids.Contains(a.CustomerId)).ToDictionaryAsync(a => a.CustomerId, a => a.At, cancel);
    }
}
