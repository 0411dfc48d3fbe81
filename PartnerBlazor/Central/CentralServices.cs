using Microsoft.Extensions.Options;
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
        builder.Services.AddSingleton<ICentral>(services =>
            services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled ? new DemoCentral() : new NotConnected());
        builder.Services.AddSingleton<DemoDay>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoDay>());
    }
}
