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

    /// <summary>
    /// An account is a customer's from now on, in place of any it had. What was refused for want of one is sent; where a person says it, so is a name another account was told.
    /// </summary>
    /// <returns>False: it is another customer's, or an automatic match comes late.</returns>
    internal static async Task<bool> MatchAsync(WriteSession session, Guid customerId, CrmAccountRecord account, CrmMatch by)
    {
        var known = await session.Db.CrmAccounts.FindAsync(customerId);
        if (known?.AccountId is not null && by != CrmMatch.Person)
            return known.AccountId == account.Id;
        if (!await ReleaseAsync(session, customerId, account.Id, by))
            return false;
        if (known is null)
            session.Db.CrmAccounts.Add(known = new CrmAccount { CustomerId = customerId, PartnerId = session.PartnerId });
        var had = known.AccountId;
        (known.AccountId, known.AccountName, known.By, known.Problem, known.At) = (account.Id, account.Name, by, null, session.Now);
        session.Journal(JournalKinds.CrmMatched, customerId, item: account.Id, after: account.Name);
        if (await session.Db.NameDeliveries.SingleOrDefaultAsync(d => d.CustomerId == customerId && d.Target == DeliveryTarget.Crm) is { } delivery && IsOwed(delivery, had, account.Id, by))
            delivery.SendAt(session.Now);
        return true;
    }

    // What a person gave up stays so. One that has none any more although it was told: the account that was told is another customer's since.
    private static bool IsOwed(NameDelivery delivery, string? had, string has, CrmMatch by) => delivery.State switch
    {
        DeliveryState.Failed => by == CrmMatch.Person || delivery.Problem is RefusalCodes.CrmUnmatched or RefusalCodes.CrmGone,
        DeliveryState.GivenUp => false,
        DeliveryState.Delivered => had != has,
        _ => had is not null && had != has,
    };

    // Whoever is unlinked holds on to nothing, nor does a match nobody chose against a person's word.
    private static async Task<bool> ReleaseAsync(WriteSession session, Guid customerId, string accountId, CrmMatch by)
    {
        // Also one matched a moment ago in this same write.
        var holder = session.Db.CrmAccounts.Local.FirstOrDefault(other => other.AccountId == accountId && other.CustomerId != customerId)
            ?? await session.Db.CrmAccounts.SingleOrDefaultAsync(a => a.PartnerId == session.PartnerId && a.AccountId == accountId && a.CustomerId != customerId);
        if (holder is null || holder.AccountId != accountId)
            return true;
        if (!(by == CrmMatch.Person && holder.By != CrmMatch.Person) && !await session.Db.Customers.AnyAsync(c => c.Id == holder.CustomerId && c.UnlinkedAt != null))
            return false;
        session.Journal(JournalKinds.CrmUnmatched, holder.CustomerId, item: accountId, before: holder.AccountName);
        (holder.AccountId, holder.AccountName, holder.Problem, holder.At) = (null, "", RefusalCodes.CrmUnmatched, session.Now);
        // A name that is on its way to what is not its account any more is not delivered by it.
        if (await session.Db.NameDeliveries.SingleOrDefaultAsync(d => d.CustomerId == holder.CustomerId && d.Target == DeliveryTarget.Crm && d.State == DeliveryState.Pending) is { } onItsWay)
            onItsWay.SendAt(session.Now);
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

    /// <summary>What accounts were told to be called.</summary>
    /// <param name="told">By customer: the account that was told, and the name. One that has another account since keeps what is known of that.</param>
    public Task NamedAsync(IReadOnlyDictionary<Guid, (string AccountId, string Name)> told) => store.WriteAsideAsync(async db =>
    {
        var ids = told.Keys.ToList();
        foreach (var account in await db.CrmAccounts.Where(a => ids.Contains(a.CustomerId)).ToListAsync())
            if (account.AccountId == told[account.CustomerId].AccountId)
                account.AccountName = told[account.CustomerId].Name;
    });
}
