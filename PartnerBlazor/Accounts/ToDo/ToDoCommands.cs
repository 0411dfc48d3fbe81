using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.ToDo;

/// <summary>
/// Takes back what was asked for and is not seen at the vendor: it is not to be done any more. What was done there already is seen with the next
/// reading all the same. For those who may ask for it. Unlinks are taken back by <see cref="UnlinkCommands"/>.
/// </summary>
public sealed class ToDoCommands(PartnerStore store)
{
    /// <summary>Another billing type is not wanted any more.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.NotRequested"/>: none, or another one, is asked for.</exception>
    public Task WithdrawBillingAsync(PartnerScope scope, Guid customerId, BillingType asked, CancellationToken cancel = default) =>
        store.WriteAsync(scope, ToDos.Needs(ToDoKind.Billing), async session =>
        {
            var customer = await session.CustomerAsync(customerId, cancel);
            if (customer.BillingRequested != asked)
                throw new RefusedException(RefusalCodes.NotRequested);
            customer.EndBillingRequest();
            session.Journal(JournalKinds.BillingWithdrawn, customerId, before: $"{asked}");
            return true;
        }, cancel);

    /// <summary>Other products are not wanted any more.</summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="asked">The codes as the person saw them.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.NotRequested"/>: none, or others, are asked for.</exception>
    public Task WithdrawProductsAsync(PartnerScope scope, Guid customerId, string asked, CancellationToken cancel = default) =>
        store.WriteAsync(scope, ToDos.Needs(ToDoKind.Products), async session =>
        {
            var customer = await session.CustomerAsync(customerId, cancel);
            if (customer.ProductsRequested is null || customer.ProductsRequested != asked)
                throw new RefusedException(RefusalCodes.NotRequested);
            customer.EndProductsRequest();
            session.Journal(JournalKinds.LicencesWithdrawn, customerId, before: asked);
            return true;
        }, cancel);
}
