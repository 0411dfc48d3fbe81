using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Crm;

/// <summary>Which customers are shown.</summary>
public enum CrmShown
{
    /// <summary>Those without an account.</summary>
    Unmatched,
    /// <summary>Those whose account is called otherwise.</summary>
    Differing,
    /// <summary>Those with an account.</summary>
    Matched,
}

/// <summary>A customer and its account in the CRM.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">Its displayed name.</param>
/// <param name="Account">Its account, or why none is known; null: it was not looked for yet.</param>
public sealed record ListedCrmAccount(Guid CustomerId, string Name, CrmAccount? Account);

/// <summary>The CRM as its page shows it.</summary>
/// <param name="Status">How the link stands.</param>
/// <param name="Accounts">Up to <see cref="CrmQueries.Most"/> customers, by name.</param>
/// <param name="Counts">How many there are of each kind, whatever is searched for.</param>
/// <param name="Found">How many there are of what is shown and searched for.</param>
public sealed record CrmView(CrmStatus Status, IReadOnlyList<ListedCrmAccount> Accounts, IReadOnlyDictionary<CrmShown, int> Counts, int Found);

/// <summary>Reads which customers have which accounts in the CRM. For who manages people, else <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class CrmQueries(IDbContextFactory<PartnerDb> factory, CrmLink link)
{
    /// <summary>Most that are listed; the counts say how many there are.</summary>
    public const int Most = 200;

    /// <summary>The customers of one kind in which the text occurs.</summary>
    public async Task<CrmView> ReadAsync(PartnerScope scope, CrmShown shown, string search, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(search);
        scope.Demand(Permission.ManagePeople);
        var status = link.Of(scope.PartnerId);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        // Managed orders cannot be renamed: nothing is told of them.
        var all = from row in db.CustomerRows.AsNoTracking().InScope(db, scope)
                  where !row.ManagedOrder
                  join account in db.CrmAccounts.AsNoTracking() on row.Id equals account.CustomerId into accounts
                  from account in accounts.DefaultIfEmpty()
                  select new { row.Id, row.DisplayName, row.SearchText, account };
        var unmatched = all.Where(c => c.account == null || c.account.AccountId == null);
        var matched = all.Where(c => c.account != null && c.account.AccountId != null);
        var differing = matched.Where(c => c.account!.AccountName != c.DisplayName);
        Dictionary<CrmShown, int> counts = new()
        {
            [CrmShown.Unmatched] = await unmatched.CountAsync(cancel),
            [CrmShown.Differing] = await differing.CountAsync(cancel),
            [CrmShown.Matched] = await matched.CountAsync(cancel),
        };
        var listed = shown switch { CrmShown.Unmatched => unmatched, CrmShown.Differing => differing, _ => matched };
        foreach (var word in Folding.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            listed = listed.Where(c => c.SearchText.Contains(word));
        var found = search.Length == 0 ? counts[shown] : await listed.CountAsync(cancel);
        var some = await listed.OrderBy(c => c.DisplayName).ThenBy(c => c.Id).Take(Most).ToListAsync(cancel);
        return new CrmView(status, [.. some.Select(c => new ListedCrmAccount(c.Id, c.DisplayName, c.account))], counts, found);
    }
}
