using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery.Demo;

/// <summary>The switch of the demo's CRM. For Super Admins; not journalled, it is another system's affair.</summary>
public sealed class DemoCrmCommands(PartnerStore store, DeliveryPulse pulse)
{
    /// <summary>Sets what it does with names.</summary>
    /// <param name="scope">Who sets it.</param>
    /// <param name="mode">What it shall do.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>; <see cref="RefusalCodes.NotFound"/>: the partner is not the demo's, there is no such CRM.
    /// </exception>
    public async Task SetModeAsync(PartnerScope scope, DemoCrmMode mode, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.DemandOwn();
        await store.WriteAsideAsync(async db =>
        {
            // As it is now, not as it was when the page opened.
            var now = await ScopeReader.ReadAsync(db, scope.PersonId, scope.PartnerId, CancellationToken.None) ?? throw new RefusedException(RefusalCodes.NotAllowed);
            now.Demand(Permission.ManagePeople);
            if (!now.HasConsoles)
                throw new RefusedException(RefusalCodes.NotFound);
            var name = DemoCrm.FactOf(scope.PartnerId);
            var fact = await db.Facts.FindAsync([name], CancellationToken.None);
            if (fact is null)
                db.Facts.Add(fact = new StoreFact { Name = name, Value = "" });
            fact.Value = $"{mode}";
        }, cancel);
        pulse.Beat(scope.PartnerId);
    }
}
