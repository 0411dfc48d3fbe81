using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Entry;
using PartnerBlazor.Tests.Live;

namespace PartnerBlazor.Tests.Access;

/// <summary>What holds for every cookie, and that its keys are in the database.</summary>
public sealed class CookiesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_script_reads_them_and_no_other_site_sends_them()
    {
        await using var portal = await PortalHost.StartAsync();
        var all = await EveryCookieAsync(portal);

        Assert.Equal(["PartnerBlazor", "PartnerBlazor.Console", "PartnerBlazor.Form", "pb-language"], all.Keys.Order());
        Assert.All(all.Values, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.Ordinal);
            Assert.Matches("samesite=(lax|strict)", cookie);
            // The demo answers on loopback by plain http.
            Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_demo_behind_https_gives_them_for_https_only()
    {
        await using var portal = await PortalHost.StartAsync(settings: new() { ["Proxy:Networks"] = "127.0.0.0/8" });
        Assert.All((await EveryCookieAsync(portal, ("X-Forwarded-Proto", "https"))).Values, cookie => Assert.Contains("secure", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outside_the_demo_they_are_the_hosts_own_and_travel_by_https_only()
    {
        await using var portal = await RealPortal.StartAsync();
        using var browser = new HttpClient(new LoopbackCookies()) { BaseAddress = portal.BaseAddress };
        using var page = await browser.GetAsync("/sign-in", Cancel);
        var form = Assert.Single(page.Headers.GetValues("Set-Cookie"));

        Assert.StartsWith("__Host-PartnerBlazor.Form=", form, StringComparison.Ordinal);
        Assert.Contains("; path=/;", form, StringComparison.Ordinal);
        Assert.Contains("; secure", form, StringComparison.Ordinal);
        var chosen = await PostAsync(browser, "/language/fr", await TokenAsync(browser));
        Assert.Contains("; secure", Assert.Single(chosen.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        var scheme = portal.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>()
            .Get(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationDefaults.AuthenticationScheme);
        Assert.Equal(("__Host-PartnerBlazor", "/"), (scheme.Cookie.Name, scheme.Cookie.Path));
    }

    [Fact]
    public async Task The_keys_that_seal_them_survive_a_restart()
    {
        await using var portal = await PortalProcess.StartAsync();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.BaseAddress };
        var page = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Cancel);
        var token = await TokenAsync(browser);
        await PostAsync(browser, "/sign-in/demo", token, ("person", System.Text.RegularExpressions.Regex.Match(page, "name=\"person\" value=\"([^\"]+)\"").Groups[1].Value));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/customers", Cancel)).StatusCode);
        token = await TokenAsync(browser);

        await portal.KillAsync();
        await portal.RestartAsync();

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/customers", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await PostAsync(browser, "/language/fr", token)).StatusCode);
    }

    // Every cookie the portal gives, by name, each as it was given.
    private static async Task<Dictionary<string, string>> EveryCookieAsync(PortalHost portal, params (string Name, string Value)[] headers)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync(Cancel);
        var (person, customer) = (await db.People.Where(p => p.Active).Select(p => p.Id).FirstAsync(Cancel), await db.CustomerRows.Select(r => r.Id).FirstAsync(Cancel));
        using var browser = new HttpClient(new LoopbackCookies()) { BaseAddress = portal.BaseAddress };
        foreach (var (name, value) in headers)
            browser.DefaultRequestHeaders.Add(name, value);
        List<HttpResponseMessage> answers = [await browser.GetAsync("/sign-in", Cancel)];
        answers.Add(await PostAsync(browser, "/sign-in/demo", await TokenAsync(browser), ("person", $"{person}")));
        answers.Add(await PostAsync(browser, "/language/fr", await TokenAsync(browser)));
        answers.Add(await PostAsync(browser, $"/console/{customer}/sign-in", await TokenAsync(browser)));
        return answers.SelectMany(answer => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
            .DistinctBy(cookie => cookie.Split('=')[0]).ToDictionary(cookie => cookie.Split('=')[0]);
    }

    private static async Task<string> TokenAsync(HttpClient browser) => SignedIn.TokenOf(await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Cancel));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, string token, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append((SignedIn.TokenField, token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await browser.PostAsync(new Uri(path, UriKind.Relative), form, Cancel);
    }
}
