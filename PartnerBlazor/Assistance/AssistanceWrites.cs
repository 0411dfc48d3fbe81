using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>The one place where Partner Assistance is set, whoever causes it.</summary>
public static class AssistanceWrites
{
    /// <summary>
    /// Sets Partner Assistance and says why; journalled when it is another. Where it is on, nobody waits for approval any more.
    /// </summary>
    /// <param name="session">The write.</param>
    /// <param name="customer">The customer, tracked.</param>
    /// <param name="to">What it shall be.</param>
    /// <param name="cause">Why.</param>
    public static async Task SetAssistanceAsync(this WriteSession session, Customer customer, PartnerAssistance to, AssistanceCause cause)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customer);
        if (to == PartnerAssistance.On)
            await session.AnswerAsync(customer, AssistanceAnswer.Approved);
        if (customer.PartnerAssistance == to)
            return;
        session.Journal(JournalKinds.AssistanceChanged, customer.Id, before: customer.PartnerAssistance.ToString(), after: to.ToString());
        (customer.PartnerAssistance, customer.AssistanceCause, customer.AssistanceAt) = (to, cause, session.Now);
        if (to != PartnerAssistance.On)
            await session.EndVisitsAsync(customer.Id);
    }

    /// <summary>Ends the visits of technicians to a customer's console, and the links to it: switched on again, it must be launched anew.</summary>
    public static async Task EndVisitsAsync(this WriteSession session, Guid customerId)
    {
        ArgumentNullException.ThrowIfNull(session);
        foreach (var visit in await session.Db.ConsoleSignIns.Where(s => s.CustomerId == customerId && s.PersonId != null && s.EndedAt == null).ToListAsync())
            visit.EndedAt = session.Now;
        foreach (var link in await session.Db.LaunchTokens.Where(t => t.CustomerId == customerId && t.UsedAt == null && t.Until > session.Now).ToListAsync())
            link.UsedAt = session.Now;
    }

    /// <summary>The mail that the request which waits for an answer is; null: none waits, or it is no mail.</summary>
    public static Task<AssistanceMail?> WaitingMailAsync(this PartnerDb db, Guid customerId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.AssistanceMails.SingleOrDefaultAsync(
            m => m.CustomerId == customerId && db.AssistanceRequests.Any(r => r.Id == m.RequestId && r.Answer == AssistanceAnswer.Pending), cancel);
    }

    /// <summary>Answers the request that waits, if one does; journalled.</summary>
    /// <returns>True when one waited.</returns>
    public static async Task<bool> AnswerAsync(this WriteSession session, Customer customer, AssistanceAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.AssistanceAskedAt is null)
            return false;
        customer.AssistanceAskedAt = null;
        var request = await session.Db.AssistanceRequests.SingleAsync(r => r.CustomerId == customer.Id && r.Answer == AssistanceAnswer.Pending);
        (request.Answer, request.AnsweredAt) = (answer, session.Now);
        session.Journal(JournalKinds.AssistanceAnswered, customer.Id, request.Id, request.ByName, after: answer.ToString());
        return true;
    }
}
