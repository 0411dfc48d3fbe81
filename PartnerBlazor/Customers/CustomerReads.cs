using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>What the reads of the list are made of: the filter and the order in the database's language.</summary>
internal static class CustomerReads
{
    /// <summary>The rows of a scope that the filter lets through, whatever is searched for; the filter as it exists for the person.</summary>
    public static IQueryable<CustomerRow> Matching(this IQueryable<CustomerRow> rows, PartnerDb db, PartnerScope scope, CustomerFilter filter, DateOnly today)
    {
        rows = rows.InScope(db, scope);
        if (filter.Billing.Count > 0)
            rows = rows.Where(r => filter.Billing.Contains(r.BillingType));
        if (filter.Mask is { } mask)
            rows = rows.Where(r => (r.CoverLow & mask.Low) != 0 || (r.CoverHigh & mask.High) != 0);
        if (filter.Groups.Count > 0)
            rows = rows.InGroups(db, filter.Groups);
        if (filter.Assistance.Count > 0)
            rows = rows.Where(r => filter.Assistance.Contains(r.Assistance));
        if (filter.ExpiresWithin is { } days)
        {
            var until = today.AddDays(days);
            rows = rows.Where(r => r.NextExpiry != null && r.NextExpiry <= until);
        }
        if (filter.WithAlerts)
            rows = rows.Where(r => r.AlertRank > 0);
        if (filter.WithUnprotected)
            rows = rows.Where(r => r.UnprotectedDevices > 0);
        return rows;
    }

    /// <summary>In the filter's order; ties by name, then id, so that every place is decided.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="filter">What they are sorted by.</param>
    /// <param name="language">Order of names.</param>
    /// <param name="backwards">From the last to the first.</param>
    public static IOrderedQueryable<CustomerRow> Ordered(this IQueryable<CustomerRow> rows, CustomerFilter filter, NameLanguage language, bool backwards = false)
    {
        var down = filter.Descending != backwards;
        var sorted = filter.Sort switch
        {
            CustomerSort.Billing => rows.By(r => r.BillingType, down),
            CustomerSort.Licences => rows.By(r => r.WorstCover, down),
            // Those without an expiry, or a limit, come last either way.
            CustomerSort.Expiry => rows.By(r => r.NextExpiry == null, backwards).By(r => r.NextExpiry, down),
            CustomerSort.Assistance => rows.By(r => r.Assistance, down),
            CustomerSort.Alerts => rows.By(r => r.AlertRank, down),
            CustomerSort.AsOf => rows.By(r => EF.Property<DateTime?>(r, ListIndexes.ReadAt), down),
            CustomerSort.Usage => rows.By(r => r.UsageShare == null, backwards).By(r => r.UsageShare, down),
            _ => null,
        };
        return sorted is null ? rows.OrderedByName(language, down) : sorted.ThenByName(language, backwards);
    }

    /// <summary>By name, then id.</summary>
    public static IOrderedQueryable<CustomerRow> OrderedByName(this IQueryable<CustomerRow> rows, NameLanguage language, bool down) =>
        (language == NameLanguage.Fr ? rows.By(r => r.NameKeyFr, down) : rows.By(r => r.NameKeyEn, down)).By(r => r.Id, down);

    /// <summary>Ties by name, then id.</summary>
    public static IOrderedQueryable<CustomerRow> ThenByName(this IOrderedQueryable<CustomerRow> rows, NameLanguage language, bool down) =>
        (language == NameLanguage.Fr ? rows.By(r => r.NameKeyFr, down) : rows.By(r => r.NameKeyEn, down)).By(r => r.Id, down);

    /// <summary>Up or down by a column.</summary>
    public static IOrderedQueryable<CustomerRow> By<T>(this IQueryable<CustomerRow> rows, Expression<Func<CustomerRow, T>> key, bool down) =>
        down ? rows.OrderByDescending(key) : rows.OrderBy(key);

    /// <summary>When the vendor's word on these was last read.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DateTime>> AsOfAsync(
        this PartnerDb db, IReadOnlyCollection<CustomerRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(r => r.Id).ToList();
        return await db.AsOf.Where(a => ids.Contains(a.CustomerId) && a.At != CustomerAsOf.Never).ToDictionaryAsync(a => a.CustomerId, a => a.At, cancel);
    }

    private static IOrderedQueryable<CustomerRow> By<T>(this IOrderedQueryable<CustomerRow> rows, Expression<Func<CustomerRow, T>> key, bool down) =>
        down ? rows.ThenByDescending(key) : rows.ThenBy(key);
}
