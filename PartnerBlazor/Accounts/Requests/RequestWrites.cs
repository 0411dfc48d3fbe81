using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>The steps of a new account that is asked for at a real vendor, inside a write (SPEC §9).</summary>
internal static class RequestWrites
{
    /// <summary>So long something that may exist after all is reckoned with.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private static readonly string?[] s_said =
    [
        RefusalCodes.AccountInvalid, RefusalCodes.AccountNotAllowed, RefusalCodes.AccountExists, RefusalCodes.AccountRefused, RefusalCodes.MspFlexRequired,
        RefusalCodes.DuplicateCustomerName, RefusalCodes.DuplicateCustomerEmail, RefusalCodes.DraftForgotten,
    ];

    /// <summary>Asks for an account: it is sent after this write.</summary>
    /// <param name="session">The write, of a person.</param>
    /// <param name="kind">Which account.</param>
    /// <param name="token">Token of the form.</param>
    /// <param name="draft">What was typed, trimmed, with nothing wrong with it.</param>
    /// <returns>Id of the request.</returns>
    public static async Task<Guid> AskForAccountAsync(this WriteSession session, AccountKind kind, Guid token, AccountDraft draft)
    {
        var request = new AccountRequest
        {
            Id = Guid.NewGuid(),
            PartnerId = session.PartnerId,
            Kind = kind,
            Token = token,
            Company = draft.Company,
            Email = draft.Email,
            Draft = new SavedForm(draft, AccountStep.Create).Write(),
            ById = session.Scope.PersonId,
            ByName = session.Scope.PersonName,
            AskedAt = session.Now,
            NextAt = session.Now,
        };
        // What was refused and is asked for in better words is over.
        foreach (var refused in (await session.Db.AccountRequests.Where(r => r.PartnerId == session.PartnerId && r.State == AccountRequestState.Refused).ToListAsync())
            .Where(refused => RequestNames.AreSame(refused.Company, draft.Company)))
            refused.GiveUp(session.Now);
        session.Db.AccountRequests.Add(request);
        session.JournalOther(JournalKinds.AccountRequested, request.Id, draft.Company, after: $"{kind}");
        return request.Id;
    }

    /// <summary>Refuses what was asked for already and is under way, or was given up and may appear yet.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.AccountOnItsWay"/>, with the field.</exception>
    public static async Task DemandNotUnderWayAsync(this WriteSession session, AccountDraft draft, CancellationToken cancel)
    {
        var since = session.Now - Remembered;
        var near = await session.Db.AccountRequests.AsNoTracking()
            .Where(r => r.PartnerId == session.PartnerId && (r.State == AccountRequestState.Waiting || r.State == AccountRequestState.Sent || r.State == AccountRequestState.Unclear
                || (r.State == AccountRequestState.GivenUp && r.MayExist && r.EndedAt >= since)))
            .ToListAsync(cancel);
        // Of which the vendor's last word was no.
        near.RemoveAll(request => request.State == AccountRequestState.GivenUp && s_said.Contains(request.Problem));
        if (near.Exists(request => RequestNames.AreSame(request.Company, draft.Company)))
            throw new RefusedException(RefusalCodes.AccountOnItsWay, nameof(AccountDraft.Company));
        if (near.Exists(request => request.IsUnderWay && request.Email.Equals(draft.Email, StringComparison.OrdinalIgnoreCase)))
            throw new RefusedException(RefusalCodes.AccountOnItsWay, nameof(AccountDraft.Email));
    }

    /// <summary>Nobody wants it any more; why it was not created stays said.</summary>
    public static void GiveUp(this AccountRequest request, DateTime now) => (request.State, request.EndedAt) = (AccountRequestState.GivenUp, now);

    /// <summary>It became a customer. What was typed is not needed any more.</summary>
    /// <param name="session">The write.</param>
    /// <param name="request">The request, tracked.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="customer">The same, tracked; null: it could not be taken over yet.</param>
    public static async Task BecomeAsync(this WriteSession session, AccountRequest request, Guid customerId, Customer? customer)
    {
        (request.State, request.EndedAt, request.Problem, request.Correlation) = (AccountRequestState.Created, session.Now, null, null);
        (request.CustomerId, request.Draft, request.Email) = (customerId, null, "");
        if (await session.Db.SentForms.FindAsync(session.PartnerId, request.ById, request.Token) is { } form)
            form.CustomerId = customerId;
        if (customer is null)
        {
            session.JournalOther(JournalKinds.AccountCreated, request.Id, request.Company);
            return;
        }
        session.Journal(JournalKinds.AccountCreated, customerId, request.Id, request.Company);
        customer.ComesFrom(request);
    }

    /// <summary>The vendor tells what a customer is, not how it came about; which of its trials a partner started is known here alone.</summary>
    public static void ComesFrom(this Customer customer, AccountRequest request)
    {
        if (customer.BillingType == AccountWrites.BillingOf(request.Kind))
            customer.Origin = AccountWrites.OriginOf(request.Kind);
    }

    /// <summary>The request a form was sent with; null: none, or it is long over.</summary>
    public static Task<Guid?> RequestOfAsync(this PartnerDb db, int partnerId, Guid personId, Guid token) =>
        db.AccountRequests.Where(r => r.PartnerId == partnerId && r.ById == personId && r.Token == token).Select(r => (Guid?)r.Id).SingleOrDefaultAsync();
}
