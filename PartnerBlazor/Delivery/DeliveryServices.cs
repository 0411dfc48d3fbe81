using PartnerBlazor.Delivery.Demo;

namespace PartnerBlazor.Delivery;

/// <summary>Registers the outbox and who receives from it.</summary>
public static class DeliveryServices
{
    /// <summary>Outbox, pump, commands and queries are singletons; what a tab shows is scoped. The demo's own systems receive for its partners.</summary>
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
        builder.Services.AddSingleton<IReceiver, DemoVendor>();
        builder.Services.AddSingleton<IReceiver>(services => services.GetRequiredService<DemoCrm>());
        // Each serves its own partners only.
        builder.Services.AddSingleton(services => new Receivers([.. services.GetServices<IReceiver>()]));
    }
}
