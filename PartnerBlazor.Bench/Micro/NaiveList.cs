using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Micro;

/// <summary>The list as one would write it first: LIKE in four columns, a column's own order, OFFSET and a count of its own each time.</summary>
internal static class NaiveList
{
    public static async Task ReadAsync(ListData data, CustomerFilter filter, int start, int count, CancellationToken cancel)
    {
        await using var db = data.CreateDbContext();
        var rows = Matching(db, data, filter);
        await Ordered(rows, db, filter).ThenBy(r => r.DisplayName).Skip(start).Take(count).AsNoTracking().ToListAsync(cancel);
        await rows.CountAsync(cancel);
    }

    private static IQueryable<CustomerRow> Matching(PartnerDb db, ListData data, CustomerFilter filter)
    {
        var rows = db.CustomerRows.Where(r => r.PartnerId == data.Everybody.PartnerId);
        if (filter.Search.Length > 0)
        {
            var like = $"%{filter.Search}%";
            rows = rows.Where(r => EF.Functions.Like(r.DisplayName, like) || EF.Functions.Like(r.Name, like)
                || db.Customers.Any(c => c.Id == r.Id && (EF.Functions.Like(c.Contact.LastName, like) || EF.Functions.Like(c.Contact.Email, like))));
        }
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
            var until = data.Today.AddDays(days);
            rows = rows.Where(r => r.NextExpiry <= until);
        }
        if (filter.WithAlerts)
            rows = rows.Where(r => r.AlertsHigh + r.AlertsMedium + r.AlertsLow > 0);
        return filter.WithUnprotected ? rows.Where(r => r.UnprotectedDevices > 0) : rows;
    }

    private static IOrderedQueryable<CustomerRow> Ordered(IQueryable<CustomerRow> rows, PartnerDb db, CustomerFilter filter)
    {
        IOrderedQueryable<CustomerRow> By<T>(Expression<Func<CustomerRow, T>> key) =>
            filter.Descending ? rows.OrderByDescending(key) : rows.OrderBy(key);
        return filter.Sort switch
        {
            CustomerSort.Billing => By(r => r.BillingType),
            CustomerSort.Licences => By(r => r.WorstCover),
            CustomerSort.Expiry => By(r => r.NextExpiry),
            CustomerSort.Assistance => By(r => r.Assistance),
            CustomerSort.Alerts => By(r => r.AlertsHigh * 10_000 + r.AlertsMedium * 100 + r.AlertsLow),
            CustomerSort.AsOf => By(r => db.AsOf.Where(a => a.CustomerId == r.Id).Select(a => (DateTime?)a.At).FirstOrDefault()),
            CustomerSort.Usage => By(r => db.Licences.Where(l => l.CustomerId == r.Id).Max(l => (double?)l.Usage / Math.Max(1, l.Quantity!.Value))),
            _ => By(r => r.DisplayName),
        };
    }
}
