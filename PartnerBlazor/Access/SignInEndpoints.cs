using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>The two forms of signing in and out. Both demand an antiforgery token.</summary>
public static class SignInEndpoints
{
    /// <summary>What the sign-in page is told (<c>?done=</c>) about who has signed out.</summary>
    public const string SignedOut = "signed-out";

    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Maps sign-out, and in the demo the one-click sign-in, which otherwise does not exist.</summary>
    public static void MapAccess(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
        if (app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled)
            app.MapPost("/sign-in/demo", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        else
            app.MapPasskeys();
        app.MapProvider();
    }

    /// <summary>The address to return to when it is one of this site; the start page otherwise.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/', ..] and not ['/', '/' or '\\', ..] && !returnUrl.Any(char.IsControl) ? returnUrl : "/";

    private static async Task<RedirectHttpResult> SignInAsync(
        HttpContext context, SignInRegistry registry, [FromForm] Guid person, [FromForm] string? returnUrl)
    {
        var entered = await EnterAsync(context, registry, person, SignInMethod.Demo);
        return TypedResults.LocalRedirect(entered ? Local(returnUrl) : AccessServices.SignInPath);
    }

    /// <summary>Signs a person in in this browser; false when they may not.</summary>
    internal static async Task<bool> EnterAsync(HttpContext context, SignInRegistry registry, Guid person, SignInMethod method)
    {
        // One browser has one sign-in: the tabs of the person before must not go on under the old one.
        if (PersonClaims.Of(context.User) is { } before)
            await registry.EndAsync(before.SignInId);
        if (await registry.StartAsync(person, SignInTrace.Of(context, method), context.RequestAborted) is not { } claims)
            return false;
        await context.SignInAsync(Scheme, claims.ToPrincipal(Scheme));
        return true;
    }

    // The form parameter is what makes the framework demand an antiforgery token.
    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext context, SignInRegistry registry, IFormCollection _)
    {
        if (PersonClaims.Of(context.User) is { } claims)
            await registry.EndAsync(claims.SignInId);
        await context.SignOutAsync(Scheme);
        return TypedResults.LocalRedirect($"{AccessServices.SignInPath}?done={SignedOut}");
    }
}
