using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>Writes down what the vendor says of a customer's facts where it does not tell them.</summary>
public sealed class AskedWrites(PartnerStore store)
{
    // A refusal that nothing else confirms is believed when it is given again a while later: in the next round, however soon that is.
    private static readonly TimeSpan s_again = SyncPlan.LeastAlerts - TimeSpan.FromMinutes(1);

    /// <summary>The answer was no good: it is asked again in its turn.</summary>
    public Task AskedAsync(SyncReader reader, SyncKind kind, Guid customerId, DateTime askedAt)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return store.WriteAsideAsync(async db =>
        {
            if (await db.AsOf.SingleOrDefaultAsync(a => a.CustomerId == customerId && a.PartnerId == reader.PartnerId) is { } asOf)
                Asking.Note(asOf, kind, askedAt);
        });
    }

    /// <summary>
    /// The vendor refuses to tell. What is known stays, as old as it is. Who refuses a partner its alerts with a 403 has switched Partner Assistance
    /// off, after any other refusal nobody knows (SPEC §9): at once where others are told, else when it is refused again.
    /// </summary>
    /// <param name="reader">For whom.</param>
    /// <param name="kind">What was asked for.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="reply">The refusal.</param>
    /// <param name="isSure">Others of the same host are told: it is this customer's own.</param>
    public Task HideAsync(SyncReader reader, SyncKind kind, Guid customerId, CentralReply reply, bool isSure)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(reply);
        return store.WriteAsync(reader.PartnerId, Actor.Vendor, async session =>
        {
            var customer = await session.Db.Customers.SingleOrDefaultAsync(c => c.Id == customerId && c.PartnerId == session.PartnerId && c.UnlinkedAt == null);
            if (customer is null || await session.Db.AsOf.FindAsync(customerId) is not { } asOf)
                return false;
            var why = reply.Fault?.Status switch { 403 => RefusalCodes.NoVisibility, null => RefusalCodes.NoAddress, _ => RefusalCodes.VendorRefuses };
            var again = asOf.AlertsHidden == why && reply.AskedAt - asOf.AlertsAskedAt >= s_again;
            Asking.Note(asOf, kind, reply.AskedAt);
            if (kind == SyncKind.Licences)
                asOf.Hidden = why;
            else if (kind == SyncKind.Alerts)
            {
                (asOf.AlertsHidden, asOf.AlertsFewSince) = (why, null);
                // Partner Assistance is asked of partners only (domain.md B12).
                var off = why == RefusalCodes.NoVisibility && reader.Account.Kind == VendorKind.Partner;
                if (again || (off && isSure))
                    await session.SetAssistanceAsync(customer, off ? PartnerAssistance.Off : PartnerAssistance.Unknown, AssistanceCause.Seen);
            }
            asOf.Settle(customer.Activated);
            return true;
        });
    }
}
