using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>Writes down what the vendor says of a customer's licences where it does not tell them.</summary>
public sealed class LicenceWords(PartnerStore store)
{
    /// <summary>The answer was no good: it is asked again in its turn.</summary>
    public Task AskedAsync(int partnerId, Guid customerId, DateTime askedAt) => store.WriteAsideAsync(async db =>
    {
        if (await db.AsOf.SingleOrDefaultAsync(a => a.CustomerId == customerId && a.PartnerId == partnerId) is { } asOf)
            asOf.LicencesAskedAt = askedAt;
    });

    /// <summary>
    /// The vendor refuses to tell. What is known stays, as old as it is. A customer of the term billing type that refuses a partner has switched Partner
    /// Assistance off (SPEC §9, domain.md B12); of others that says nothing.
    /// </summary>
    public Task HideAsync(SyncReader reader, Guid customerId, CentralReply reply)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(reply);
        var forbidden = reply.Fault?.Status == 403;
        return store.WriteAsync(reader.PartnerId, Actor.Vendor, async session =>
        {
            var customer = await session.Db.Customers.SingleOrDefaultAsync(c => c.Id == customerId && c.PartnerId == session.PartnerId && c.UnlinkedAt == null);
            if (customer is null || await session.Db.AsOf.FindAsync(customerId) is not { } asOf)
                return false;
            (asOf.LicencesAskedAt, asOf.Hidden) = (reply.AskedAt, forbidden ? RefusalCodes.NoVisibility : RefusalCodes.VendorRefuses);
            asOf.Settle(customer.Activated);
            if (forbidden && reader.Account.Kind == VendorKind.Partner && customer.BillingType == BillingType.Term)
                await session.SetAssistanceAsync(customer, PartnerAssistance.Off, AssistanceCause.Seen);
            return true;
        });
    }
}
