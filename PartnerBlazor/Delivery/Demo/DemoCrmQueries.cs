using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery.Demo;

/// <summary>An account of the demo's CRM.</summary>
/// <param name="CustomerId">The customer it stands for.</param>
/// <param name="Name">What it is called there.</param>
/// <param name="DisplayName">What the customer is called here.</param>
/// <param name="At">When the name changed there (UTC); null: not since the demo began.</param>
public sealed record DemoCrmAccount(Guid CustomerId, string Name, string DisplayName, DateTime? At);

/// <summary>What the demo's CRM shows.</summary>
/// <param name="Accounts">The last changed first, then by name; at most <see cref="DemoCrmQueries.Most"/>.</param>
/// <param name="Total">How many match.</param>
/// <param name="Mode">What it does with names.</param>
public sealed record DemoCrmView(IReadOnlyList<DemoCrmAccount> Accounts, int Total, DemoCrmMode Mode);

/// <summary>Reads of the demo's CRM: of customers that exist for who asks. For partners the demo made, else <see cref="RefusalCodes.NotFound"/>.</summary>
public sealed class DemoCrmQueries(IDbContextFactory<PartnerDb> factory, CustomerQueries customers, DemoCrm crm, TimeProvider time)
{
    /// <summary>Most that are listed.</summary>
    public const int Most = 100;

    /// <summary>Most that are put first because their name changed.</summary>
    public const int Changed = 50;

    /// <summary>The accounts of the customers a search finds, and what the CRM does with names.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="search">As the customers list is searched: an account is found by its former names too. Empty: all, those first whose name changed.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<DemoCrmView> ReadAsync(PartnerScope scope, string search, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(search);
        if (!scope.HasConsoles)
            throw new RefusedException(RefusalCodes.NotFound);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var first = string.IsNullOrWhiteSpace(search) ? await ChangedAsync(db, scope, cancel) : [];
        var window = await customers.WindowAsync(scope, new CustomerFilter { Search = search }, NameLanguages.Current, Today, 0, Most - first.Count,
            [.. first.Select(account => account.CustomerId)], cancel);
        var ids = window.Rows.Select(row => row.Id).ToList();
        var own = await db.DemoAccounts.AsNoTracking().Where(a => a.Target == DeliveryTarget.Crm && ids.Contains(a.CustomerId))
            .ToDictionaryAsync(a => a.CustomerId, cancel);
        var rest = window.Rows.Select(row => own.TryGetValue(row.Id, out var account)
            ? new DemoCrmAccount(row.Id, account.Name, row.DisplayName, account.At) : new DemoCrmAccount(row.Id, row.DisplayName, row.DisplayName, null));
        return new DemoCrmView([.. first, .. rest], first.Count + window.Rest, await crm.ModeAsync(scope.PartnerId, cancel));
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    // Those called otherwise than here before those that have taken over a name, of the accounts whose name changed last or not at all.
    private static async Task<IReadOnlyList<DemoCrmAccount>> ChangedAsync(PartnerDb db, PartnerScope scope, CancellationToken cancel)
    {
        var accounts = await db.DemoAccounts.AsNoTracking().Where(a => a.PartnerId == scope.PartnerId && a.Target == DeliveryTarget.Crm)
            .OrderBy(a => a.At != null).ThenByDescending(a => a.At).Take(Ids.Batch).ToDictionaryAsync(a => a.CustomerId, cancel);
        var rows = await db.CustomerRows.AsNoTracking().InScope(db, scope).Where(r => accounts.Keys.Contains(r.Id)).Select(r => new { r.Id, r.DisplayName }).ToListAsync(cancel);
        return [.. rows.Select(row => new DemoCrmAccount(row.Id, accounts[row.Id].Name, row.DisplayName, accounts[row.Id].At))
            .OrderByDescending(account => account.Name != account.DisplayName).ThenByDescending(account => account.At).ThenBy(account => account.CustomerId).Take(Changed)];
    }
}
