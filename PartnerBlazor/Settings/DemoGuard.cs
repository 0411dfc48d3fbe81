using System.Net;

namespace PartnerBlazor.Settings;

/// <summary>The demo lets anybody in with one click, so it refuses to be reachable from elsewhere or to stand next to real settings.</summary>
public static class DemoGuard
{
    private static readonly string[] s_real = ["Central:ClientId", "Central:ClientSecret", "Salesforce:ClientId", "Salesforce:ClientSecret", "Salesforce:PrivateKeyFile", "Oidc"];

    /// <summary>Why the program must not start, in one line naming the setting; null when it may.</summary>
    public static string? Refusal(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var demo = configuration.GetSection(DemoOptions.Section);
        if (!demo.GetValue<bool>(nameof(DemoOptions.Enabled)))
            return null;
        if (s_real.Select(name => Filled(configuration.GetSection(name))).FirstOrDefault(key => key is not null) is { } real)
            return $"{real} is set while Demo:Enabled is true: the demo never runs with a real vendor, CRM or sign-in. "
                + "Set Demo:Enabled=false, or remove the setting.";
        if (demo.GetValue<bool>(nameof(DemoOptions.AllowRemote)))
            return null;
        var open = ListenAddresses.Of(configuration).FirstOrDefault(address => !IsLoopback(address.Value));
        return open.Setting is null ? null
            : $"{open.Setting} ({open.Value}) is reachable from other machines while Demo:Enabled is true, and the demo asks for no password. "
                + "Listen on localhost, or set Demo:AllowRemote=true.";
    }

    private static bool IsLoopback(string address)
    {
        // SettingsGuard has refused what cannot be read.
        if (ListenAddresses.Read(address) is not { } parsed)
            return true;
        if (parsed.IsUnixPipe || parsed.IsNamedPipe)
            return true;
        var host = parsed.Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static string? Filled(IConfigurationSection section) =>
        !string.IsNullOrWhiteSpace(section.Value) ? section.Path
            : section.GetChildren().Select(Filled).FirstOrDefault(key => key is not null);
}
