using PartnerBlazor.Store;

namespace PartnerBlazor.Central;

/// <summary>The events the demo's vendor raises, with the severities of the vendor's own list (domain.md A12).</summary>
internal static class DemoEvents
{
    private static readonly (string Type, string Category, string Product, AlertSeverity Severity, string Text)[] s_events =
    [
        ("Event::Endpoint::OutOfDate", "updating", "endpoint", AlertSeverity.Medium, "{0} is out of date."),
        ("Event::Endpoint::SavDisabled", "protection", "endpoint", AlertSeverity.High, "Real-time protection is disabled on {0}."),
        ("Event::Endpoint::HeartbeatMissing", "connectivity", "endpoint", AlertSeverity.Medium, "{0} has not been heard from for 24 hours."),
        ("Event::Endpoint::PUADetected", "pua", "endpoint", AlertSeverity.Medium, "Potentially unwanted application found on {0}."),
        ("Event::Endpoint::Threat::LowRepAppDetected", "downloadReputation", "endpoint", AlertSeverity.Low, "Low reputation download on {0}."),
        ("Event::Endpoint::CloneDetected", "general", "endpoint", AlertSeverity.Medium, "{0} looks like a duplicate of another device."),
        ("Event::Firewall::FirewallGatewayDown", "connectivity", "firewall", AlertSeverity.High, "Gateway down on {0}."),
        ("Event::Firewall::FirewallAdvancedThreatProtection", "malware", "firewall", AlertSeverity.High, "Advanced threat blocked by {0}."),
        ("Event::Endpoint::RebootRecommended", "updating", "server", AlertSeverity.Low, "Restart recommended for {0}."),
    ];

    private static readonly string[] s_devices = ["PC-ACCUEIL", "LAPTOP-07", "SRV-FILES", "SRV-COMPTA", "PC-ATELIER-3", "XG-SIEGE", "MAC-DESIGN", "LAPTOP-22"];

    public static Alert Make(Random random, Customer customer, DateTime now)
    {
        var (type, category, product, severity, text) = s_events[random.Next(s_events.Length)];
        var device = s_devices[random.Next(s_devices.Length)];
        return new Alert
        {
            Id = Guid.NewGuid(),
            PartnerId = customer.PartnerId,
            CustomerId = customer.Id,
            Cause = $"{type}/{device}",
            Severity = severity,
            Category = category,
            Product = product,
            Description = string.Format(System.Globalization.CultureInfo.InvariantCulture, text, device),
            RaisedAt = now,
            Device = device,
        };
    }
}

/// <summary>Registers the vendor's side.</summary>
public static class CentralServices
{
    /// <summary>The commands for what the vendor tells, and in the demo its stand-in.</summary>
    public static void AddCentral(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<CentralCommands>();
        builder.Services.AddSingleton<DemoCentral>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoCentral>());
    }
}
