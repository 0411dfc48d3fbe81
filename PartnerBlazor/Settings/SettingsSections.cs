using Microsoft.Extensions.Configuration.CommandLine;

namespace PartnerBlazor.Settings;

/// <summary>
/// Which names settings begin with: the portal's sections and what ASP.NET Core reads by itself. Looked for in settings files and on the
/// command line only: the environment is full of names that are nobody's setting.
/// </summary>
internal static class SettingsSections
{
    private static readonly string[] s_own =
    [
        StoreOptions.Section, JournalOptions.Section, DemoOptions.Section, PortalOptions.Section, SmtpOptions.Section, OidcOptions.Section, CentralOptions.Section, SalesforceOptions.Section, ProxyOptions.Section,
    ];

    private static readonly HashSet<string> s_known = new(StringComparer.OrdinalIgnoreCase)
    {
        "AllowedHosts", "Authentication", "ConnectionStrings", "Kestrel", "Logging", "Metrics", "Urls",
        "applicationName", "captureStartupErrors", "contentRoot", "detailedErrors", "environment", "forwardedHeaders_enabled", "hostBuilder",
        "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "http_ports", "https_port", "https_ports", "preferHostingUrls",
        "preventHostingStartup", "shutdownTimeoutSeconds", "startupAssembly", "staticWebAssets", "suppressStatusMessages", "webRoot",
        // What tells an editor how the file is written.
        "$schema",
    };

    /// <summary>Why the program must not start: a name nobody reads, misspelt most likely; null when there is none.</summary>
    public static string? WhyUnknown(IConfiguration configuration) =>
        Written(configuration).FirstOrDefault(name => !s_own.Contains(name, StringComparer.OrdinalIgnoreCase) && !s_known.Contains(name)) is { } unknown
            ? $"{unknown} is no section of the settings. The portal has {string.Join(", ", s_own.SkipLast(1))} and {s_own[^1]}, beside those of ASP.NET Core (AllowedHosts, Kestrel, Logging, Urls …)."
            : null;

    private static IEnumerable<string> Written(IConfiguration configuration) =>
        (configuration as IConfigurationRoot)?.Providers.Where(provider => provider is FileConfigurationProvider or StreamConfigurationProvider or CommandLineConfigurationProvider)
            .SelectMany(provider => provider.GetChildKeys([], null)) ?? [];
}
