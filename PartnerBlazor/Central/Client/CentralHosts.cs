using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Central.Client;

/// <summary>
/// Which hosts a token may go to. The vendor names hosts in its answers (whoami, customer records), and an answer is not to be believed with a
/// token: https, below the configured domain, nothing else in the address. Where the API itself is set to this machine (a stand-in), its hosts
/// must be on this machine too, and may speak http.
/// </summary>
public sealed partial class CentralHosts(IOptions<CentralOptions> options)
{
    private readonly CentralOptions _options = options.Value;

    /// <summary>The global host: whoami, customers, licences.</summary>
    public Uri Global => new(_options.ApiAddress);

    /// <summary>A customer's regional host; null: none is known that may be used.</summary>
    /// <param name="apiHost">The host its record names; published samples print <c>http://</c>, which is raised to https.</param>
    /// <param name="dataRegion">Its region, from which the host follows where none is named (domain.md B2).</param>
    public Uri? Regional(string? apiHost, string? dataRegion) => string.IsNullOrWhiteSpace(apiHost)
        ? dataRegion is not null && !Global.IsLoopback && Region().IsMatch(dataRegion) ? new Uri($"https://api-{dataRegion}.{_options.HostSuffix}") : null
        : Allowed(apiHost.Trim());

    private Uri? Allowed(string apiHost)
    {
        if (!Uri.TryCreate(apiHost, UriKind.Absolute, out var uri) || uri is not { UserInfo: "", Query: "", Fragment: "", AbsolutePath: "/" })
            return null;
        if (Global.IsLoopback)
            return uri is { IsLoopback: true, Scheme: "http" or "https" } ? uri : null;
        return uri.Scheme is "http" or "https" && uri.IsDefaultPort && WebAddresses.IsBelow(uri, _options.HostSuffix) ? new Uri($"https://{uri.IdnHost}") : null;
    }

    [GeneratedRegex("^[a-z]{2}[0-9]{2}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();
}
