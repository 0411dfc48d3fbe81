namespace PartnerBlazor.Settings;

/// <summary>What is said of web addresses in the settings, and of those other systems name.</summary>
public static class WebAddresses
{
    /// <summary>True for an address with http or https.</summary>
    public static bool IsWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>True when a secret may be sent there: https, or this machine; nobody's name in it, and no question.</summary>
    public static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri is { Scheme: "http", IsLoopback: true })
        && uri is { UserInfo: "", Query: "", Fragment: "" };

    /// <summary>True for an https address in whose path, question or fragment <c>{id}</c> may stand for a customer's id.</summary>
    public static bool IsTemplate(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return ForCustomer(template, Guid.Empty) is { UserInfo: "" } uri && template.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            // The host is nobody's to choose.
            && ForCustomer(template, Guid.AllBitsSet) is { } other && uri.Authority == other.Authority;
    }

    /// <summary>The address of a template for a customer; null: there is none.</summary>
    public static Uri? ForCustomer(string template, Guid customerId)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Uri.TryCreate(template.Replace("{id}", $"{customerId}", StringComparison.Ordinal), UriKind.Absolute, out var uri) ? uri : null;
    }

    /// <summary>True when the host of an address is below a domain, at the boundary of a label.</summary>
    public static bool IsBelow(Uri address, string domain)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.HostNameType == UriHostNameType.Dns && address.IdnHost.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for a domain of at least two labels.</summary>
    public static bool IsDomain(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Uri.CheckHostName(domain) == UriHostNameType.Dns && domain.Split('.') is { Length: > 1 } labels && labels.All(label => label.Length > 0);
    }
}
