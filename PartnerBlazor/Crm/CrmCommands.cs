using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Store;

namespace PartnerBlazor.Crm;

/// <summary>What a person does about the accounts of the CRM. For who manages people.</summary>
public sealed partial class CrmCommands(PartnerStore store, CrmLink link, CrmTokens tokens, CrmClient client, CrmMatcher matcher)
{
    /// <summary>Has accounts looked for now, also where the CRM refused the credentials a moment ago.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    public async Task MatchAsync(PartnerScope scope, CancellationToken cancel = default)
    {
        await store.WriteAsideAsync(scope, Permission.ManagePeople, (_, _) => Task.CompletedTask, cancel);
        await tokens.ForgiveAsync(cancel);
        matcher.Want();
    }

    /// <summary>Says which account is a customer's, in place of any it has.</summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="typed">The account's id, or an address it is in. The address itself is not asked.</param>
    /// <param name="cancel">Cancels the question to the CRM.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.CrmIdInvalid"/>, <see cref="RefusalCodes.CrmGone"/>: there is no such
    /// account; <see cref="RefusalCodes.CrmTaken"/>; what keeps the CRM from being asked (<see cref="CrmLink.ProblemOf"/>).
    /// </exception>
    public async Task<CrmAccountRecord> ChooseAsync(PartnerScope scope, Guid customerId, string typed, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(typed);
        await store.WriteAsideAsync(scope, Permission.ManagePeople, async (db, now) =>
        {
            if (!await db.CustomerRows.InScope(db, now).AnyAsync(row => row.Id == customerId && !row.ManagedOrder, CancellationToken.None))
                throw new RefusedException(RefusalCodes.NotFound);
        }, cancel);
        if (AccountId().Match(typed) is not { Success: true } id)
            throw new RefusedException(RefusalCodes.CrmIdInvalid, nameof(typed));
        // Outside the write: nobody waits for the CRM's answer.
        if (!await link.IsOursAsync(scope.PartnerId, cancel))
            throw new RefusedException(CrmLink.ProblemOf(link.Of(scope.PartnerId).State));
        var (reply, accounts) = await client.QueryAsync(Soql.AccountsWith(client.Fields, "Id", [id.Value]), cancel);
        link.Tell(reply);
        if (reply.Meaning != CrmMeaning.Done)
            throw new RefusedException(CrmLink.ProblemOf(link.Of(scope.PartnerId).State));
        if (accounts is not [var account])
            throw new RefusedException(RefusalCodes.CrmGone, nameof(typed));
        return await store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            await session.CustomerAsync(customerId, CancellationToken.None);
            return await CrmMatchWrites.MatchAsync(session, customerId, account, CrmMatch.Person) ? account : throw new RefusedException(RefusalCodes.CrmTaken, nameof(typed));
        }, cancel);
    }

    // Ids of accounts begin with 001; 15 letters as people see them, or 18.
    [GeneratedRegex("(?<![A-Za-z0-9])001[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex AccountId();
}
