using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Delivery;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Central;

/// <summary>Registers the vendor's side.</summary>
public static class CentralServices
{
    /// <summary>The commands for what the vendor tells, the vendor itself, and in the demo its stand-in.</summary>
    public static void AddCentral(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<CentralCommands>();
        // The demo and real credentials exclude each other (DemoGuard).
        builder.Services.AddSingleton<ICentral>(services =>
            services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled ? new DemoCentral()
            : services.GetRequiredService<IOptions<CentralOptions>>().Value.Exists() ? new ConnectedCentral(services.GetRequiredService<IMailer>())
            : new NotConnected());
        builder.AddCentralClient();
        builder.Services.AddSingleton<LinkBinding>();
        builder.Services.AddSingleton<LinkErrors>();
        builder.Services.AddSingleton<LinkJournal>();
        builder.Services.AddSingleton<CentralLink>();
        builder.Services.AddHostedService<LinkWatch>();
        builder.Services.AddCentralSync();
        builder.Services.AddSingleton<SyncWords>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CentralSync>());
        builder.Services.AddSingleton<IReceiver, CentralReceiver>();
        builder.Services.AddSingleton<ConnectionQueries>();
        builder.Services.AddSingleton<ConnectionCommands>();
        builder.Services.AddSingleton<ConnectionWords>();
        builder.Services.AddSingleton<ProductMapQueries>();
        builder.Services.AddSingleton<ProductMapCommands>();
        builder.Services.AddScoped<ConnectionState>();
        builder.Services.AddSingleton<DemoDay>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoDay>());
    }
}
