using System.Net;
using System.Text.RegularExpressions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>
/// Keeps cookies as browsers do on loopback, where plain http counts as safe: cookies for https only are sent too. .NET's own container keeps
/// them back, so that outside the demo nobody would stay signed in. Follows no redirection.
/// </summary>
public sealed partial class LoopbackCookies : DelegatingHandler
{
    /// <summary>With a jar of its own, or one that a hub client has too.</summary>
    public LoopbackCookies(CookieContainer? jar = null)
        : base(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) => Jar = jar ?? new();

    /// <summary>What it keeps.</summary>
    public CookieContainer Jar { get; }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Jar.GetCookieHeader(request.RequestUri!) is { Length: > 0 } kept)
            request.Headers.Add("Cookie", kept);
        var answer = await base.SendAsync(request, cancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var given) ? given : [])
            Jar.SetCookies(request.RequestUri!, Secure().Replace(cookie, ""));
        return answer;
    }

    [GeneratedRegex(";\\s*secure", RegexOptions.IgnoreCase)]
    private static partial Regex Secure();
}
