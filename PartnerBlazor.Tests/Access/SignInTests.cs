using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Access;

/// <summary>Signing in and out over HTTP, as a browser does it.</summary>
public sealed partial class SignInTests
{
    [Fact]
    public async Task Nobody_is_let_in_without_signing_in_and_programs_are_told_so_by_status()
    {
        await using var portal = await PortalHost.StartAsync();
        using var browser = Browser(portal);

        var page = await GetAsync(browser, "/customers?q=a");
        Assert.Equal("/sign-in?returnUrl=%2Fcustomers%3Fq%3Da", page.Headers.Location?.PathAndQuery);
        Assert.Equal("/sign-in?returnUrl=%2Fnowhere", (await GetAsync(browser, "/nowhere")).Headers.Location?.PathAndQuery);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(browser, "/live")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(browser, "/_blazor")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/favicon.svg")).StatusCode);
    }

    [Fact]
    public async Task One_click_signs_in_and_leads_back_to_the_page_that_was_asked()
    {
        await using var portal = await PortalHost.StartAsync();
        using var browser = Browser(portal);

        var answer = await SignInAsync(browser, "/sign-in?returnUrl=%2Fcustomers%3Fq%3Da");

        Assert.Equal("/customers?q=a", answer.Headers.Location?.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("PartnerBlazor=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/customers")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(browser, "/nowhere")).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        await using var portal = await PortalHost.StartAsync();
        using var browser = Browser(portal);
        var person = await AnyoneAsync(portal);

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, "/sign-in/demo", ("person", $"{person}"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, "/sign-out")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, "/language/fr")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_this_sign_in_even_for_a_copied_cookie_and_no_other()
    {
        await using var portal = await PortalHost.StartAsync();
        using var browser = Browser(portal);
        using var other = Browser(portal);
        using var thief = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = portal.BaseAddress };
        var signedIn = await SignInAsync(browser, "/sign-in");
        await SignInAsync(other, "/sign-in");
        thief.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Select(value => value.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(thief, "/customers")).StatusCode);

        await PostAsync(browser, "/sign-out", ("__RequestVerificationToken", await TokenAsync(browser, "/customers")));

        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(browser, "/customers")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(thief, "/customers")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(other, "/customers")).StatusCode);
    }

    [Fact]
    public async Task Whoever_registered_hears_of_the_end_once()
    {
        await using var portal = await PortalHost.StartAsync();
        var registry = portal.Services.GetRequiredService<SignInRegistry>();
        var cancel = TestContext.Current.CancellationToken;
        var one = await registry.StartAsync(await AnyoneAsync(portal), new SignInTrace(SignInMethod.Demo), cancel);
        var two = await registry.StartAsync(await AnyoneAsync(portal), new SignInTrace(SignInMethod.Demo), cancel);
        Assert.NotNull(one);
        Assert.NotNull(two);
        List<string> heard = [];
        using var first = registry.Register(one, () => heard.Add("first"));
        using var gone = registry.Register(one, () => heard.Add("gone"));
        using var second = registry.Register(two, () => heard.Add("second"));
        gone.Dispose();
        Assert.NotNull(await registry.CountsUntilAsync(one, cancel));

        await registry.EndAsync(one.SignInId);
        await registry.EndAsync(one.SignInId);

        Assert.Equal(["first"], heard);
        Assert.Null(await registry.CountsUntilAsync(one, cancel));
        Assert.NotNull(await registry.CountsUntilAsync(two, cancel));
        Assert.Null(await registry.CountsUntilAsync(two with { PersonId = Guid.NewGuid() }, cancel));
        registry.EndPerson(two.PersonId);
        Assert.Equal(["first", "second"], heard);
    }

    [Fact]
    public async Task Without_the_demo_there_is_no_one_click_sign_in()
    {
        await using var portal = await PortalHost.StartAsync(settings: new() { ["Demo:Enabled"] = "false" });
        using var browser = Browser(portal);

        Assert.Equal("/set-up", (await GetAsync(browser, "/sign-in")).Headers.Location?.AbsolutePath);
        var page = await (await GetAsync(browser, "/set-up")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("/sign-in/demo", page, StringComparison.Ordinal);
        Assert.DoesNotContain("pb-demo", page, StringComparison.Ordinal);
        var answer = await PostAsync(browser, "/sign-in/demo", ("person", $"{Guid.NewGuid()}"), ("__RequestVerificationToken", Token().Match(page).Groups[1].Value));
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("PartnerBlazor=", StringComparison.Ordinal)));
    }

    private static HttpClient Browser(PortalHost portal)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.BaseAddress };
        browser.DefaultRequestHeaders.Add("Accept-Language", "en");
        return browser;
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, string path) =>
        browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(("sent", "1")).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await browser.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string page)
    {
        var html = await (await GetAsync(browser, page)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await PostAsync(browser, "/sign-in/demo",
            ("__RequestVerificationToken", Token().Match(html).Groups[1].Value),
            ("returnUrl", WebUtility.HtmlDecode(ReturnUrl().Match(html).Groups[1].Value)),
            ("person", Person().Match(html).Groups[1].Value));
    }

    private static async Task<string> TokenAsync(HttpClient browser, string page) =>
        Token().Match(await (await GetAsync(browser, page)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value;

    private static async Task<Guid> AnyoneAsync(PortalHost portal)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.People.Where(p => p.Active).OrderBy(p => p.Id).Select(p => p.Id).FirstAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"returnUrl\" value=\"([^\"]*)\"")]
    private static partial Regex ReturnUrl();

    [GeneratedRegex("name=\"person\" value=\"([^\"]+)\"")]
    private static partial Regex Person();
}
