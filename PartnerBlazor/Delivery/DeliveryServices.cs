using Microsoft.Extensions.Options;
using PartnerBlazor.Delivery.Demo;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Delivery;

/// <summary>Registers the outbox and who receives from it.</summary>
public static class DeliveryServices
{
    /// <summary>Outbox, pump, commands and queries are singletons; what a tab shows is scoped. In the demo, its own systems receive.</summary>
    public static void AddDelivery(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<Outbox>();
        builder.Services.AddSingleton<DeliveryPulse>();
        builder.Services.AddSingleton<DeliveryOutcomes>();
        builder.Services.AddSingleton<DueDeliveries>();
        builder.Services.AddSingleton<DeliveryQueries>();
        builder.Services.AddSingleton<DeliveryCommands>();
        builder.Services.AddSingleton<DeliveryWords>();
        builder.Services.AddScoped<DeliveryActs>();
        builder.Services.AddScoped<DeliveriesState>();
        builder.Services.AddScoped<RefusedState>();
        builder.Services.AddHostedService<DeliveryPump>();
        builder.Services.AddSingleton<DemoCrm>();
        builder.Services.AddSingleton<DemoCrmQueries>();
        builder.Services.AddSingleton<DemoCrmCommands>();
        builder.Services.AddScoped<DemoCrmState>();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled
            ? new Receivers([ActivatorUtilities.CreateInstance<DemoVendor>(services), services.GetRequiredService<DemoCrm>()])
            : new Receivers([]));
    }
}
