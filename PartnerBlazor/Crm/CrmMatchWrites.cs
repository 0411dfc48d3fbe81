using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Crm;

/// <summary>What was found out about a customer's account.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Account">The account; null: none is certain.</param>
/// <param name="By">How it was found.</param>
/// <param name="Problem">Why none is certain; null: one is.</param>
public sealed record CrmVerdict(Guid CustomerId, CrmAccountRecord? Account, CrmMatch By, string? Problem = null);

/// <summary>Writes down which account is whose. An account that is found is a change, journalled; why none was is only noted.</summary>
public sealed class CrmMatchWrites(PartnerStore store)
{
    /// <summary>Keeps what was found out by itself.</summary>
    public async Task KeepAsync(int partnerId, IReadOnlyCollection<CrmVerdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        var found = verdicts.Where(verdict => verdict.Account is not null).ToList();
        if (found.Count > 0)
            await store.WriteAsync(partnerId, Actor.Delivery, async session =>
            {
                foreach (var verdict in found)
                    await MatchAsync(session, verdict.CustomerId, verdict.Account!, verdict.By);
                return true;
            });
        await store.WriteAsideAsync(async db =>
        {
            var ids = verdicts.Where(verdict => verdict.Account is null).Select(verdict => verdict.CustomerId).ToList();
            var known = await db.CrmAccounts.Where(a => ids.Contains(a.CustomerId)).ToDictionaryAsync(a => a.CustomerId);
            foreach (var verdict in verdicts.Where(verdict => verdict.Account is null))
            {
                if (known.GetValueOrDefault(verdict.CustomerId) is not { } account)
                    db.CrmAccounts.Add(account = new CrmAccount { CustomerId = verdict.CustomerId, PartnerId = partnerId });
                if (account.AccountId is null)
                    (account.Problem, account.At) = (verdict.Problem, store.Now());
            }
        });
    }

    /// <summary>An account is a customer's from now on, in place of any it had; what was owed to it for want of one is sent.</summary>
    /// <returns>False: it is another customer's, or an automatic match comes late.</returns>
    internal static async Task<bool> MatchAsync(WriteSession session, Guid customerId, CrmAccountRecord account, CrmMatch by)
    {
        // Also one matched a moment ago in this same write.
        if (session.Db.CrmAccounts.Local.Any(other => other.AccountId == account.Id && other.CustomerId != customerId)
            || await session.Db.CrmAccounts.AnyAsync(a => a.PartnerId == session.PartnerId && a.AccountId == account.Id && a.CustomerId != customerId))
            return false;
        var known = await session.Db.CrmAccounts.FindAsync(customerId);
        if (known?.AccountId is not null && (by != CrmMatch.Person || known.AccountId == account.Id))
            return known.AccountId == account.Id;
        if (known is null)
            session.Db.CrmAccounts.Add(known = new CrmAccount { CustomerId = customerId, PartnerId = session.PartnerId });
        (known.AccountId, known.AccountName, known.By, known.Problem, known.At) = (account.Id, account.Name, by, null, session.Now);
        session.Journal(JournalKinds.CrmMatched, customerId, item: account.Id, after: account.Name);
        if (await session.Db.NameDeliveries.SingleOrDefaultAsync(d => d.CustomerId == customerId && d.Target == DeliveryTarget.Crm) is { State: DeliveryState.Failed } delivery
            && delivery.Problem is RefusalCodes.CrmUnmatched or RefusalCodes.CrmGone)
            delivery.SendAt(session.Now);
        return true;
    }

    /// <summary>An account found by itself is not there any more: it is looked for anew. One a person chose stays theirs to change.</summary>
    public Task GoneAsync(int partnerId, Guid customerId, string accountId) => store.WriteAsync(partnerId, Actor.Delivery, async session =>
    {
        if (await session.Db.CrmAccounts.FindAsync(customerId) is not { By: not CrmMatch.Person } known || known.AccountId != accountId)
            return false;
        session.Journal(JournalKinds.CrmUnmatched, customerId, item: accountId, before: known.AccountName);
        (known.AccountId, known.AccountName, known.Problem, known.At) = (null, "", RefusalCodes.CrmUnmatched, session.Now);
        return true;
    });

    /// <summary>What accounts are called now.</summary>
    public Task NamedAsync(IReadOnlyDictionary<Guid, string> names) => store.WriteAsideAsync(async db =>
    {
        var ids = names.Keys.ToList();
        foreach (var account in await db.CrmAccounts.Where(a => ids.Contains(a.CustomerId) && a.AccountId != null).ToListAsync())
            account.AccountName = names[account.CustomerId];
    });
}
