using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PartnerBlazor.Tests.Entry;

/// <summary>A real OpenID provider (OpenIddict) on loopback. Whoever comes is the person it was told to vouch for.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IdentityProvider(WebApplication app) => _app = app;

    /// <summary>Its address.</summary>
    public string Authority => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Whom it vouches for; null: it refuses.</summary>
    public IReadOnlyList<(string Type, string Value)>? Who { get; set; }

    /// <summary>The settings of a portal whose people sign in here.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Oidc:Authority"] = Authority,
        ["Oidc:ClientId"] = "portal",
        ["Oidc:ClientSecret"] = "a secret of the test",
        ["Oidc:Name"] = "Nordlys ID",
        ["Oidc:Roles:0:Value"] = "portal-admins",
        ["Oidc:Roles:0:Role"] = "SuperAdmin",
        ["Oidc:Roles:1:Value"] = "service-desk",
        ["Oidc:Roles:1:Role"] = "HelpDesk",
    };

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetUserInfoEndpointUris("connect/userinfo");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RegisterScopes(Scopes.Email, Scopes.Profile);
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            // Without its own database: who the client is, is checked here.
            server.EnableDegradedMode();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != "portal" || context.RedirectUri?.EndsWith("/sign-in/provider/callback", StringComparison.Ordinal) != true)
                    context.Reject(Errors.InvalidClient);
                return ValueTask.CompletedTask;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != "portal" || context.ClientSecret != "a secret of the test")
                    context.Reject(Errors.InvalidClient);
                return ValueTask.CompletedTask;
            }));
            server.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough().EnableUserInfoEndpointPassthrough();
        });
        var app = builder.Build();
        var provider = new IdentityProvider(app);
        app.UseAuthentication();
        app.MapGet("/connect/authorize", provider.Authorize);
        app.MapMethods("/connect/userinfo", ["GET", "POST"], () => Results.Json(
            provider.Who!.GroupBy(claim => claim.Type).ToDictionary(same => same.Key, same => same.Key == "roles" ? (object)same.Select(c => c.Value).ToArray() : same.First().Value)));
        await app.StartAsync();
        // Its first answers take long: not while somebody waits for a click.
        using var client = new HttpClient { BaseAddress = new Uri(provider.Authority) };
        await client.GetStringAsync("/.well-known/openid-configuration");
        await client.GetStringAsync("/.well-known/jwks");
        return provider;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Authorize(HttpContext context)
    {
        if (Who is null)
            return Results.Forbid(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        var request = context.GetOpenIddictServerRequest()!;
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        foreach (var (type, value) in Who)
            identity.AddClaim(new Claim(type, value));
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
