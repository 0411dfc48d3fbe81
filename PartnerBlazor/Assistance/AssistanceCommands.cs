using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>What the partner may do about Partner Assistance: ask for it, never set it (SPEC §5).</summary>
public sealed class AssistanceCommands(PartnerStore store, ICentral central)
{
    /// <summary>The customer's contact is not written to more often about one request.</summary>
    public static readonly TimeSpan RemindAfter = TimeSpan.FromHours(1);

    /// <summary>Asks the customer's administrator to let the partner in. For people with <see cref="Permission.RequestAssistance"/>.</summary>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.ManagedOrder"/>,
    /// <see cref="RefusalCodes.AssistanceAlreadyOn"/>, <see cref="RefusalCodes.AssistancePending"/>, or the vendor's.
    /// </exception>
    public Task RequestAsync(PartnerScope scope, Guid customerId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.RequestAssistance, async session =>
        {
            var customer = await session.CustomerAsync(customerId, cancel);
            if (AssistanceRules.RefusalOfRequest(customer.Origin, customer.PartnerAssistance, customer.AssistanceAskedAt is not null) is { } code)
                throw new RefusedException(code);
            // It waits for the customer's answer either way.
            var told = (await central.AskAsync(session, customer, CentralAct.RequestAssistance, [])).IsConfirmed;
            customer.AssistanceAskedAt = session.Now;
            var request = new AssistanceRequest
            {
                Id = Guid.NewGuid(),
                PartnerId = session.PartnerId,
                CustomerId = customerId,
                ById = session.Scope.PersonId,
                ByName = session.Scope.PersonName,
                At = session.Now,
            };
            session.Db.AssistanceRequests.Add(request);
            session.Journal(JournalKinds.AssistanceRequested, customerId, request.Id);
            if (!told)
            {
                // Also one that was withdrawn was read by somebody.
                var next = await session.Db.AssistanceMails.Where(m => m.CustomerId == customerId).MaxAsync(m => m.SentAt, cancel) + RemindAfter;
                session.Db.AssistanceMails.Add(new AssistanceMail { RequestId = request.Id, PartnerId = session.PartnerId, CustomerId = customerId, NextAt = next > session.Now ? next : session.Now });
            }
            return true;
        }, cancel);

    /// <summary>Has the customer's contact written to once more, or tries again at once what could not be sent. For people with <see cref="Permission.RequestAssistance"/>.</summary>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.NotRequested"/>: nobody waits for an answer to a mail;
    /// <see cref="RefusalCodes.RemindedLately"/>.
    /// </exception>
    public Task RemindAsync(PartnerScope scope, Guid customerId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.RequestAssistance, async session =>
        {
            var customer = await session.CustomerAsync(customerId, cancel);
            var mail = await MailAsync(session, customer, cancel);
            if (!MayRemind(mail, session.Now))
                throw new RefusedException(RefusalCodes.RemindedLately);
            (mail.NextAt, mail.Attempts, mail.Problem) = (session.Now, 0, null);
            session.Journal(JournalKinds.AssistanceReminded, customerId, mail.RequestId);
            return true;
        }, cancel);

    /// <summary>True when the contact may be written to again, or could not be.</summary>
    public static bool MayRemind(AssistanceMail mail, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return mail.Problem is not null || mail.SentAt <= now - RemindAfter;
    }

    /// <summary>Takes a request back that was sent by mail: a mail is not answered here. For people with <see cref="Permission.RequestAssistance"/>.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.NotRequested"/>.</exception>
    public Task WithdrawAsync(PartnerScope scope, Guid customerId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.RequestAssistance, async session =>
        {
            var customer = await session.CustomerAsync(customerId, cancel);
            (await MailAsync(session, customer, cancel)).NextAt = null;
            await session.AnswerAsync(customer, AssistanceAnswer.Closed);
            return true;
        }, cancel);

    private static async Task<AssistanceMail> MailAsync(WriteSession session, Customer customer, CancellationToken cancel) =>
        await session.Db.WaitingMailAsync(customer.Id, cancel) ?? throw new RefusedException(RefusalCodes.NotRequested);
}
