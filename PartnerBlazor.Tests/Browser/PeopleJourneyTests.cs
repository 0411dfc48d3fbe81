using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>What is given and taken on the people page, as the other lives it in their own browser.</summary>
public sealed class PeopleJourneyTests(BrowserFixture browser)
{
    // What README promises: who is deactivated is signed out everywhere within two seconds.
    private const float WithinTwoSeconds = 2000;

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_role_a_custom_role_and_the_end_reach_the_others_open_page(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var admin = await browser.TabAsync(portal, language);
        await using var other = await browser.TabAsync(portal, language == "en" ? "fr" : "en");
        await other.SignInAsync("Hélène Garnier");
        await other.Page.EvaluateAsync("window.stayed = true");
        await Expect(other.Page.GetByTestId("new-customer")).ToBeVisibleAsync();
        await admin.SignInAsync("Camille");
        await admin.Page.Locator(".pb-rail a[href='/people']").ClickAsync();

        // A copy of her role that creates nobody.
        await admin.Page.Locator(".pb-people-nav a").Nth(1).ClickAsync();
        await admin.Page.GetByTestId("new-role").ClickAsync();
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByTestId("name").FillAsync("Comptes");
        await dialog.GetByTestId("base").SelectOptionAsync("BusinessAdmin");
        await dialog.Locator("[data-permission=StartTrial]").UncheckAsync();
        await dialog.Locator("[data-permission=ManageMonthly]").UncheckAsync();
        await dialog.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(admin.Page.Locator(".pb-role-row[data-id]")).ToHaveCountAsync(1);

        await admin.Page.Locator(".pb-people-nav a").Nth(0).ClickAsync();
        await admin.Page.Locator(".pb-people-name a", new() { HasText = "Hélène" }).ClickAsync();
        await admin.Page.Locator("[data-act=access]").ClickAsync();
        await dialog.GetByTestId("role").SelectOptionAsync(new SelectOptionValue { Index = 5 });
        await dialog.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(other.Page.GetByTestId("new-customer")).ToHaveCountAsync(0);
        await Expect(admin.Page.Locator("dd[data-testid=role]")).ToContainTextAsync("Comptes");
        await Expect(admin.Page.Locator("[data-act=access]")).ToBeFocusedAsync();
        await other.Page.Locator(".pb-person").ClickAsync();
        await Expect(other.Page.Locator("#pb-person-menu")).ToContainTextAsync("Comptes");
        await other.Page.Keyboard.PressAsync("Escape");
        Assert.True(await other.Page.EvaluateAsync<bool>("window.stayed === true"));

        await admin.Page.Locator("[data-act=deactivate]").ClickAsync();
        await dialog.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(other.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"), new() { Timeout = WithinTwoSeconds });
        await Expect(admin.Page.Locator("[data-act=reactivate]")).ToBeVisibleAsync();
        Assert.Empty(admin.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Fact]
    public async Task The_list_is_seen_as_somebody_else_sees_it_until_one_leaves_or_they_go()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var admin = await browser.TabAsync(portal);
        await using var second = await browser.TabAsync(portal);
        await admin.SignInAsync("Camille");
        var all = await admin.Page.GetByTestId("count").TextContentAsync();
        await admin.GoAsync("/people?q=ines");
        await admin.Page.Locator(".pb-people-name a").ClickAsync();
        await admin.Page.Locator("[data-act=view]").ClickAsync();
        var banner = admin.Page.GetByTestId("viewing");
        await Expect(banner).ToContainTextAsync("as Inès Laurent sees it");
        await Expect(admin.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
        await Expect(admin.Page.GetByTestId("count")).Not.ToHaveTextAsync(all!);
        await Expect(admin.Page.Locator(".pb-menu-button")).ToHaveCountAsync(0);
        await Expect(admin.Page.Locator(".pb-edit-groups")).ToHaveCountAsync(0);
        await Expect(admin.Page.GetByTestId("new-customer")).ToHaveCountAsync(0);
        await admin.Page.Locator(".pb-rail a[href='/usage']").ClickAsync();
        await Expect(admin.Page.Locator(".pb-usage-row").First).ToBeVisibleAsync();
        await Expect(admin.Page.GetByTestId("export")).ToHaveCountAsync(0);
        // A page that is not hers says so; loaded anew the tab is one's own again, and says that too.
        await admin.Page.GoBackAsync();
        await admin.Page.GoBackAsync();
        await Expect(admin.Page.Locator(".pb-message")).ToContainTextAsync("Inès Laurent does not see this page");
        await admin.GoAsync("/customers");
        await Expect(banner).ToContainTextAsync("no longer those of Inès Laurent");
        await Expect(admin.Page.GetByTestId("count")).ToHaveTextAsync(all!);
        await admin.GoAsync("/people?q=ines");
        await Expect(banner).ToBeEmptyAsync();
        await admin.Page.Locator(".pb-people-name a").ClickAsync();
        await admin.Page.Locator("[data-act=view]").ClickAsync();
        await Expect(admin.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
        await banner.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(admin.Page.Locator("h1")).ToHaveTextAsync("Inès Laurent");
        await Expect(admin.Page.Locator("h1")).ToBeFocusedAsync();

        await admin.Page.Locator("[data-act=view]").ClickAsync();
        await Expect(admin.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
        await second.SignInAsync("Théo");
        await second.GoAsync("/people?q=ines");
        await second.Page.Locator(".pb-people-name a").ClickAsync();
        await second.Page.Locator("[data-act=deactivate]").ClickAsync();
        await second.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(banner).ToContainTextAsync("has ended");
        await Expect(admin.Page.Locator(".pb-rail a[href='/people']")).ToBeVisibleAsync();
        Assert.Empty(admin.Errors);
        Assert.Empty(portal.Complaints);
    }
}
