using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>Language of the stored sort keys.</summary>
public enum NameLanguage
{
    /// <summary>English.</summary>
    En,
    /// <summary>French.</summary>
    Fr,
}

/// <summary>A window of the list.</summary>
/// <param name="Rows">The rows in order.</param>
/// <param name="AsOf">When the vendor's word on each was last read; a customer never read is missing.</param>
/// <param name="Total">How many customers match.</param>
/// <param name="Seq">The partner's journal number this was read at.</param>
public sealed record CustomerWindow(IReadOnlyList<CustomerRow> Rows, IReadOnlyDictionary<Guid, DateTime> AsOf, int Total, long Seq);

/// <summary>What the contact popup shows.</summary>
/// <param name="Row">The customer's row.</param>
/// <param name="ShowAs">The displayed name as stored; empty means the original name.</param>
/// <param name="Contact">The contact.</param>
public sealed record CustomerContact(CustomerRow Row, string ShowAs, Contact Contact);

/// <summary>Reads of the customers list. Every method takes the asking person's scope; what is out of it does not exist.</summary>
public sealed class CustomerQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>Reads a window of the list and how many match, at one moment.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">What to show.</param>
    /// <param name="language">Order of names.</param>
    /// <param name="today">UTC day the expiry filter counts from.</param>
    /// <param name="start">Rows to skip, not counting <paramref name="without"/>.</param>
    /// <param name="count">Rows to read.</param>
    /// <param name="without">Customers to leave out because they hold their place on screen; a window's worth.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<CustomerWindow> WindowAsync(
        PartnerScope scope, CustomerFilter filter, NameLanguage language, DateOnly today, int start, int count,
        IReadOnlyCollection<Guid> without, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(without);
        scope.Demand(Permission.SeeCustomers);
        filter = filter.For(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var seq = await db.Partners.Where(p => p.Id == scope.PartnerId).Select(p => p.LastSeq).SingleAsync(cancel);
        var matching = Matching(db, scope, filter, today);
        var total = await matching.CountAsync(cancel);
        var rest = without.Count == 0 ? matching : matching.Where(r => !without.Contains(r.Id));
        var rows = await Ordered(db, rest, filter, language).Skip(start).Take(count).AsNoTracking().ToListAsync(cancel);
        var ids = rows.Select(r => r.Id).ToList();
        var asOf = await db.AsOf.Where(a => ids.Contains(a.CustomerId)).ToDictionaryAsync(a => a.CustomerId, a => a.At, cancel);
        return new CustomerWindow(rows, asOf, total, seq);
    }

    /// <summary>The counts of a scope and the partner's journal number they were read at.</summary>
    public async Task<(CustomerTally Tally, long Seq)> TallyAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var seq = await db.Partners.Where(p => p.Id == scope.PartnerId).Select(p => p.LastSeq).SingleAsync(cancel);
        var (expiring, expired) = (CustomerTally.ExpiringMask, CustomerTally.ExpiredMask);
        var tally = await db.CustomerRows.InScope(db, scope).GroupBy(_ => 1).Select(all => new CustomerTally(
            all.Count(),
            all.Count(r => r.BillingType == BillingType.Trial),
            all.Count(r => r.BillingType == BillingType.Term),
            all.Count(r => r.BillingType == BillingType.Usage),
            all.Count(r => (r.CoverLow & expiring.Low) != 0 || (r.CoverHigh & expiring.High) != 0),
            all.Count(r => (r.CoverLow & expired.Low) != 0 || (r.CoverHigh & expired.High) != 0),
            all.Count(r => r.AlertsHigh + r.AlertsMedium + r.AlertsLow > 0),
            all.Sum(r => r.AlertsHigh),
            all.Sum(r => r.AlertsMedium),
            all.Sum(r => r.AlertsLow))).SingleOrDefaultAsync(cancel);
        return (tally ?? CustomerTally.None, seq);
    }

    /// <summary>The groups of the partner, by name; what the rows' group ids mean.</summary>
    public async Task<IReadOnlyList<CustomerGroup>> GroupsAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Groups.AsNoTracking().Where(g => g.PartnerId == scope.PartnerId).ToListAsync(cancel);
    }

    /// <summary>A customer with its contact; null when it does not exist for the asking person.</summary>
    public async Task<CustomerContact?> ContactAsync(PartnerScope scope, Guid id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var row = await db.CustomerRows.InScope(db, scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
        if (row is null)
            return null;
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.Id == id, cancel);
        return new CustomerContact(row, customer.ShowAs, customer.Contact);
    }

    /// <summary>The rows of these customers, as far as they exist for the asking person.</summary>
    public async Task<IReadOnlyList<CustomerRow>> RowsAsync(PartnerScope scope, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.CustomerRows.InScope(db, scope).Where(r => ids.Contains(r.Id)).AsNoTracking().ToListAsync(cancel);
    }

    /// <summary>Which of these customers exist for the asking person.</summary>
    public async Task<IReadOnlySet<Guid>> ExistingAsync(PartnerScope scope, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(ids);
        scope.Demand(Permission.SeeCustomers);
        var existing = new HashSet<Guid>();
        await using var db = await factory.CreateDbContextAsync(cancel);
        foreach (var some in ids.Chunk(Ids.Batch))
            existing.UnionWith(await db.CustomerRows.InScope(db, scope).Where(r => some.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancel));
        return existing;
    }

    /// <summary>Ids of all matching customers, in no particular order, for acts on <em>all that match</em>.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(
        PartnerScope scope, CustomerFilter filter, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Matching(db, scope, filter.For(scope), today).Select(r => r.Id).ToListAsync(cancel);
    }

    private static IQueryable<CustomerRow> Matching(PartnerDb db, PartnerScope scope, CustomerFilter filter, DateOnly today)
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
        return rows;
    }

    private static IQueryable<CustomerRow> Found(PartnerDb db, IReadOnlyList<string> words)
    {
        // Each word is a quoted phrase: nothing a person types is ever an operator of the index's query language.
        var match = string.Join(' ', words.Select(word => $"\"{SearchText.Needle(word).Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        return db.CustomerRows.FromSqlRaw(
            """SELECT r.* FROM "CustomerRows" r WHERE r."RowNo" IN (SELECT rowid FROM "CustomerSearch" WHERE "CustomerSearch" MATCH @match)""",
            new SqliteParameter("@match", match));
    }

    private static IQueryable<CustomerRow> Ordered(PartnerDb db, IQueryable<CustomerRow> rows, CustomerFilter filter, NameLanguage language)
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
}
