using System.Text.RegularExpressions;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Crm.Client;

/// <summary>
/// Where a token may go, and whose it is, by the answer that brought it. An answer is not to be believed with a token: https, below the configured domain,
/// nothing else in the address. Where the sign-in itself is on this machine (a stand-in), so must the API be, and it may speak http.
/// </summary>
internal static partial class CrmHosts
{
    /// <summary>The organisation's API; null: the answer names none that may be used.</summary>
    public static Uri? Instance(SalesforceOptions options, string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri is not { UserInfo: "", Query: "", Fragment: "", AbsolutePath: "/" })
            return null;
        if (new Uri(options.LoginUrl).IsLoopback)
            return uri is { IsLoopback: true, Scheme: "http" or "https" } ? uri : null;
        return uri is { Scheme: "https", IsDefaultPort: true } && WebAddresses.IsBelow(uri, options.HostSuffix) ? new Uri($"https://{uri.IdnHost}") : null;
    }

    /// <summary>The organisation of an identity address (<c>…/id/ORGANISATION/USER</c>); null: it is none.</summary>
    public static string? OrganizationOf(string? identity) => identity is not null && Identity().Match(identity) is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex("/id/(00D[A-Za-z0-9]{15})/", RegexOptions.CultureInvariant)]
    private static partial Regex Identity();
}
