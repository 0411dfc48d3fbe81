using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Link;

/// <summary>What an open tab shows of the connection, in the bar and on its page, and that both follow it.</summary>
public sealed class ConnectionPageTests : IAsyncLifetime
{
    private VendorWorld _world = null!;
    private PartnerScope _admin = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        _world = await VendorWorld.StartAsync();
        _admin = await _world.Store.AddPersonAsync(_world.Partner);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_page_follows_the_link_and_says_what_mends_it()
    {
        await using var tab = await TabAsync(_admin);
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("Unknown", State(page)));
        await _world.Link.CheckAsync(CallLane.Background, Stop);
        await page.WaitForAssertionAsync(() => Assert.Equal("Ok", State(page)));
        Assert.Contains($"Partner · {_world.StandIn.Estate.PartnerId}", Text(page), StringComparison.Ordinal);
        Assert.Contains("5f1d…1c44", Text(page), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=last-error]"));

        _world.StandIn.ForgetTokens();
        _world.StandIn.Faults.Next("/api/v2/oauth2/token", 1, StandInFault.Status(401));
        await _world.Link.CheckAsync(CallLane.Background, Stop);
        await page.WaitForAssertionAsync(() => Assert.Equal("Refused", State(page)));
        Assert.Contains("Check Central:ClientId and Central:ClientSecret", Text(page), StringComparison.Ordinal);
        Assert.Contains("They are tried again on 15 Jun 2026 10:01 UTC", Text(page), StringComparison.Ordinal);
        // What went wrong is written after the state has changed.
        await page.WaitForAssertionAsync(() => Assert.Contains("HTTP 401", page.Find("[data-testid=last-error]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(StandInOptions.DemoClientSecret, page.Markup, StringComparison.Ordinal);

        // A person does not wait for the pause.
        await page.Find("[data-testid=check]").ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal("Ok", State(page)));
        Assert.Equal("Connected", page.Find("[data-testid=told]").TextContent);
        // What went wrong stays until it was read.
        await page.Find("[data-testid=dismiss]").ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("[data-testid=last-error]")));
    }

    [Fact]
    public async Task What_is_read_is_followed_stopped_and_continued()
    {
        await using var tab = await TabAsync(_admin);
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("Unknown", State(page)));
        Assert.Empty(page.FindAll("[data-testid=sync]"));
        for (var i = 0; i < 12; i++)
            _world.StandIn.Estate.Add(new StandInCustomer { Name = $"Customer {i}" });
        await _world.Link.CheckAsync(CallLane.Background, Stop);
        await page.WaitForAssertionAsync(() => Assert.Contains("Nothing was read yet", Sync(page).TextContent, StringComparison.Ordinal));
        await TurnAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("12 new", Sync(page).TextContent, StringComparison.Ordinal));
        Assert.Contains("the list of 12 customers every 15 min, alerts every 5 min, licences every 15 min, devices every 6 h. Customers somebody has on screen go first.", Sync(page).TextContent, StringComparison.Ordinal);
        await TurnAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal("8", Sync(page).QuerySelector("progress")!.GetAttribute("value")));
        Assert.Contains("Reads customer by customer, about less than a minute left", Sync(page).TextContent, StringComparison.Ordinal);
        Assert.Equal("Alerts 8 of 12", string.Join(' ', Sync(page).QuerySelector(".pb-sync-progress")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        await page.Find("[data-testid=sync-stop]").ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("Stopped by Ada Person since 15 Jun 2026", Sync(page).TextContent, StringComparison.Ordinal));
        Assert.Contains("8 of 12", Sync(page).QuerySelector(".pb-sync-progress")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=sync-run]"));
        await page.Find("[data-testid=sync-continue]").ClickAsync();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=sync-run]"));
        while (await TurnAsync() == TimeSpan.Zero)
        {
        }
        await page.WaitForAssertionAsync(() => Assert.Equal("Everything is read", page.Find("[data-testid=sync-doing]").TextContent));
        Assert.Equal(["Devices", "Licences", "Alerts", "List of customers, looking for who left"], page.FindAll(".pb-runs tr[data-outcome=Done] th").Select(head => head.TextContent));
    }

    [Fact]
    public async Task A_run_that_failed_says_why_in_French()
    {
        TestTab.Speak("fr");
        _world.StandIn.Faults.Next("/partner/v1/tenants", 1, StandInFault.Status(403));
        await _world.Link.CheckAsync(CallLane.Background, Stop);
        await TurnAsync();
        await using var tab = await TabAsync(_admin);
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("Échoué\nL’éditeur refuse de répondre.".ReplaceLineEndings(""), page.Find(".pb-runs tr[data-outcome=Failed] td:last-child").TextContent.ReplaceLineEndings("").Trim()));
        Assert.Contains("Liste des clients", page.Find("[data-testid=last-error]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_the_vendor_asked_for_is_said_with_its_end()
    {
        await _world.Link.CheckAsync(CallLane.Background, Stop);
        _world.StandIn.Faults.Next("/whoami", 1, StandInFault.TooMany(TimeSpan.FromMinutes(10)));
        await _world.Link.CheckAsync(CallLane.Background, Stop);
        await using var tab = await TabAsync(_admin);
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => Assert.Contains("It is asked again from 15 Jun 2026 10:10 UTC on", Text(page), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.HelpDesk)]
    [InlineData(Role.ReadOnly)]
    [InlineData(Role.BusinessAdmin)]
    public async Task It_is_for_who_manages_people(Role role)
    {
        await using var tab = await TabAsync(await _world.Store.AddPersonAsync(_world.Partner, role));
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=not-allowed]"));
        Assert.Empty(page.FindAll("[data-testid=link]"));
    }

    [Fact]
    public async Task The_demo_and_a_portal_without_credentials_say_so_and_offer_nothing_to_ask()
    {
        await using var without = await VendorWorld.StartAsync(change: options => (options.ClientId, options.ClientSecret) = ("", ""));
        await using var tab = await TabAsync(await without.Store.AddPersonAsync(without.Partner), without);
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => Assert.Contains("set Central:ClientId and Central:ClientSecret", Text(page), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=check]"));
        Assert.Empty(tab.Page.Render<LinkChip>(p => p.Add(c => c.MayOpen, true)).FindAll("[data-testid=link-chip]"));
        var demo = await without.Store.AddPersonAsync(await without.Store.AddPartnerAsync(demo: true, name: "Demo"));
        await using var other = await TabAsync(demo, without);
        page = other.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => Assert.Contains("Played by the demo", Text(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_bar_shows_the_link_to_everybody_and_leads_to_the_page_only_whom_it_is_for()
    {
        await using var tab = await TabAsync(_admin);
        await using var helpDesk = await TabAsync(await _world.Store.AddPersonAsync(_world.Partner, Role.HelpDesk));
        var chips = new[] { Chip(tab, true), Chip(helpDesk, false) };
        await _world.Link.CheckAsync(CallLane.Background, Stop);
        foreach (var chip in chips)
            await chip.WaitForAssertionAsync(() => Assert.Equal("Ok", chip.Find("[data-testid=link-chip]").GetAttribute("data-state")));
        Assert.Equal(("A", "SPAN"), (chips[0].Find("[data-testid=link-chip]").NodeName, chips[1].Find("[data-testid=link-chip]").NodeName));
        _world.StandIn.Faults.Next("/whoami", 3, StandInFault.Status(503));
        await _world.Link.CheckAsync(CallLane.Background, Stop);
        foreach (var chip in chips)
            await chip.WaitForAssertionAsync(() => Assert.Equal("Connection: No answer", chip.Find("[role=status]").TextContent));
    }

    [Fact]
    public void Every_state_call_and_kind_is_said_in_both_languages()
    {
        string[] names = [.. Enum.GetNames<LinkState>().SelectMany(state => new[] { $"State{state}", $"Mend{state}" }), .. Enum.GetNames<CentralCall>().Select(call => $"Call{call}"), .. Enum.GetNames<VendorKind>().Select(kind => $"Kind{kind}")];
        var texts = new System.Resources.ResourceManager(typeof(PartnerBlazor.Text.ConnectionTexts));
        foreach (var language in new[] { "en", "fr" })
            Assert.All(names, name => Assert.False(string.IsNullOrEmpty(texts.GetString(name, System.Globalization.CultureInfo.GetCultureInfo(language))), name));
    }

    [Fact]
    public async Task Each_tab_is_told_in_its_own_language_whoever_causes_the_change()
    {
        await using var english = await TabAsync(_admin);
        var first = Chip(english, true);
        TestTab.Speak("fr");
        await using var french = await TabAsync(_admin);
        var second = Chip(french, true);
        TestTab.Speak("en");
        await Task.Run(() => _world.Link.CheckAsync(CallLane.Background, Stop), Stop);
        await first.WaitForAssertionAsync(() => Assert.Equal("Connected", first.Find(".pb-link-text").TextContent));
        await second.WaitForAssertionAsync(() => Assert.Equal("Connecté", second.Find(".pb-link-text").TextContent));
    }

    [Fact]
    public async Task Leaving_the_page_leaves_the_tab_alive_also_for_whom_it_is_not()
    {
        await using var tab = await TabAsync(await _world.Store.AddPersonAsync(_world.Partner, Role.HelpDesk));
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=not-allowed]"));
        await tab.Page.DisposeComponentsAsync();
        await _world.Link.CheckAsync(CallLane.Background, Stop);
        // The tab's own thread is free: it answers.
        await tab.Page.Renderer.Dispatcher.InvokeAsync(() => { }).WaitAsync(TimeSpan.FromSeconds(20), Stop);
    }

    private static IRenderedComponent<LinkChip> Chip(TestTab tab, bool mayOpen) => tab.Page.Render<LinkChip>(p => p.Add(c => c.MayOpen, mayOpen));

    private Task<TestTab> TabAsync(PartnerScope scope, VendorWorld? of = null)
    {
        var world = of ?? _world;
        return TestTab.OpenAsync(world.Store, scope, services: services => services.AddSingleton(world.Link).AddSingleton(world.Get<ConnectionQueries>())
            .AddSingleton(world.Get<ConnectionCommands>()).AddSingleton(world.Get<SyncQueries>()).AddSingleton(world.Get<SyncCommands>())
            .AddSingleton(world.Sync).AddSingleton<SyncWords>().AddSingleton<ConnectionWords>().AddScoped<ConnectionState>());
    }

    // What waits for its turn gets it by the store's clock.
    private async Task<TimeSpan> TurnAsync()
    {
        var rest = await _world.PassAsync(() => _world.Sync.TurnAsync(Stop));
        // The page rests a moment between two readings, by the same clock.
        _world.Store.Time.Advance(TimeSpan.FromSeconds(1));
        return rest;
    }

    private static AngleSharp.Dom.IElement Sync(IRenderedComponent<ConnectionPage> page) => page.Find("[data-testid=sync]");

    private static string? State(IRenderedComponent<ConnectionPage> page) => page.Find("[data-testid=link]").GetAttribute("data-state");

    private static string Text(IRenderedComponent<ConnectionPage> page) => page.Find("[data-testid=link]").TextContent;
}
