using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The doors of the portal and of a customer's console over HTTP: neither lets in whom the other did, and no secret is left lying about.</summary>
public sealed partial class ConsoleDoorTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_signed_in_at_a_console_is_nobody_in_the_portal_and_the_reverse()
    {
        await using var portal = await PortalHost.StartAsync();
        var (id, other) = await TwoAsync(portal);
        using var customer = Browser(portal);
        using var partner = Browser(portal);
        await PostAsync(customer, $"/console/{id}", $"/console/{id}/sign-in");
        Assert.Contains("data-events", await TextAsync(customer, $"/console/{id}"), StringComparison.Ordinal);

        foreach (var path in new[] { "/customers", $"/customers/{id}", "/groups", "/settings", "/launch?refused=busy" })
            Assert.StartsWith("/sign-in", (await customer.GetAsync(path, None)).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
        foreach (var path in new[] { "/live/negotiate", "/_blazor/negotiate" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await customer.PostAsync(path, null, None)).StatusCode);
        Assert.StartsWith("/sign-in", (await PostAsync(customer, $"/console/{id}", "/launch", ("customer", $"{id}"))).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
        // Not even a neighbour's console, nor a technician's visit to its own.
        Assert.DoesNotContain("data-events", await TextAsync(customer, $"/console/{other}"), StringComparison.Ordinal);
        Assert.DoesNotContain("data-events", await TextAsync(customer, $"/console/{id}/visit"), StringComparison.Ordinal);

        await SignInAsync(partner, "Camille");
        var answer = await PostAsync(partner, $"/console/{id}", $"/console/{id}/assistance", ("on", "false"));
        Assert.Equal($"/console/{id}?refused=not_allowed", answer.Headers.Location?.OriginalString);
        answer = await PostAsync(partner, $"/console/{id}", $"/console/{id}/request", ("approve", "true"));
        Assert.Equal($"/console/{id}?refused=not_allowed", answer.Headers.Location?.OriginalString);
        Assert.DoesNotContain("data-events", await TextAsync(partner, $"/console/{id}"), StringComparison.Ordinal);
        Assert.Equal("ended", await FirstWordAsync(portal, id, portal.BaseAddress));
        // Another site's page opens no socket, whoever is signed in.
        await Assert.ThrowsAsync<WebSocketException>(() => FirstWordAsync(portal, id, new Uri("https://elsewhere.example")));
        Assert.Equal(HttpStatusCode.BadRequest, (await partner.GetAsync($"/console/{id}/events", None)).StatusCode);
    }

    [Fact]
    public async Task Its_forms_do_nothing_without_their_token()
    {
        await using var portal = await PortalHost.StartAsync();
        var (id, _) = await TwoAsync(portal);
        using var browser = Browser(portal);
        await SignInAsync(browser, "Camille");
        await PostAsync(browser, $"/console/{id}", $"/console/{id}/sign-in");
        foreach (var path in new[] { "sign-in", "sign-out", "assistance", "request", "visit/leave", "trial" })
            Assert.Equal(HttpStatusCode.BadRequest, (await FormAsync(browser, $"/console/{id}/{path}", ("on", "false"), ("approve", "true"), ("_handler", "trial"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await FormAsync(browser, "/launch", ("customer", $"{id}"))).StatusCode);
    }

    [Fact]
    public async Task A_launch_leaves_its_secret_in_no_log_and_no_cache()
    {
        var log = new EverythingLogged();
        await using var portal = await PortalHost.StartAsync(
            settings: new()
            {
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:LogLevel:Microsoft"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
                // What names a provider goes before what names none.
                ["Logging:Everything:LogLevel:Default"] = "Trace",
                ["Logging:Everything:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
            },
            services: services => services.AddSingleton<ILoggerProvider>(log));
        var (id, _) = await TwoAsync(portal);
        using var browser = Browser(portal);
        await SignInAsync(browser, "Camille");

        var issued = await PostAsync(browser, "/customers", "/launch", ("customer", $"{id}"), ("reason", "Ticket 4711"));
        var link = issued.Headers.Location!.OriginalString;
        var entered = await browser.GetAsync(link, None);
        var page = await browser.GetAsync(entered.Headers.Location, None);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Found, HttpStatusCode.OK), (issued.StatusCode, entered.StatusCode, page.StatusCode));
        Assert.StartsWith($"/console/{id}/visit/enter?t=", link, StringComparison.Ordinal);
        Assert.Equal($"/console/{id}/visit", entered.Headers.Location?.OriginalString);
        foreach (var answer in new[] { issued, entered })
            Assert.Equal(("no-store", "no-referrer"), (answer.Headers.CacheControl?.ToString(), Assert.Single(answer.Headers.GetValues("Referrer-Policy"))));
        Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
        var cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        Assert.Matches($"^PartnerBlazor\\.Visit=.*; path=/console/{id}/visit; samesite=lax; httponly$", cookie);
        // Everything is heard, and it is not there.
        Assert.Contains(log.Lines, line => line.Contains($"/console/{id}/visit", StringComparison.Ordinal));
        var (token, handle) = (link.Split("t=")[1], cookie.Split('=', ';')[1]);
        Assert.DoesNotContain(log.Lines, line => line.Contains(token, StringComparison.Ordinal) || line.Contains(handle, StringComparison.Ordinal));

        // Used up; and without a sign-in it is nobody's, and the token goes nowhere.
        Assert.Equal($"/launch?refused=launch_link_invalid&customer={id}", (await browser.GetAsync(link, None)).Headers.Location?.OriginalString);
        using var stranger = Browser(portal);
        Assert.Equal("/sign-in", (await stranger.GetAsync(link, None)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Why_a_launch_was_refused_is_a_page_of_its_own_that_believes_no_address()
    {
        await using var portal = await PortalHost.StartAsync();
        var (id, _) = await TwoAsync(portal);
        using var browser = Browser(portal);
        await SignInAsync(browser, "Camille");
        await SetAsync(portal, id, PartnerAssistance.Off);

        var refused = await PostAsync(browser, "/customers", "/launch", ("customer", $"{id}"));
        Assert.Equal($"/launch?refused=partner_assistance_off&customer={id}", refused.Headers.Location?.OriginalString);
        var page = await TextAsync(browser, refused.Headers.Location!.OriginalString);
        Assert.Contains("Account details › Sophos Support › Partner Assistance", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains($"href=\"/customers/{id}\"", page, StringComparison.Ordinal);
        foreach (var path in new[] { "/launch", "/launch?refused=Call+this+number" })
            Assert.Equal("/customers", new Uri(portal.BaseAddress, (await browser.GetAsync(path, None)).Headers.Location!).AbsolutePath);
    }

    [Fact]
    public async Task There_is_no_console_of_nobody_of_an_imported_partners_customer_or_without_the_demo()
    {
        await using var portal = await PortalHost.StartAsync();
        var (id, _) = await TwoAsync(portal);
        using var browser = Browser(portal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/console/{id}", None)).StatusCode);
        await portal.Services.GetRequiredService<PartnerStore>().WriteAsync(1, Actor.Vendor, async write =>
        {
            (await write.Db.Partners.SingleAsync(p => p.Id == 1)).Demo = false;
            write.JournalOther(JournalKinds.PartnerChanged, null);
            return true;
        }, None);
        foreach (var unknown in new[] { id, Guid.NewGuid() })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/console/{unknown}", None)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(browser, "/sign-in", $"/console/{unknown}/sign-in")).StatusCode);
        }
    }

    private static async Task<(Guid, Guid)> TwoAsync(PortalHost portal)
    {
        await using var db = portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContext();
        var ids = await db.CustomerRows.Where(r => r.PartnerId == 1 && r.Assistance == PartnerAssistance.On && r.Activated && r.Status == CustomerStatus.Active)
            .OrderBy(r => r.Id).Select(r => r.Id).Take(2).ToListAsync(None);
        return (ids[0], ids[1]);
    }

    private static Task SetAsync(PortalHost portal, Guid id, PartnerAssistance to) =>
        portal.Services.GetRequiredService<PartnerBlazor.Central.CentralCommands>().AssistanceAsync(1, id, to);

    // The first word a page's socket hears, without any console's cookie.
    private static async Task<string> FirstWordAsync(PortalHost portal, Guid id, Uri origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(new Uri(portal.BaseAddress, $"/console/{id}/events")) { Scheme = "ws" }.Uri, None);
        var word = new byte[100];
        return System.Text.Encoding.UTF8.GetString(word, 0, (await socket.ReceiveAsync(word, None)).Count);
    }

    private static HttpClient Browser(PortalHost portal)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.BaseAddress };
        browser.DefaultRequestHeaders.Add("Accept-Language", "en");
        return browser;
    }

    private static async Task<string> TextAsync(HttpClient browser, string path) => await (await browser.GetAsync(path, None)).Content.ReadAsStringAsync(None);

    // Sends a form of a page, with the page's token.
    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string path, params (string Name, string Value)[] fields) =>
        await FormAsync(browser, path, [.. fields, ("__RequestVerificationToken", Token().Match(await TextAsync(browser, page)).Groups[1].Value)]);

    private static async Task<HttpResponseMessage> FormAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(("sent", "1")).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await browser.PostAsync(new Uri(path, UriKind.Relative), form, None);
    }

    private static async Task SignInAsync(HttpClient browser, string person)
    {
        var page = await TextAsync(browser, "/sign-in");
        var id = Regex.Match(page, $"name=\"person\" value=\"([^\"]+)\"(?:(?!</button>).)*{person}", RegexOptions.Singleline).Groups[1].Value;
        await FormAsync(browser, "/sign-in/demo", ("__RequestVerificationToken", Token().Match(page).Groups[1].Value), ("person", id));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [ProviderAlias("Everything")]
    private sealed class EverythingLogged : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            _lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
