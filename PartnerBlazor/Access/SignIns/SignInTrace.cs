using System.Net;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>How and from where somebody signs in, as the list of their sessions shows it.</summary>
/// <param name="Method">How.</param>
/// <param name="Address">IP address; empty when not told.</param>
/// <param name="Agent">What the browser calls itself.</param>
public sealed record SignInTrace(SignInMethod Method, string Address = "", string Agent = "")
{
    private const int LongestAgent = 300;

    /// <summary>What a request tells.</summary>
    public static SignInTrace Of(HttpContext context, SignInMethod method)
    {
        ArgumentNullException.ThrowIfNull(context);
        var agent = context.Request.Headers.UserAgent.ToString();
        return new SignInTrace(method, AddressOf(context), agent.Length > LongestAgent ? agent[..LongestAgent] : agent);
    }

    /// <summary>The IP address a request comes from; empty when not told.</summary>
    public static string AddressOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Write(context.Connection.RemoteIpAddress);
    }

    /// <summary>An address as the portal keeps it: an IPv4 one that came through an IPv6 socket as IPv4.</summary>
    public static string Write(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "";
}
