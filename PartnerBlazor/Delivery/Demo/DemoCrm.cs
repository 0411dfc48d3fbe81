using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery.Demo;

/// <summary>What the demo's CRM does with names it is told.</summary>
public enum DemoCrmMode
{
    /// <summary>It takes them.</summary>
    Works,
    /// <summary>It does not answer.</summary>
    Silent,
    /// <summary>It refuses them.</summary>
    Refuses,
}

/// <summary>Plays Salesforce for the partners the demo made. It can be made to fail, so that one sees what happens then.</summary>
public sealed class DemoCrm(PartnerStore store, IDbContextFactory<PartnerDb> factory, TimeProvider time) : IReceiver
{
    /// <inheritdoc/>
    public DeliveryTarget Target => DeliveryTarget.Crm;

    /// <inheritdoc/>
    public bool Serves(Partner partner) => (partner ?? throw new ArgumentNullException(nameof(partner))).Demo;

    /// <inheritdoc/>
    public Task OwedAsync(WriteSession session, Customer customer, string before) => session.KeepAsync(Target, customer, before);

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> SendAsync(SentName name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(name);
        switch (await ModeAsync(name.PartnerId, cancel))
        {
            case DemoCrmMode.Silent:
                return DeliveryAnswer.Silent;
            case DemoCrmMode.Refuses:
                return DeliveryAnswer.Refused;
            default:
                await store.WriteAsideAsync(db => db.TakeAsync(Target, name, time.GetUtcNow().UtcDateTime), cancel);
                return DeliveryAnswer.Done;
        }
    }

    /// <summary>What it does with names now.</summary>
    public async Task<DemoCrmMode> ModeAsync(int partnerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return Enum.TryParse<DemoCrmMode>((await db.Facts.AsNoTracking().SingleOrDefaultAsync(f => f.Name == FactOf(partnerId), cancel))?.Value, out var mode)
            ? mode : DemoCrmMode.Works;
    }

    /// <summary>Where it is kept what it does.</summary>
    internal static string FactOf(int partnerId) => $"demo-crm-{partnerId}";
}
