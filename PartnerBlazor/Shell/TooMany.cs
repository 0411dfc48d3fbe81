using Microsoft.AspNetCore.Diagnostics;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>Shows a page where the rate limits (<see cref="RateLimits"/>) refused. Programs get the bare status and <c>Retry-After</c>.</summary>
public static class TooMany
{
    private const string Page = "/too-many";
    private static readonly object s_back = new();

    /// <summary>Before routing: what was refused is routed anew, to the page.</summary>
    public static void UseTooManyPage(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(ShowAsync);
    }

    /// <summary>Where to try again; null when nothing was refused.</summary>
    public static string? BackOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items[s_back] as string;
    }

    private static async Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is not { HasStarted: false, StatusCode: StatusCodes.Status429TooManyRequests } || AccessServices.IsForPrograms(context.Request.Path))
            return;
        context.Items[s_back] = StatusPages.PageBehind(context.Request) ?? "/";
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        // Nothing of it is kept, and no address of it is told to anybody: it may hold the token of a launch.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        (context.Request.Method, context.Request.Path, context.Request.QueryString) = (HttpMethods.Get, Page, QueryString.Empty);
        await next(context);
    }
}
