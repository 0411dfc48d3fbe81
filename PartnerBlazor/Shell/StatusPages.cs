using Microsoft.AspNetCore.Diagnostics;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>What a browser shows for a status without a body. Programs (hub, API) get the bare status.</summary>
public static class StatusPages
{
    /// <summary>Unknown addresses show the not-found screen. Forms: <see cref="StaleForms"/>.</summary>
    public static void UseStatusPages(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (!HttpMethods.IsGet(context.Request.Method) || AccessServices.IsForPrograms(context.Request.Path))
                context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            return next(context);
        });
    }

    /// <summary>The page of ours a request was made from; null when it does not say so.</summary>
    internal static string? PageBehind(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page)
        && OriginGuard.IsOwn(page.GetLeftPart(UriPartial.Authority), request.Host)
            ? SignInEndpoints.Local(page.PathAndQuery)
            : null;
}
