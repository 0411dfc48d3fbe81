using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The main job, as two people in two browsers live it.</summary>
public sealed class CustomersJourneyTests(BrowserFixture browser)
{
    private const string Accented = "Société Méridionale d’Optique";
    private const string Capitals = "SOCIETE NOUVELLE DES BRASSEURS REUNIS";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_renamed_customer_shows_in_another_browser_without_reload(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var mine = await browser.TabAsync(portal, language);
        await using var theirs = await browser.TabAsync(portal, language == "en" ? "fr" : "en");
        await theirs.SignInAsync("Théo");
        await theirs.SearchAsync("optique");
        await Expect(theirs.Row(Accented)).ToBeVisibleAsync();
        await theirs.Page.EvaluateAsync("window.notReloaded = true");
        await mine.SignInAsync("Camille");

        await mine.SearchAsync("société");
        await Expect(mine.Row(Accented)).ToBeVisibleAsync();
        await Expect(mine.Row(Capitals)).ToBeVisibleAsync();
        await mine.Page.GetByRole(AriaRole.Button, new() { Name = Accented, Exact = true }).ClickAsync();
        var popup = mine.Page.GetByRole(AriaRole.Dialog);
        await Expect(popup.GetByText(Say(nameof(CustomerTexts.Contact), language))).ToBeVisibleAsync();
        await popup.GetByRole(AriaRole.Button, new() { Name = Say(nameof(CustomerTexts.Edit), language), Exact = true }).ClickAsync();
        await popup.GetByRole(AriaRole.Textbox, new() { Name = Say(nameof(CustomerTexts.ShowAs), language) }).FillAsync("Optique du Midi");
        await popup.GetByRole(AriaRole.Button, new() { Name = Say(nameof(CustomerTexts.Save), language), Exact = true }).ClickAsync();
        await Expect(popup.GetByTestId("show-as")).ToHaveTextAsync("Optique du Midi");

        await Expect(theirs.Row("Optique du Midi")).ToBeVisibleAsync();
        Assert.True(await theirs.Page.EvaluateAsync<bool>("window.notReloaded"));
        Assert.Empty(mine.Errors);
        Assert.Empty(theirs.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Fact]
    public async Task A_licence_change_marks_the_badge_in_every_open_list_and_moves_no_row()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var english = await browser.TabAsync(portal, "en");
        await using var french = await browser.TabAsync(portal, "fr");
        await english.SignInAsync("Camille", "/customers?sort=-licences");
        await french.SignInAsync("Théo", "/customers?sort=-licences");
        var licence = await ActiveLicenceAsync(portal);
        await english.SearchAsync(licence.CustomerId.ToString());
        await french.SearchAsync(licence.CustomerId.ToString());
        await Expect(english.Row(licence.CustomerId)).ToBeVisibleAsync();
        await Expect(french.Row(licence.CustomerId)).ToBeVisibleAsync();

        await portal.Services.GetRequiredService<CentralCommands>().UsageAsync(licence.PartnerId, licence.Id, licence.Quantity!.Value + 8);

        var badge = english.Row(licence.CustomerId).Locator(".pb-badge.pb-overused");
        await Expect(badge).ToContainTextAsync("+8");
        await Expect(badge.Locator(".pb-dot")).ToBeVisibleAsync();
        await Expect(badge).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("Active → Over-used – the vendor"));
        var badgeFr = french.Row(licence.CustomerId).Locator(".pb-badge.pb-overused");
        await Expect(badgeFr).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("Active → Dépassement – l’éditeur"));
        Assert.Empty(english.Errors);
        Assert.Empty(french.Errors);
    }

    [Fact]
    public async Task A_new_match_waits_in_the_pill_until_it_is_applied()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille", "/customers?alerts=1");
        var customer = await QuietCustomerAsync(portal);
        var count = await tab.Page.GetByTestId("count").TextContentAsync();

        await portal.Services.GetRequiredService<CentralCommands>().RaiseAsync(customer.PartnerId, new Alert
        {
            Id = Guid.NewGuid(),
            PartnerId = customer.PartnerId,
            CustomerId = customer.Id,
            Cause = "test",
            Severity = AlertSeverity.High,
            Description = "Gateway down.",
            RaisedAt = DateTime.UtcNow,
        });

        var pill = tab.Page.GetByTestId("pending");
        await Expect(pill).ToHaveTextAsync("1 change – apply");
        await Expect(tab.Page.GetByTestId("count")).ToHaveTextAsync(count!);
        await pill.ClickAsync();
        await Expect(pill).ToHaveCountAsync(0);
        await tab.SearchAsync(customer.Id.ToString());
        await Expect(tab.Row(customer.Id).Locator(".pb-severity-high")).ToHaveTextAsync("1");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_copied_link_opens_the_same_view_for_another_person()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var mine = await browser.TabAsync(portal);
        await mine.SignInAsync("Camille");
        await mine.ReplacedAsync(() => mine.Page.GetByTestId("tile-expiring").ClickAsync());
        await mine.ReplacedAsync(() => mine.Page.GetByRole(AriaRole.Button, new() { Name = "Next expiry" }).ClickAsync());
        await mine.SearchAsync("a");
        await Expect(mine.Page.GetByTestId("tile-expiring")).ToHaveAttributeAsync("aria-pressed", "true");
        await mine.Page.Locator(".pb-name-button").First.ClickAsync();
        await Expect(mine.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        var names = await mine.Page.Locator(".pb-name-button").AllTextContentsAsync();

        await using var theirs = await browser.TabAsync(portal);
        await theirs.SignInAsync("Théo", new Uri(mine.Page.Url).PathAndQuery);
        await Expect(theirs.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Expect(theirs.Page.GetByTestId("tile-expiring")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(theirs.Page.Locator("[aria-sort=ascending]")).ToContainTextAsync("Next expiry");
        await Expect(theirs.Page.Locator("#pb-search")).ToHaveValueAsync("a");
        await Expect(theirs.Page.Locator(".pb-name-button")).ToHaveTextAsync(names);
        Assert.Empty(theirs.Errors);
    }

    [Fact]
    public async Task What_is_out_of_scope_or_permission_does_not_exist_on_the_page()
    {
        await using var portal = await PortalHost.StartAsync(customers: 100);
        await using var business = await browser.TabAsync(portal);
        await business.SignInAsync("Hélène");
        await Expect(business.Page.GetByTestId("tile-alerts")).ToHaveCountAsync(0);
        await Expect(business.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Alerts" })).ToHaveCountAsync(0);

        await using var helpDesk = await browser.TabAsync(portal);
        await helpDesk.SignInAsync("Inès");
        var scope = await CountAsync(portal, db => db.GroupMembers.Count(m => db.Groups.Any(g => g.Id == m.GroupId && g.Name == "Santé" && g.PartnerId == 1)));
        await Expect(helpDesk.Page.GetByTestId("count")).ToHaveTextAsync($"{scope} of {scope}");
        await helpDesk.Page.Locator(".pb-name-button").First.ClickAsync();
        await Expect(helpDesk.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Expect(helpDesk.Page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true })).ToHaveCountAsync(0);
        Assert.Empty(helpDesk.Errors);
    }

    [Fact]
    public async Task Signing_out_ends_every_tab_of_this_browser_and_no_other()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var first = await browser.TabAsync(portal);
        await using var other = await browser.TabAsync(portal);
        await first.SignInAsync("Camille");
        await other.SignInAsync("Camille");
        var second = await first.BesideAsync();
        await second.GoAsync("/customers");
        await Expect(second.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();

        await first.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Camille Aubert") }).ClickAsync();
        await first.Page.GetByText("Sign out").ClickAsync();

        await first.AtAsync("/sign-in");
        await second.AtAsync("/sign-in");
        await other.SearchAsync("optique");
        await Expect(other.Row(Accented)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_survives_the_server_being_killed_and_started_again()
    {
        await using var portal = await PortalProcess.StartAsync(customers: 40);
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille", "/customers?q=optique&sort=-expiry");
        await Expect(tab.Row(Accented)).ToBeVisibleAsync();

        await portal.KillAsync();
        await Expect(tab.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await portal.RestartAsync();

        // Reloaded by itself: the same person, the same view, and alive.
        await Expect(tab.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(tab.Row(Accented)).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await tab.SearchAsync("brasseurs");
        await Expect(tab.Row(Capitals)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_the_list_is_cards_that_do_not_scroll_sideways()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, "fr", width: 390, height: 844);
        await tab.SignInAsync("Camille");
        var card = await tab.Page.Locator(".pb-body .pb-row").First.BoundingBoxAsync();
        Assert.NotNull(card);
        Assert.InRange(card.Width, 300, 390);
        Assert.InRange(card.Height, 120, 150);
        Assert.True(await tab.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        var name = await tab.Page.Locator(".pb-name-button").Nth(12).TextContentAsync();
        await tab.Page.Locator(".pb-name-button").Nth(12).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(name!);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_word_typed_letter_by_letter_loses_none_and_is_one_step_to_go_back_from()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        var all = await tab.Page.Locator(".pb-name-button").AllTextContentsAsync();
        var search = tab.Page.Locator("#pb-search");
        await search.PressSequentiallyAsync("optique", new() { Delay = 70 });
        await tab.AtAsync("q=optique");
        await Expect(search).ToHaveValueAsync("optique");
        await Expect(tab.Page.Locator(".pb-name-button").Filter(new() { HasNotText = "Optique" })).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator(".pb-name-button").Filter(new() { HasText = "Optique" }).First).ToBeVisibleAsync();

        await tab.Page.GoBackAsync();
        await Expect(search).ToHaveValueAsync("");
        await Expect(tab.Page.Locator(".pb-name-button")).ToHaveTextAsync(all);
        Assert.DoesNotContain("q=", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_slash_key_goes_to_the_search_and_the_popup_gives_the_focus_back()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        await tab.Page.Keyboard.PressAsync("/");
        await Expect(tab.Page.Locator("#pb-search")).ToBeFocusedAsync();
        await tab.Page.Keyboard.TypeAsync("optique/");
        await Expect(tab.Page.Locator("#pb-search")).ToHaveValueAsync("optique/");
        await tab.SearchAsync("optique");

        var name = tab.Page.GetByRole(AriaRole.Button, new() { Name = Accented, Exact = true });
        await name.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        // The keyboard is in the popup once one of its parts has the focus.
        await Expect(tab.Page.GetByRole(AriaRole.Dialog).Locator(":focus")).ToHaveCountAsync(1);
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(name).ToBeFocusedAsync();
        await tab.AtAsync("^((?!contact=).)*$");
    }

    private static string Say(string key, string language) =>
        new ResourceManager(typeof(CustomerTexts)).GetString(key, CultureInfo.GetCultureInfo(language))!;

    private static async Task<Licence> ActiveLicenceAsync(PortalHost portal)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();
        // The only one of its category, so that the badge speaks of it.
        return await db.Licences.AsNoTracking().OrderBy(l => l.Id).FirstAsync(l => l.PartnerId == 1 && l.State == LicenceState.Active && l.Quantity != null
            && db.Licences.Count(other => other.CustomerId == l.CustomerId && other.Category == l.Category) == 1);
    }

    private static async Task<CustomerRow> QuietCustomerAsync(PortalHost portal)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();
        return await db.CustomerRows.AsNoTracking().OrderBy(r => r.Id).FirstAsync(r => r.PartnerId == 1 && r.Assistance == PartnerAssistance.On
            && r.AlertsHigh + r.AlertsMedium + r.AlertsLow == 0);
    }

    private static async Task<int> CountAsync(PortalHost portal, Func<PartnerDb, int> count)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();
        return count(db);
    }
}
