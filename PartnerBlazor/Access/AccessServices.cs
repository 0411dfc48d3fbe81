using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>Registers sign-in and the rule that everything demands a signed-in person unless it says otherwise.</summary>
public static class AccessServices
{
    /// <summary>Path of the sign-in page.</summary>
    public const string SignInPath = "/sign-in";

    /// <summary>Cookie, keys, the registry of sign-ins and the session of a tab.</summary>
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDataProtection().SetApplicationName("PartnerBlazor").PersistKeysToDbContext<PartnerDb>();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Configure);
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddAntiforgery(options => options.Cookie.Name = "PartnerBlazor.Form");
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddSingleton<SignInRegistry>();
        builder.AddLogins();
        builder.AddProvider();
        builder.Services.AddSingleton<DemoPeople>();
        builder.Services.AddSingleton<IInviter>(services => services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled
            ? new DemoInviter() : ActivatorUtilities.CreateInstance<LinkInviter>(services));
        builder.Services.AddScoped<PersonSession>();
    }

    /// <summary>Origin guard, authentication, authorization and antiforgery, in this order.</summary>
    public static void UseAccess(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(OriginGuard.InvokeAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "PartnerBlazor";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = SignInRegistry.Lifetime;
        options.SlidingExpiration = false;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var registry = context.HttpContext.RequestServices.GetRequiredService<SignInRegistry>();
        if (PersonClaims.Of(context.Principal) is not { } claims
            || await registry.CountsUntilAsync(claims, context.HttpContext.RequestAborted) is null)
            context.RejectPrincipal();
        else
            PersonClaims.Tell(context.Principal!, context.HttpContext.Connection.RemoteIpAddress);
    }

    /// <summary>True for what programs call: they get a status, browsers a page.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/live") || path.StartsWithSegments("/api") || path.StartsWithSegments("/_blazor");

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (IsForPrograms(context.Request.Path))
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
