using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Live;

namespace PartnerBlazor.Tests.Entry;

/// <summary>Forms of a second tab, of F5, and of pages left open: each is answered with a page, never with a bare 400.</summary>
public sealed partial class StaleFormsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_the_page_no_longer_has_shows_the_page_as_it_is_now()
    {
        await using var portal = await RealPortal.StartAsync();
        using var browser = Browser(portal);
        // The set-up from a second tab, once it is done.
        Assert.Equal("/set-up?stale=1", await PostAsync(browser, "/set-up", ("_handler", "set-up"), ("Code", "x")));
        using (var answer = await browser.GetAsync("/set-up?stale=1", Cancel))
        {
            var page = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("Nothing was changed", page, StringComparison.Ordinal);
            Assert.Contains("href=\"/sign-in\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("href=\"/customers\" class", page, StringComparison.Ordinal);
        }

        // A link from a second tab, once its password is chosen; where it was sent a second time, the mark stands once.
        Assert.Equal("/password?person=x&token=y&stale=1", await PostAsync(browser, "/password?person=x&token=y&stale=1", ("_handler", "choose")));

        // Of one's own account: the app's form, and a session that is ended already.
        await SignInAsync(browser);
        Assert.Equal("/account?stale=1", await PostAsync(browser, "/account", ("_handler", "app-on"), ("Code", "123456")));
        Assert.Equal("/account?stale=1", await PostAsync(browser, "/account", ("_handler", $"session-{Guid.NewGuid():N}")));
    }

    [Fact]
    public async Task What_succeeded_is_shown_by_its_address_so_that_F5_sends_nothing_again()
    {
        await using var portal = await RealPortal.StartAsync();
        using var browser = Browser(portal);
        using var other = Browser(portal);
        await SignInAsync(other);
        await SignInAsync(browser);
        var session = SessionForm().Match(await browser.GetStringAsync("/account", Cancel)).Value;
        Assert.Equal("/account?done=session", await PostAsync(browser, "/account", ("_handler", session)));
        Assert.Contains("The session is ended.", await browser.GetStringAsync("/account?done=session", Cancel), StringComparison.Ordinal);
        // An address tells only what the page knows.
        Assert.DoesNotContain("data-told", await browser.GetStringAsync("/account?done=%3Cb%3Einvented", Cancel), StringComparison.Ordinal);
        Assert.Equal("/account?done=app#app", await PostAsync(browser, "/account", ("_handler", "app-begin")));
        Assert.Equal("/account?done=password", await PostAsync(browser, "/account", ("_handler", "password"),
            ("Present", RealPortal.Password), ("Chosen", "seven quiet harbour bells"), ("Repeated", "seven quiet harbour bells")));
    }

    [Fact]
    public async Task A_form_of_somebody_else_is_refused_on_a_page_with_a_way_back()
    {
        await using var portal = await RealPortal.StartAsync();
        using var browser = Browser(portal);
        using var form = Form("invented", ("_handler", "password"), ("Email", RealPortal.Email), ("Password", RealPortal.Password));
        using var answer = await browser.PostAsync("/sign-in?returnUrl=%2Fusage", form, Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This page was too old", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in?returnUrl=%2Fusage\"", page, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain(portal.Complaints, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sign_in_page_says_what_is_missing_and_why_somebody_is_here_again()
    {
        await using var portal = await RealPortal.StartAsync();
        using var browser = Browser(portal);
        Assert.Equal(["required", "required"], await CodesAsync(browser, "/sign-in", ("_handler", "password")));
        Assert.Equal(["email_invalid"], await CodesAsync(browser, "/sign-in", ("_handler", "password"), ("Email", "ada"), ("Password", "x")));

        await SignInAsync(browser);
        Assert.Equal(["required", "required", "required"], await CodesAsync(browser, "/account", ("_handler", "password")));
        Assert.Equal(["password_short", "passwords_differ"], await CodesAsync(browser, "/account", ("_handler", "password"), ("Present", "x"), ("Chosen", "short"), ("Repeated", "other")));

        Assert.Equal("/sign-in?done=signed-out", await PostAsync(browser, "/sign-out"));
        Assert.Contains("You are signed out.", await browser.GetStringAsync("/sign-in?done=signed-out", Cancel), StringComparison.Ordinal);
        await SignInAsync(browser);
        await portal.Services.GetRequiredService<SignInRegistry>().EndAllAsync((await portal.ScopeAsync(RealPortal.Email)).PersonId);
        Assert.Contains("Your sign-in was ended here or elsewhere.", await browser.GetStringAsync("/sign-in?returnUrl=%2Fcustomers", Cancel), StringComparison.Ordinal);
    }

    private static HttpClient Browser(PortalHost portal) => new(new LoopbackCookies()) { BaseAddress = portal.BaseAddress };

    private static async Task SignInAsync(HttpClient browser) =>
        Assert.Equal("/", await PostAsync(browser, "/sign-in", ("_handler", "password"), ("Email", RealPortal.Email), ("Password", RealPortal.Password)));

    /// <summary>Where a form leads.</summary>
    private static async Task<string> PostAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var form = Form(SignedIn.TokenOf(await browser.GetStringAsync("/sign-in", Cancel)), fields);
        using var answer = await browser.PostAsync(path, form, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{path} answered {answer.StatusCode}.");
        return new Uri(browser.BaseAddress!, answer.Headers.Location!) is var to ? to.PathAndQuery + to.Fragment : "";
    }

    private static async Task<IEnumerable<string>> CodesAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var form = Form(SignedIn.TokenOf(await browser.GetStringAsync("/sign-in", Cancel)), fields);
        using var answer = await browser.PostAsync(path, form, Cancel);
        return Code().Matches(await answer.Content.ReadAsStringAsync(Cancel)).Select(match => match.Groups[1].Value);
    }

    private static FormUrlEncodedContent Form(string token, params (string Name, string Value)[] fields) =>
        new(fields.Append((SignedIn.TokenField, token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));

    [GeneratedRegex("session-[0-9a-f]{32}")]
    private static partial Regex SessionForm();

    [GeneratedRegex("data-code=\"([a-z_]+)\"")]
    private static partial Regex Code();
}
