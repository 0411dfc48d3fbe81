using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Shell;

/// <summary>
/// What every answer tells the browser it may do with it: pages, files, errors and the demo's consoles alike. Set before anything else
/// answers, so that nothing is left out.
/// </summary>
public static class SecurityHeaders
{
    // The style sheets MudBlazor's theme provider writes into the page: scroll bars, charts, and PortalTheme. Each is always the same, so that a
    // hash names it. Where one is another (a newer MudBlazor, a changed theme), the browser's console says the hash to put here, and every
    // journey fails until it stands here.
    private static readonly string[] s_themeStyles =
    [
        "ktKK7Zv7htgNiUfk5gyriqVJUMU7emNct5K2m6GIbXs=",
        "XzQsP9HYv5dA8MQauHPLC9ALegSBxGglPvgN6fxiZvk=",
        "SNRuvP67jJ+rV9QXQZlgUmdthxjn5UQTYV0qjZ/mNN4=",
    ];

    // What no page here asks of the browser, so that nothing slipped into one can. Those that browsers know: others fill their consoles.
    private static readonly string[] s_devices =
    [
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    ];

    // A year, as browsers' lists ask for. Not for subdomains: they are not ours to promise for.
    private const int HstsSeconds = 365 * 24 * 60 * 60;

    /// <summary>Adds the headers to every answer. Before everything that answers.</summary>
    public static void UsePortalHeaders(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var demo = app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled;
        app.UseSecurityHeaders(Policies(demo, FormTargets(app.Configuration)));
        app.Use((context, next) =>
        {
            // Not by the policies: they would overwrite what a console or a launch said more strictly (ConsoleCookies.KeepNothing).
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.TryAdd("Referrer-Policy", "same-origin");
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    /// <summary>
    /// Other sites to which a form of ours may lead, by a redirection too: browsers hold a redirected form to <c>form-action</c> like any
    /// other. Signing in at an OpenID provider begins with a form.
    /// </summary>
    public static IReadOnlyList<string> FormTargets(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Uri.TryCreate(configuration["Oidc:Authority"], UriKind.Absolute, out var provider) && provider.Scheme is "http" or "https"
            ? [provider.GetLeftPart(UriPartial.Authority)]
            : [];
    }

    private static HeaderPolicyCollection Policies(bool demo, IReadOnlyList<string> formTargets)
    {
        var policies = new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            // Nobody who opens the portal, or whom it opens, gets hold of its window.
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddPermissionsPolicy(policy =>
            {
                foreach (var device in s_devices)
                    policy.AddCustomFeature(device, "()");
                // Passkeys, of ourselves only.
                policy.AddPublickeyCredentialsGet().Self();
                policy.AddPublickeyCredentialsCreate().Self();
            })
            .AddContentSecurityPolicy(policy => Contents(policy, formTargets))
            .RemoveServerHeader();
        // The demo answers on plain http, and a browser remembers this for the whole host: every other program on localhost would suffer.
        return demo ? policies : policies.AddStrictTransportSecurityMaxAge(HstsSeconds);
    }

    private static void Contents(CspBuilder policy, IReadOnlyList<string> formTargets)
    {
        policy.AddDefaultSrc().Self();
        // Files of ours, and the import map, which has this answer's nonce (App.razor). Nothing else inline, and no eval.
        policy.AddScriptSrc().Self().WithNonce();
        var styles = policy.AddStyleSrcElem().Self();
        foreach (var hash in s_themeStyles)
            styles.WithHash256(hash);
        // Style attributes are everywhere: Blazor's Virtualize sets heights by them, MudBlazor places menus and dialogs, our rows size bars. An
        // attribute can make a page ugly; it loads no script.
        policy.AddStyleSrcAttr().UnsafeInline();
        // Small pictures inside MudBlazor's and our own style sheets.
        policy.AddImgSrc().Self().Data();
        // The circuit's WebSocket and the consoles' too: for browsers of today the own site includes its ws and wss.
        policy.AddConnectSrc().Self();
        policy.AddObjectSrc().None();
        policy.AddFrameSrc().None();
        policy.AddBaseUri().Self();
        policy.AddFormAction().Self().From(formTargets);
        policy.AddFrameAncestors().None();
    }
}
