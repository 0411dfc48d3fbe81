using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Access;

/// <summary>
/// Which machines in front of the portal are believed when they say whose request they pass on, and whether it came by https: those that
/// are named in the settings. Nobody else: whoever could say so could be any address in the journal and evade every limit.
/// </summary>
public static class Proxies
{
    /// <summary>Names the proxies to the framework.</summary>
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // After everything else: ASPNETCORE_FORWARDEDHEADERS_ENABLED alone would believe everybody.
        builder.Services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<ProxyOptions>>(Believe);
    }

    private static void Believe(ForwardedHeadersOptions forwarded, IOptions<ProxyOptions> proxies)
    {
        var addresses = ProxyLists.Addresses(proxies.Value.Addresses) ?? [];
        var networks = ProxyLists.Networks(proxies.Value.Networks) ?? [];
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var address in addresses)
            forwarded.KnownProxies.Add(address);
        foreach (var network in networks)
            forwarded.KnownIPNetworks.Add(network);
        // The name asked for is not taken from them: a proxy passes the Host header on, and AllowedHosts looks at that. With nobody to believe,
        // the framework would believe everybody.
        forwarded.ForwardedHeaders = addresses.Count + networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // Through as many of them as stand in a row; the first one that is not named is the visitor.
        forwarded.ForwardLimit = null;
    }
}
