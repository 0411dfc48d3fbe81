using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Delivery;
using PartnerBlazor.Live;
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

/// <summary>Which of them a person's is.</summary>
public static class NameLanguages
{
    /// <summary>The one of this request or circuit.</summary>
    public static NameLanguage Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? NameLanguage.Fr : NameLanguage.En;
}

/// <summary>A window of the list.</summary>
/// <param name="Rows">The rows in order.</param>
/// <param name="AsOf">When the vendor's word on each was last read; a customer never read is missing.</param>
/// <param name="Rest">How many customers match, not counting those left out.</param>
/// <param name="Seq">The partner's journal number this was read at.</param>
public sealed record CustomerWindow(IReadOnlyList<CustomerRow> Rows, IReadOnlyDictionary<Guid, DateTime> AsOf, int Rest, long Seq);

/// <summary>What the contact popup shows.</summary>
/// <param name="Row">The customer's row.</param>
/// <param name="ShowAs">The displayed name as stored; empty means the original name.</param>
/// <param name="Contact">The contact.</param>
/// <param name="NamedBy">Who or what gave it the name it shows; null when the journal does not tell.</param>
/// <param name="Deliveries">What is or was owed of the name to other systems.</param>
public sealed record CustomerContact(CustomerRow Row, string ShowAs, Contact Contact, Actor? NamedBy, IReadOnlyList<NameDelivery> Deliveries);

/// <summary>Reads of the customers list. Every method takes the asking person's scope; what is out of it does not exist.</summary>
/// <param name="factory">The database.</param>
/// <param name="counts">Counts of the list, shared by all; null: its own.</param>
public sealed class CustomerQueries(IDbContextFactory<PartnerDb> factory, ListCounts? counts = null)
{
    private readonly ListCounts _counts = counts ?? new ListCounts();
    private readonly SharedRows _rows = new();

    /// <summary>Up to how many rows are sorted rather than found on the way; what tests with few customers set.</summary>
    internal int Few { get; init; } = ListReader.UsuallyFew;

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
        var seq = await db.SeqAsync(scope, cancel);
        var reader = new ListReader(db, scope, filter, today, Few);
        var total = await _counts.OfAsync(scope, filter, today, seq, () => reader.CountAsync(cancel));
        var rest = total - await reader.LeaveOutAsync(without, cancel);
        List<CustomerRow> rows = [.. (await reader.WindowAsync(language, rest, start, count, cancel)).Select(_rows.Of)];
        return new CustomerWindow(rows, await db.AsOfAsync(rows, cancel), rest, seq);
    }

    /// <summary>The customer's row; null when it does not exist for the asking person.</summary>
    public async Task<CustomerRow?> RowAsync(PartnerScope scope, Guid id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.CustomerRows.InScope(db, scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
    }

    /// <summary>The counts of a scope and the partner's journal number they were read at.</summary>
    public async Task<(CustomerTally Tally, long Seq)> TallyAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var seq = await db.SeqAsync(scope, cancel);
        var (expiring, expired) = (CustomerTally.ExpiringMask, CustomerTally.ExpiredMask);
        // Billing type by billing type, as they stand in the index: SQLite sorts what else it groups.
        var parts = await db.CustomerRows.By(scope.ByCustomers() ? ListIndexes.NameEn : ListIndexes.Billing)
            .InScope(db, scope).GroupBy(r => r.BillingType).Select(all => new CustomerTally(
                all.Count(),
                all.Count(r => r.BillingType == BillingType.Trial),
                all.Count(r => r.BillingType == BillingType.Term),
                all.Count(r => r.BillingType == BillingType.Usage),
                all.Count(r => (r.CoverLow & expiring.Low) != 0 || (r.CoverHigh & expiring.High) != 0),
                all.Count(r => (r.CoverLow & expired.Low) != 0 || (r.CoverHigh & expired.High) != 0),
                all.Count(r => r.AlertRank > 0),
                all.Sum(r => r.AlertsHigh),
                all.Sum(r => r.AlertsMedium),
                all.Sum(r => r.AlertsLow))).ToListAsync(cancel);
        return (parts.Aggregate(CustomerTally.None, (sum, part) => sum.Plus(part)), seq);
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
        var renamed = await db.Journal.AsNoTracking()
            .Where(e => e.CustomerId == id && e.PartnerId == scope.PartnerId && e.Kind == JournalKinds.CustomerRenamed)
            .OrderByDescending(e => e.PartnerSeq).FirstOrDefaultAsync(cancel);
        var change = renamed is null ? null : Change.Of(renamed);
        return new CustomerContact(row, customer.ShowAs, customer.Contact, change?.Payload.After == row.DisplayName ? change.Actor : null,
            await db.DeliveriesAsync(id, cancel));
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
        return await new ListReader(db, scope, filter.For(scope), today).All.Select(r => r.Id).ToListAsync(cancel);
    }
}
