using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>Sign-in at an identity provider (OpenID Connect, authorization code with PKCE). Without <c>Oidc:Authority</c> it does not exist.</summary>
public static class ProviderSignIn
{
    /// <summary>Where the sign-in page's button posts to.</summary>
    public const string Path = "/sign-in/provider";

    /// <summary>Where the provider sends its answer.</summary>
    public const string CallbackPath = "/sign-in/provider/callback";

    private const string DonePath = "/sign-in/provider/done";
    private const string Scheme = "PartnerBlazor.Provider";
    private const string TicketScheme = "PartnerBlazor.Ticket";

    /// <summary>Registers the scheme, when a provider is set.</summary>
    public static void AddProvider(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddScoped<ProviderPeople>();
        var settings = builder.Configuration.GetSection(OidcOptions.Section).Get<OidcOptions>() ?? new OidcOptions();
        if (!settings.Exists())
            return;
        builder.Services.AddAuthentication()
            // Holds what the provider said, for the one redirect from its answer to ours.
            .AddCookie(TicketScheme, options =>
            {
                options.Cookie.Name = TicketScheme;
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddOpenIdConnect(Scheme, options => Configure(options, settings));
    }

    /// <summary>Maps its two doors, when a provider is set.</summary>
    public static void MapProvider(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (!app.Services.GetRequiredService<IOptions<OidcOptions>>().Value.Exists())
            return;
        app.MapPost(Path, Challenge).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        app.MapGet(DonePath, DoneAsync).AllowAnonymous();
    }

    private static void Configure(OpenIdConnectOptions options, OidcOptions settings)
    {
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.SignInScheme = TicketScheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // By query: the answer comes from another site, and a form from there would carry no Lax cookie.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CallbackPath = CallbackPath;
        // Names as the provider gives them: sub, email, roles.
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        // From the user info where the token does not say so; a list becomes one claim each.
        foreach (var claim in new[] { "name", "email", "email_verified" })
            options.ClaimActions.MapUniqueJsonKey(claim, claim);
        options.ClaimActions.MapJsonKey(settings.RoleClaim, settings.RoleClaim);
        options.Scope.Add("email");
        // Clear text to a provider on this machine only, as tests have it.
        options.RequireHttpsMetadata = !(Uri.TryCreate(settings.Authority, UriKind.Absolute, out var authority) && authority.IsLoopback);
        options.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenIdConnectOptions>>()
                .LogWarning("The identity provider's answer was refused ({Code}): {Why}", RefusalCodes.ProviderFailed, context.Failure?.Message);
            context.Response.Redirect(Refused(RefusalCodes.ProviderFailed));
            return Task.CompletedTask;
        };
    }

    // The form parameter is what makes the framework demand an antiforgery token.
    private static ChallengeHttpResult Challenge([FromForm] string? returnUrl) => TypedResults.Challenge(
        new AuthenticationProperties { RedirectUri = DonePath + QueryString.Create("returnUrl", SignInEndpoints.Local(returnUrl)) }, [Scheme]);

    private static async Task<RedirectHttpResult> DoneAsync(
        HttpContext context, ProviderPeople people, SignInRegistry registry, AccountJournal journal, ILogger<ProviderPeople> log, string? returnUrl)
    {
        var ticket = await context.AuthenticateAsync(TicketScheme);
        await context.SignOutAsync(TicketScheme);
        if (ticket.Principal is null)
            return TypedResults.LocalRedirect(Refused(RefusalCodes.ProviderFailed));
        try
        {
            var person = await people.FindAsync(ticket.Principal);
            if (!await SignInEndpoints.EnterAsync(context, registry, person, SignInMethod.Provider))
                return TypedResults.LocalRedirect(Refused(RefusalCodes.ProviderDeactivated));
            await people.EnteredAsync(person);
            await journal.OwnAsync(person, SignInTrace.AddressOf(context), JournalKinds.SignedIn, after: nameof(SignInMethod.Provider));
            return TypedResults.LocalRedirect(SignInEndpoints.Local(returnUrl));
        }
        catch (RefusedException refused)
        {
            log.LogWarning("A sign-in through the identity provider was refused ({Code}).", refused.Code);
            return TypedResults.LocalRedirect(Refused(refused.Code));
        }
    }

    private static string Refused(string code) => AccessServices.SignInPath + QueryString.Create("refused", code);
}
