using PartnerBlazor.Access;
using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>What the partner may do about Partner Assistance: ask for it, never set it (SPEC §5).</summary>
public sealed class AssistanceCommands(PartnerStore store, ICentral central)
{
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
            _ = (await central.AskAsync(session, customer, CentralAct.RequestAssistance, [])).IsConfirmed;
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
            return true;
        }, cancel);
}
