using System.Net;
using Microsoft.Extensions.Configuration;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Live;

namespace PartnerBlazor.Tests.Access;

/// <summary>What every answer tells the browser, whatever was asked for and whoever asked.</summary>
public sealed class HeadersTests(HubWorld world) : IClassFixture<HubWorld>
{
    private static readonly Dictionary<string, string> s_elsewhere = new() { ["AllowedHosts"] = "portal.example;127.0.0.1", ["Proxy:Addresses"] = "127.0.0.1" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/logo.svg", HttpStatusCode.OK)]
    [InlineData("/_framework/blazor.web.js", HttpStatusCode.OK)]
    [InlineData("/error", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.Found)]
    [InlineData("/live", HttpStatusCode.Unauthorized)]
    [InlineData("/console/7a2ba2b4-0f5b-4a0e-9c5e-2f8a3c1f0b1d", HttpStatusCode.NotFound)]
    [InlineData("/console/7a2ba2b4-0f5b-4a0e-9c5e-2f8a3c1f0b1d/events", HttpStatusCode.BadRequest)]
    public async Task Every_answer_has_them(string path, HttpStatusCode status)
    {
        using var browser = BrowserOf(world.Portal);
        using var answer = await browser.GetAsync(path, Cancel);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", One(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy"));
        Assert.Contains("camera=()", One(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("publickey-credentials-get=self", One(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("publickey-credentials-create=self", One(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        var policy = Directives(answer);
        Assert.Matches("^'self' 'nonce-[A-Za-z0-9+/=]{40,}'$", policy["script-src"]);
        Assert.DoesNotContain("unsafe", policy["style-src-elem"], StringComparison.Ordinal);
        foreach (var (name, value) in new[]
        {
            ("default-src", "'self'"), ("connect-src", "'self'"), ("img-src", "'self' data:"), ("object-src", "'none'"), ("frame-src", "'none'"),
            ("base-uri", "'self'"), ("form-action", "'self'"), ("frame-ancestors", "'none'"),
        })
            Assert.Equal(value, policy[name]);
    }

    [Fact]
    public async Task The_only_script_written_into_a_page_carries_the_nonce_of_this_answer()
    {
        using var person = await SignedIn.AsAsync(world.Portal, await world.PersonAsync(Role.SuperAdmin));
        var nonces = new HashSet<string>();
        foreach (var path in new[] { "/customers", "/sign-in", "/no-such-page" })
        {
            using var answer = await person.GetAsync(path);
            var html = await answer.Content.ReadAsStringAsync(Cancel);
            var nonce = Directives(answer)["script-src"].Split("'nonce-")[1].TrimEnd('\'');
            Assert.True(nonces.Add(nonce));
            var inline = System.Text.RegularExpressions.Regex.Matches(html, "<script(?![^>]* src=)[^>]*>");
            Assert.Equal($"<script type=\"importmap\" nonce=\"{nonce}\">", WebUtility.HtmlDecode(Assert.Single(inline).Value));
            Assert.DoesNotMatch(" on[a-z]+=\"", html);
        }
    }

    [Fact]
    public async Task What_a_console_says_more_strictly_stays()
    {
        using var browser = BrowserOf(world.Portal);
        using var page = await browser.GetAsync("/sign-in", Cancel);
        using var link = await browser.GetAsync($"/console/{Guid.NewGuid()}/visit/enter?t=invented", Cancel);

        Assert.Equal("same-origin", One(page, "Referrer-Policy"));
        Assert.Equal("no-referrer", One(link, "Referrer-Policy"));
    }

    [Fact]
    public async Task Https_is_remembered_outside_the_demo_and_nowhere_else()
    {
        await using var real = await PortalHost.StartAsync(settings: new(s_elsewhere) { ["Demo:Enabled"] = "false" });
        await using var demo = await PortalHost.StartAsync(settings: new(s_elsewhere));

        Assert.Equal("max-age=31536000", await HstsAsync(real, "https"));
        Assert.Null(await HstsAsync(real, "http"));
        Assert.Null(await HstsAsync(demo, "https"));

        static async Task<string?> HstsAsync(PortalHost portal, string scheme)
        {
            using var browser = BrowserOf(portal);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in") { Headers = { Host = "portal.example" } };
            request.Headers.Add("X-Forwarded-Proto", scheme);
            using var answer = await browser.SendAsync(request, Cancel);
            return answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? Assert.Single(values) : null;
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("10.0.0.1")]
    public async Task A_name_that_is_not_ours_reaches_nothing(string host)
    {
        using var browser = BrowserOf(world.Portal);
        foreach (var path in new[] { "/sign-in", "/logo.svg", "/live" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using var answer = await browser.SendAsync(request, Cancel);
            Assert.Equal((HttpStatusCode.BadRequest, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
        }
    }

    [Theory]
    [InlineData("https://login.example/realms/partner", "https://login.example")]
    [InlineData("http://localhost:8085/", "http://localhost:8085")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("", null)]
    public void A_form_may_lead_to_the_OpenID_provider_and_to_nobody_else(string authority, string? target)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("Oidc:Authority", authority)]).Build();
        Assert.Equal(target is null ? [] : [target], SecurityHeaders.FormTargets(settings));
    }

    [Fact]
    public async Task The_OpenID_provider_stands_in_the_policy()
    {
        await using var portal = await PortalHost.StartAsync(settings: new() { ["Demo:Enabled"] = "false", ["Oidc:Authority"] = "https://login.example/realms/partner", ["Oidc:ClientId"] = "portal" });
        using var browser = BrowserOf(portal);
        using var answer = await browser.GetAsync("/logo.svg", Cancel);
        Assert.Equal("'self' https://login.example", Directives(answer)["form-action"]);
    }

    private static HttpClient BrowserOf(PortalHost portal) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.BaseAddress };

    private static string One(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private static Dictionary<string, string> Directives(HttpResponseMessage answer) => One(answer, "Content-Security-Policy")
        .Split(';', StringSplitOptions.TrimEntries).Select(directive => directive.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
}
