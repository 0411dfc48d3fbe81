using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>A customer with all its licences.</summary>
/// <param name="Row">The customer's row.</param>
/// <param name="Licences">All its licences, in no order.</param>
public sealed record UsageOf(CustomerRow Row, IReadOnlyList<Licence> Licences);

/// <summary>A window of the usage page, at one moment.</summary>
/// <param name="Customers">The rows in order.</param>
/// <param name="Licences">All licences of each.</param>
public sealed record UsageWindow(CustomerWindow Customers, ILookup<Guid, Licence> Licences);

/// <summary>
/// Reads of managed usage. Every method takes the asking person's scope; what is out of it, managed orders without MSP Flex Connect among it,
/// does not exist.
/// </summary>
/// <param name="factory">The database.</param>
/// <param name="counts">Counts of the list, shared by all; null: its own.</param>
public sealed class UsageQueries(IDbContextFactory<PartnerDb> factory, ListCounts? counts = null)
{
    private readonly ListCounts _counts = counts ?? new ListCounts();

    /// <summary>Reads a window of the customers with their licences.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">What to show.</param>
    /// <param name="language">Order of names.</param>
    /// <param name="today">The UTC day.</param>
    /// <param name="start">Customers to skip.</param>
    /// <param name="count">Customers to read.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<UsageWindow> WindowAsync(
        PartnerScope scope, UsageFilter filter, NameLanguage language, DateOnly today, int start, int count, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var seq = await db.SeqAsync(scope, cancel);
        var customers = filter.Customers;
        var reader = new ListReader(db, scope, customers, today);
        var total = await _counts.OfAsync(scope, customers, today, seq, () => reader.CountAsync(cancel));
        var rows = await reader.WindowAsync(language, total, start, count, cancel);
        var licences = await LicencesAsync(db, [.. rows.Select(row => row.Id)], cancel);
        return new UsageWindow(new CustomerWindow(rows, await db.AsOfAsync(rows, cancel), total, seq), licences);
    }

    /// <summary>All licences of customers whose rows the asker was given, so that they exist for them.</summary>
    /// <param name="rows">A window's worth.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<ILookup<Guid, Licence>> LicencesAsync(IReadOnlyCollection<CustomerRow> rows, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await LicencesAsync(db, [.. rows.Select(row => row.Id)], cancel);
    }

    /// <summary>
    /// Everything the filter lets through, in order, however many customers it is. Each customer is of one moment and in scope then; all of
    /// them together are not: a slow download must not hold a moment of the database for as long as it takes.
    /// </summary>
    public async IAsyncEnumerable<UsageOf> AllAsync(
        PartnerScope scope, UsageFilter filter, NameLanguage language, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        scope.Demand(Permission.SeeCustomers);
        // The order once, the rest a batch at a time: a hundred thousand rows are never in memory together.
        List<Guid> ids;
        await using (var db = await factory.CreateDbContextAsync(cancel))
            ids = await new ListReader(db, scope, filter.Customers, today).AllInOrder(language).Select(r => r.Id).ToListAsync(cancel);
        foreach (var some in ids.Chunk(Ids.Batch))
            foreach (var usage in await BatchAsync(scope, some, cancel))
                yield return usage;
    }

    private async Task<List<UsageOf>> BatchAsync(PartnerScope scope, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        if (await ScopeReader.ReadAsync(db, scope.PersonId, scope.PartnerId, cancel) is not { } now)
            return [];
        var rows = await db.CustomerRows.AsNoTracking().InScope(db, now).Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        var licences = await LicencesAsync(db, ids, cancel);
        return [.. ids.Where(rows.ContainsKey).Select(id => new UsageOf(rows[id], [.. licences[id]]))];
    }

    private static async Task<ILookup<Guid, Licence>> LicencesAsync(PartnerDb db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Licences.AsNoTracking().Where(l => ids.Contains(l.CustomerId)).ToListAsync(cancel)).ToLookup(l => l.CustomerId);
}
