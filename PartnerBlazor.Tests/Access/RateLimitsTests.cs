using System.Net;
using PartnerBlazor.Access;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Access;

/// <summary>How often a stranger may knock, what they are told then, and whom it does not concern.</summary>
public sealed class RateLimitsTests(BrowserFixture browser)
{
    // More than any bucket holds and refills meanwhile.
    private const int Many = 300;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_signs_in_again_and_again_waits_and_the_pages_stay_open()
    {
        await using var portal = await PortalHost.StartAsync();
        using var client = Client(portal);

        using var refused = await UntilRefusedAsync(client, "/sign-in/demo");

        Assert.NotNull(refused);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 60);
        Assert.True(refused.Headers.CacheControl?.NoStore);
        Assert.Contains("Try again in 5 seconds.", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sign-in", Cancel)).StatusCode);
        // Another door has its own bucket.
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await client.GetAsync($"/console/{Guid.NewGuid()}/visit/enter?t=x", Cancel)).StatusCode);
        Assert.DoesNotContain(portal.Complaints, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_is_tried_more_rarely_than_an_address_however_it_is_written()
    {
        await using var portal = await PortalHost.StartAsync();
        using var client = Client(portal);
        var tries = 0;
        for (HttpStatusCode? status = null; status != HttpStatusCode.TooManyRequests && tries < 60; tries++)
            status = (await PostAsync(client, "/sign-in/demo", ("Email", tries % 2 == 0 ? "ada@example.com" : " ADA@example.com"))).StatusCode;

        Assert.InRange(tries, 21, 25);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, "/sign-in/demo", ("Email", "grace@example.com"))).StatusCode);
        // A field beside it, or another case of its name, is no way round.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(client, "/sign-in/demo", ("xemail", $"{Guid.NewGuid()}"), ("email", "ada@example.com"))).StatusCode);
    }

    [Fact]
    public async Task Forms_that_name_two_accounts_share_one_limit()
    {
        await using var portal = await PortalHost.StartAsync();
        using var client = Client(portal);
        var tries = 0;
        for (HttpStatusCode? status = null; status != HttpStatusCode.TooManyRequests && tries < 60; tries++)
            status = (await PostAsync(client, "/sign-in/demo", ("Email", $"{Guid.NewGuid()}"), ("Email", "ada@example.com"))).StatusCode;
        Assert.InRange(tries, 21, 25);
    }

    [Fact]
    public async Task Links_that_were_invented_are_refused_in_the_end_and_their_page_tells_no_address()
    {
        await using var portal = await PortalHost.StartAsync();
        using var client = Client(portal);
        HttpResponseMessage? refused = null;
        for (var i = 0; i < Many && refused is null; i++)
            if (await client.GetAsync($"/console/{Guid.NewGuid()}/visit/enter?t=secret", Cancel) is { StatusCode: HttpStatusCode.TooManyRequests } answer)
                refused = answer;

        Assert.NotNull(refused);
        Assert.Equal("no-referrer", Assert.Single(refused.Headers.GetValues("Referrer-Policy")));
        Assert.DoesNotContain("secret", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_not_counted()
    {
        await using var portal = await PortalHost.StartAsync();
        using var client = Client(portal);
        for (var i = 0; i < 1500; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/logo.svg", Cancel)).StatusCode);
    }

    [Fact]
    public async Task In_French_a_person_reads_when_to_try_again_and_is_led_back()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, "fr");
        using var client = Client(portal);
        await tab.GoAsync("/sign-in");
        using (await UntilRefusedAsync(client, "/sign-in/demo"))
            await tab.Page.Locator("button[name=person]").First.ClickAsync();

        Assert.Equal("Trop de tentatives", await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading).InnerTextAsync());
        Assert.Equal("/sign-in", await tab.Page.Locator("main .pb-act-main").GetAttributeAsync("href"));
        tab.ForgetErrors();
    }

    [Fact]
    public async Task The_page_itself_is_nobodys_to_open()
    {
        await using var portal = await PortalHost.StartAsync();
        using var client = Client(portal);
        Assert.Equal("/", new Uri(portal.BaseAddress, (await client.GetAsync("/too-many", Cancel)).Headers.Location!).AbsolutePath);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8:1:2:aaaa::1", "20010db800010002")]
    [InlineData("2001:db8:1:2:bbbb::2", "20010db800010002")]
    [InlineData("2001:db8:1:3::1", "20010db800010003")]
    public void A_visitor_is_an_address_or_the_network_they_choose_it_from(string address, string visitor) =>
        Assert.Equal(visitor, RateLimits.VisitorOf(IPAddress.Parse(address)));

    private static async Task<HttpResponseMessage?> UntilRefusedAsync(HttpClient client, string path)
    {
        for (var i = 0; i < Many; i++)
            if (await PostAsync(client, path) is { StatusCode: HttpStatusCode.TooManyRequests } refused)
                return refused;
        return null;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync(new Uri(path, UriKind.Relative), form, Cancel);
    }

    private static HttpClient Client(PortalHost portal) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.BaseAddress };
}
