using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>What a person does about a new account that was asked for at a real vendor; for those who may ask for its kind (<see cref="RequestQueries.Needs"/>).</summary>
public sealed class RequestCommands(PartnerStore store)
{
    /// <summary>
    /// Sends it now: one that waits for its turn, was refused, or of which nobody knows what became. Who sends the last again has looked at the vendor's console: it would
    /// be there twice.
    /// </summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="kind">Which account it is.</param>
    /// <param name="id">The request.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.NotRequested"/>: it is created or given up;
    /// <see cref="RefusalCodes.AccountBeingSent"/>: it was sent, and what became of it is being found out; <see cref="RefusalCodes.DraftForgotten"/>.
    /// </exception>
    public Task SendAgainAsync(PartnerScope scope, AccountKind kind, Guid id, CancellationToken cancel = default) => ActAsync(scope, kind, id, (session, request) =>
    {
        DemandOpen(request);
        if (request.Draft is null)
            throw new RefusedException(RefusalCodes.DraftForgotten);
        // The person has looked: it is not there.
        request.MayExist &= request.State != AccountRequestState.Unclear;
        (request.State, request.NextAt, request.EndedAt) = (AccountRequestState.Waiting, session.Now, null);
        (request.Attempts, request.Sends, request.Problem, request.Correlation, request.CustomerId) = (0, 0, null, null, null);
        session.JournalOther(JournalKinds.AccountRetried, request.Id, request.Company);
        return Task.CompletedTask;
    }, cancel);

    /// <summary>It is not wanted any more. One that is on its way to the vendor just now cannot be held back.</summary>
    /// <inheritdoc cref="SendAgainAsync"/>
    public Task GiveUpAsync(PartnerScope scope, AccountKind kind, Guid id, CancellationToken cancel = default) => ActAsync(scope, kind, id, GiveUpAsync, cancel);

    /// <summary>Puts what was typed into the acting person's form again, so that it can be asked for in better words; the request is over with it.</summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="kind">Which account it is.</param>
    /// <param name="id">The request.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// As <see cref="GiveUpAsync(PartnerScope, AccountKind, Guid, CancellationToken)"/>; <see cref="RefusalCodes.NotRequested"/> also where it was not refused;
    /// <see cref="RefusalCodes.DraftForgotten"/>; <see cref="RefusalCodes.DraftExists"/>: the person has such a form under way.
    /// </exception>
    public Task OpenAgainAsync(PartnerScope scope, AccountKind kind, Guid id, CancellationToken cancel = default) => ActAsync(scope, kind, id, async (session, request) =>
    {
        if (request.State != AccountRequestState.Refused)
            throw new RefusedException(RefusalCodes.NotRequested);
        if (request.Draft is not { } draft || SavedForm.Read(draft) is not { } saved)
            throw new RefusedException(RefusalCodes.DraftForgotten);
        var (person, form, since) = (session.Scope.PersonId, SavedForm.NameOf(kind), session.Now - FormDraftCommands.Kept);
        var own = await session.Db.FormDrafts.SingleOrDefaultAsync(d => d.PersonId == person && d.Form == form);
        if (own?.At >= since)
            throw new RefusedException(RefusalCodes.DraftExists);
        if (own is null)
            session.Db.FormDrafts.Add(own = new FormDraft { PersonId = person, Form = form, Content = "" });
        (own.Token, own.Content, own.At) = (Guid.NewGuid(), (saved with { Step = AccountStep.Details }).Write(), session.Now);
        await GiveUpAsync(session, request);
    }, cancel);

    private static void DemandOpen(AccountRequest request)
    {
        if (request.State == AccountRequestState.Sent)
            throw new RefusedException(RefusalCodes.AccountBeingSent);
        if (request.State is AccountRequestState.Created or AccountRequestState.GivenUp)
            throw new RefusedException(RefusalCodes.NotRequested);
    }

    private static Task GiveUpAsync(WriteSession session, AccountRequest request)
    {
        DemandOpen(request);
        request.GiveUp(session.Now);
        session.JournalOther(JournalKinds.AccountGivenUp, request.Id, request.Company);
        return Task.CompletedTask;
    }

    private Task<bool> ActAsync(PartnerScope scope, AccountKind kind, Guid id, Func<WriteSession, AccountRequest, Task> act, CancellationToken cancel) =>
        store.WriteAsync(scope, RequestQueries.Needs(kind), async session =>
        {
            await act(session, await session.Db.AccountRequests.SingleOrDefaultAsync(r => r.Id == id && r.PartnerId == session.PartnerId && r.Kind == kind)
                ?? throw new RefusedException(RefusalCodes.NotFound));
            return true;
        }, cancel);
}
