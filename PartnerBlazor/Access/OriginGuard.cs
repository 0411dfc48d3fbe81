namespace PartnerBlazor.Access;

/// <summary>
/// Refuses circuits and hub connections that another site's page opens: browsers apply no same-origin rule to WebSockets, only this
/// header tells. Requests without it come from no browser page.
/// </summary>
public static class OriginGuard
{
    private static readonly PathString[] s_guarded = ["/_blazor", "/live"];

    /// <summary>Answers 403 to a foreign <c>Origin</c> on the guarded paths.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && Array.Exists(s_guarded, path => context.Request.Path.StartsWithSegments(path)) && !IsOwn(origin, context.Request.Host))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        return next(context);
    }

    /// <summary>True when the origin names the host and port that was asked; the scheme may differ behind a proxy that ends TLS.</summary>
    public static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && string.Equals(uri.IdnHost, BareHost(host), StringComparison.OrdinalIgnoreCase)
        && (uri.IsDefaultPort ? host.Port is null or 80 or 443 : host.Port == uri.Port);

    // HostString keeps the brackets of an IPv6 address, IdnHost does not.
    private static string BareHost(HostString host) => host.Host.Trim('[', ']');
}
