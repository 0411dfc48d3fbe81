using PartnerBlazor.Accounts;
using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>
/// What a customer's administrator does in their own console (SPEC §5). Each takes the sign-in's handle and checks it within its write;
/// a technician's is refused as <see cref="RefusalCodes.NotAllowed"/>.
/// </summary>
public sealed class ConsoleCommands(PartnerStore store, ConsoleSignIns signIns, ICentral central)
{
    /// <summary>Switches Partner Assistance. Off ends the visits of technicians; on answers a request that waits.</summary>
    /// <param name="handle">The administrator's handle.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="on">On or off.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>.</exception>
    public Task SwitchAsync(string? handle, Guid customerId, bool on, CancellationToken cancel = default) =>
        AsAdministratorAsync(handle, customerId, async (session, customer, _) =>
        {
            await session.SetAssistanceAsync(customer, on ? PartnerAssistance.On : PartnerAssistance.Off, AssistanceCause.Customer);
            return true;
        }, cancel);

    /// <summary>Answers the request that waits: lets the partner in, or says no. Where none waits any more, nothing happens.</summary>
    /// <param name="handle">The administrator's handle.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="approve">Let them in.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>.</exception>
    public Task AnswerAsync(string? handle, Guid customerId, bool approve, CancellationToken cancel = default) =>
        AsAdministratorAsync(handle, customerId, async (session, customer, _) =>
        {
            if (customer.AssistanceAskedAt is null)
                return false;
            if (approve)
                await session.SetAssistanceAsync(customer, PartnerAssistance.On, AssistanceCause.Customer);
            else
                await session.AnswerAsync(customer, AssistanceAnswer.Declined);
            return true;
        }, cancel);

    /// <summary>
    /// Starts a trial of the customer's own for another company: 30 days, assistance off until that company's administrator switches it on.
    /// The same form sent again answers with the account it created.
    /// </summary>
    /// <param name="handle">The administrator's handle.</param>
    /// <param name="customerId">The customer whose administrator asks.</param>
    /// <param name="token">The form's token.</param>
    /// <param name="draft">What was typed.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The new customer, and a handle to its console.</returns>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, or as of <see cref="AccountCommands.StartTrialAsync"/>.
    /// </exception>
    public async Task<(Guid CustomerId, string Handle)> StartTrialAsync(
        string? handle, Guid customerId, Guid token, AccountDraft draft, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var (started, own) = await AsAdministratorAsync<(Guid, string?)>(handle, customerId, async (session, _, sender) =>
        {
            if ((await session.Db.SentForms.FindAsync([session.PartnerId, sender, token], CancellationToken.None))?.CustomerId is { } before)
                return (before, null);
            // A console exists only where the demo plays the vendor, which confirms or refuses: there is no "requested".
            var created = (await session.CreateAccountAsync(central, AccountKind.OwnTrial, draft.Trimmed(), null, CancellationToken.None))!.Value;
            session.Db.SentForms.Add(new SentForm { PartnerId = session.PartnerId, PersonId = sender, Token = token, CustomerId = created, At = session.Now });
            return (created, await ConsoleSignIns.AddAsync(session.Db, session.PartnerId, created, null, session.Now));
        }, cancel);
        return (started, own ?? await signIns.StartAsync(started, cancel) ?? throw new RefusedException(RefusalCodes.NotFound));
    }

    // The act gets the write, the customer, and the id of the sign-in that does it.
    private async Task<T> AsAdministratorAsync<T>(string? handle, Guid customerId, Func<WriteSession, Customer, Guid, Task<T>> act, CancellationToken cancel)
    {
        if (await signIns.FindAsync(handle, customerId, technician: false, cancel) is not { } visitor)
            throw new RefusedException(RefusalCodes.NotAllowed);
        return await store.WriteAsync(visitor.PartnerId, Actor.Customer, async session =>
        {
            // Once more: it may have been ended while this write waited for its turn.
            var signIn = await ConsoleSignIns.CountingAsync(
                session.Db, OneTimeSecret.HashOf(handle!), customerId, technician: false, session.Now, CancellationToken.None)
                ?? throw new RefusedException(RefusalCodes.NotAllowed);
            return await act(session, await session.CustomerAsync(customerId, CancellationToken.None), signIn.Id);
        }, cancel);
    }
}
