using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>The one place where a customer leaves the partner, whoever causes it.</summary>
public static class LeavingWrites
{
    /// <summary>The customer leaves lists and live updates; its record stays (tombstone). Nobody waits for approval or is in its console any more.</summary>
    /// <param name="session">The write.</param>
    /// <param name="customer">The customer, tracked.</param>
    /// <param name="confirmed">The vendor has confirmed it, or does not list it any more; false: it was only asked for (SPEC §9).</param>
    public static async Task LeaveAsync(this WriteSession session, Customer customer, bool confirmed)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customer);
        await session.AnswerAsync(customer, AssistanceAnswer.Closed);
        await session.EndVisitsAsync(customer.Id);
        customer.UnlinkedAt = session.Now;
        (customer.Unlink.On, customer.Unlink.Confirmed) = (null, confirmed);
        session.Journal(confirmed ? JournalKinds.Unlinked : JournalKinds.UnlinkRequested, customer.Id, before: customer.DisplayName);
    }
}
