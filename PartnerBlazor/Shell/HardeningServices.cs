using Microsoft.AspNetCore.HostFiltering;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>What stands between the outside and everything else: proxies, headers, cookies, bounds and rate limits.</summary>
public static class HardeningServices
{
    /// <summary>After everything that gives cookies was registered: it has the last word on them.</summary>
    public static void AddHardening(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddProxies();
        builder.AddPortalCookies();
        builder.AddBounds();
        builder.AddRateLimits();
        // A name that is not ours (AllowedHosts) gets a bare refusal: the framework's page would come before the headers.
        builder.Services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
    }

    /// <summary>First of all: who asks and how, then what every answer carries.</summary>
    public static void UseHardening(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseForwardedHeaders();
        app.UsePortalHeaders();
        app.UseCookiePolicy();
    }
}
