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
        await store.WriteAsideAsync(scope, Permission.ManagePeople, async (db, now) =>
        {
            if (!now.HasConsoles)
                throw new RefusedException(RefusalCodes.NotFound);
            (await db.FactAsync(DemoCrm.FactOf(scope.PartnerId))).Value = $"{mode}";
        }, cancel);
        pulse.Beat(scope.PartnerId);
    }
}
