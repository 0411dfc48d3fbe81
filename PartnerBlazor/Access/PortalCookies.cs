using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Access;

/// <summary>
/// What holds for every cookie the server gives, whoever gives it: no script reads it, no other site's form carries it, and it travels by
/// https only. The demo is the exception: it answers on loopback by plain http, and there a cookie is as safe as the request.
/// </summary>
public static class PortalCookies
{
    // A browser takes a cookie of such a name only with Secure, for the whole site and from the host itself: no neighbour on a subdomain and
    // nobody on plain http can put one of their own in its place.
    private const string HostOnly = "__Host-";

    /// <summary>Applies it to the sign-ins, to the forms, and to everything else by <see cref="CookiePolicyOptions"/>.</summary>
    public static void AddPortalCookies(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>, SignIns>();
        builder.Services.AddOptions<AntiforgeryOptions>().PostConfigure<IOptions<DemoOptions>>((forms, demo) => Harden(forms.Cookie, demo.Value));
        builder.Services.AddOptions<CookiePolicyOptions>().Configure<IOptions<DemoOptions>>((policy, demo) =>
        {
            policy.HttpOnly = HttpOnlyPolicy.Always;
            // Not left to each cookie: antiforgery refuses to work on plain http once its own says so, although browsers count http://localhost as
            // safe and take a Secure cookie there.
            policy.Secure = demo.Value.Enabled ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
    }

    private static void Harden(CookieBuilder cookie, DemoOptions demo)
    {
        cookie.HttpOnly = true;
        if (cookie.SameSite is SameSiteMode.None or SameSiteMode.Unspecified)
            cookie.SameSite = SameSiteMode.Lax;
        if (demo.Enabled || cookie.Name is not { } name || name.StartsWith(HostOnly, StringComparison.Ordinal))
            return;
        (cookie.Name, cookie.Path, cookie.Domain) = (HostOnly + name, "/", null);
    }

    // Of every scheme there is, under whatever name.
    private sealed class SignIns(IOptions<DemoOptions> demo) : IPostConfigureOptions<CookieAuthenticationOptions>
    {
        public void PostConfigure(string? name, CookieAuthenticationOptions options) => Harden(options.Cookie, demo.Value);
    }
}
