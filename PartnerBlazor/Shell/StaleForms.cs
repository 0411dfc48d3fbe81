using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>
/// What somebody sees whose form came too late: sent from a second tab, by F5, or from a page left open. The framework answers such a form
/// with 400 and nothing on the screen. Where the page no longer has the form, the page is shown as it is now and says that nothing was
/// changed; where the form's token is not this browser's any more, the refusal stays and gets a page with a way back.
/// </summary>
public static class StaleForms
{
    /// <summary>The query by which a page hears that a form of it came too late.</summary>
    public const string Query = "stale";

    private const string RefusedPath = "/form-refused";
    private const string BlazorMark = "blazor-enhanced-nav";
    private static readonly object s_back = new();

    /// <summary>Before routing: what was refused is routed anew, to the page.</summary>
    public static void UseStaleForms(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(AnswerAsync);
    }

    /// <summary>The page whose form was refused; null when none was.</summary>
    public static string? BackOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items[s_back] as string;
    }

    /// <summary>An address of ours, marked as shown anew.</summary>
    public static string Marked(string path, QueryString query = default) =>
        path + QueryString.Create(QueryOf(query)).Add(Query, "1").ToUriComponent();

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is not { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest }
            || !HttpMethods.IsPost(context.Request.Method) || AccessServices.IsForPrograms(context.Request.Path))
            return;
        var page = context.GetEndpoint()?.Metadata is { } about && about.GetMetadata<ComponentTypeMetadata>() is not null ? about : null;
        if (page?.GetMetadata<ExcludeFromInteractiveRoutingAttribute>() is not null && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true })
            context.Response.Redirect(Marked(Here(context.Request), context.Request.QueryString));
        // A token of another person or another key, for example because another tab signed in meanwhile: the page it was on has a good one.
        else if (page is null && StatusPages.PageBehind(context.Request) is { } behind)
            context.Response.Redirect(behind);
        else
            await ShowRefusedAsync(context, next, page is null ? "/" : Here(context.Request) + context.Request.QueryString);
    }

    private static async Task ShowRefusedAsync(HttpContext context, RequestDelegate next, string back)
    {
        context.Items[s_back] = back;
        // The way back may hold the token of a link.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        // Blazor marks a page once, and fails where its mark stands already.
        context.Response.Headers.Remove(BlazorMark);
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        (context.Request.Method, context.Request.Path, context.Request.QueryString) = (HttpMethods.Get, RefusedPath, QueryString.Empty);
        var services = context.RequestServices;
        // The first page may have been begun: another is not drawn with its services.
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    private static string Here(HttpRequest request) => SignInEndpoints.Local(request.PathBase.Add(request.Path).ToUriComponent());

    // Not marked twice.
    private static IEnumerable<KeyValuePair<string, string?>> QueryOf(QueryString query) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query.Value)
        .Where(pair => pair.Key != Query).SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value));
}
