using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Server.Naive;

/// <summary>
/// The reads everybody writes first: a page by OFFSET, a count of everything that matches, LIKE in four columns, and a column's own order. On
/// the same rows, with the same indexes as the portal's.
/// </summary>
public sealed class NaiveQueries(IDbContextFactory<PartnerDb> factory)
{
    private const int Partner = 1;

    private Dictionary<Guid, string>? _groups;

    /// <summary>Name of a group; read once, which is already less than naive.</summary>
    public string GroupName(Guid id) => (_groups ??= Read()).GetValueOrDefault(id, "");

    /// <summary>A page of the first partner's customers, and how many there are.</summary>
    /// <param name="filter">What is shown.</param>
    /// <param name="today">UTC day the expiry filter counts from.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<(IReadOnlyList<CustomerRow> Rows, int Count)> PageAsync(CustomerFilter filter, DateOnly today, int skip, int take, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var rows = Matching(db, filter, today);
        var count = await rows.CountAsync(cancel);
        return (await Ordered(rows, db, filter).Skip(skip).Take(take).ToListAsync(cancel), count);
    }

    private static IQueryable<CustomerRow> Matching(PartnerDb db, CustomerFilter filter, DateOnly today)
    {
        var rows = db.CustomerRows.AsNoTracking().Where(r => r.PartnerId == Partner);
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
            var until = today.AddDays(days);
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
            CustomerSort.Billing => By(r => r.BillingType).ThenBy(r => r.NameKeyEn),
            CustomerSort.Licences => By(r => r.WorstCover).ThenBy(r => r.NameKeyEn),
            CustomerSort.Expiry => By(r => r.NextExpiry).ThenBy(r => r.NameKeyEn),
            CustomerSort.Assistance => By(r => r.Assistance).ThenBy(r => r.NameKeyEn),
            CustomerSort.Alerts => By(r => r.AlertsHigh * 10_000 + r.AlertsMedium * 100 + r.AlertsLow).ThenBy(r => r.NameKeyEn),
            CustomerSort.AsOf => By(r => db.AsOf.Where(a => a.CustomerId == r.Id).Select(a => (DateTime?)a.At).FirstOrDefault()).ThenBy(r => r.NameKeyEn),
            CustomerSort.Usage => By(r => db.Licences.Where(l => l.CustomerId == r.Id).Max(l => (double?)l.Usage / Math.Max(1, l.Quantity!.Value))).ThenBy(r => r.NameKeyEn),
            _ => By(r => r.NameKeyEn).ThenBy(r => r.Id),
        };
    }

    private Dictionary<Guid, string> Read()
    {
        using var db = factory.CreateDbContext();
        return db.Groups.ToDictionary(group => group.Id, group => group.Name);
    }
}
