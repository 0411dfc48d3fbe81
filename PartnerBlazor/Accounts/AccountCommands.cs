using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>What creating an account came to.</summary>
/// <param name="CustomerId">The customer; null: it was asked for at the vendor and appears once it is there (SPEC §9).</param>
/// <param name="RequestId">What it was asked for with; null: it was not.</param>
public sealed record CreatedAccount(Guid? CustomerId, Guid? RequestId = null);

/// <summary>Creates accounts (SPEC §5).</summary>
public sealed class AccountCommands(PartnerStore store, ICentral central)
{
    /// <summary>How long a sent form is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>
    /// Creates a monthly account: billed by usage, one usage licence a product, assistance on. For people with
    /// <see cref="Permission.ManageMonthly"/>, with MSP Flex. The same form sent again answers with the account it created.
    /// </summary>
    /// <param name="scope">Who creates it.</param>
    /// <param name="token">The form's token.</param>
    /// <param name="draft">What was typed.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.MspFlexRequired"/>, the first error of <see cref="AccountRules"/> with its
    /// field, <see cref="RefusalCodes.DuplicateCustomerName"/> or <see cref="RefusalCodes.DuplicateCustomerEmail"/> with the existing
    /// customer's id, <see cref="RefusalCodes.AccountOnItsWay"/>, or the vendor's.
    /// </exception>
    public Task<CreatedAccount> CreateMonthlyAsync(PartnerScope scope, Guid token, AccountDraft draft, CancellationToken cancel = default) =>
        CreateAsync(scope, Permission.ManageMonthly, AccountKind.Monthly, token, draft, cancel);

    /// <summary>
    /// Starts a trial for a new customer: <see cref="AccountRules.TrialDays"/> days, one trial licence a product, assistance on. For people
    /// with <see cref="Permission.StartTrial"/>. The same form sent again answers with the account it created.
    /// </summary>
    /// <param name="scope">Who starts it.</param>
    /// <param name="token">The form's token.</param>
    /// <param name="draft">What was typed.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">As of <see cref="CreateMonthlyAsync"/>, but for the programme.</exception>
    public Task<CreatedAccount> StartTrialAsync(PartnerScope scope, Guid token, AccountDraft draft, CancellationToken cancel = default) =>
        CreateAsync(scope, Permission.StartTrial, AccountKind.Trial, token, draft, cancel);

    private Task<CreatedAccount> CreateAsync(
        PartnerScope scope, Permission permission, AccountKind kind, Guid token, AccountDraft draft, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return store.WriteAsync(scope, permission, async session =>
        {
            var person = session.Scope.PersonId;
            if (await session.Db.SentForms.FindAsync([session.PartnerId, person, token], CancellationToken.None) is { } sent)
                return new CreatedAccount(sent.CustomerId, await session.Db.RequestOfAsync(session.PartnerId, person, token));
            if (kind == AccountKind.Monthly && !session.Scope.MspFlex)
                throw new RefusedException(RefusalCodes.MspFlexRequired);
            var customer = await session.CreateAccountAsync(central, kind, draft.Trimmed(), session.Scope, CancellationToken.None);
            session.Db.SentForms.Add(new SentForm { PartnerId = session.PartnerId, PersonId = person, Token = token, CustomerId = customer, At = session.Now });
            session.Db.FormDrafts.RemoveRange(await session.Db.FormDrafts.Where(d => d.PersonId == person && d.Token == token).ToListAsync(CancellationToken.None));
            return new CreatedAccount(customer, customer is null ? await session.AskForAccountAsync(kind, token, draft.Trimmed()) : null);
        }, cancel);
    }
}
