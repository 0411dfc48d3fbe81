using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Store;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>A new name on its way to Central Admin and Salesforce, as people watch it.</summary>
public sealed class DeliveriesJourneyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_new_name_shows_in_the_console_and_the_CRM_also_when_the_CRM_fails_at_first(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var admin = await browser.TabAsync(portal, language);
        await using var crm = await browser.TabAsync(portal, language);
        var id = await CustomerAsync(portal);
        await admin.SignInAsync("Camille", $"/customers?q={id}");
        await crm.SignInAsync("Camille");
        await crm.GoAsync("/crm");
        var account = crm.Page.Locator($"[data-id='{id}'] [data-testid=account-name]");
        await crm.Page.Locator("input[name=crm-mode][value=Refuses]").CheckAsync();

        await admin.RenameAsync(id, "Fenêtres du Midi", language);
        var lines = admin.Page.GetByRole(AriaRole.Dialog).GetByTestId("delivery-lines").Locator("li");
        await Expect(lines.Nth(0)).ToHaveAttributeAsync("data-state", "Delivered");
        await Expect(lines.Nth(1)).ToHaveAttributeAsync("data-state", "Failed");
        // Who did it is told, and nothing is undone.
        await Expect(admin.Page.GetByTestId("refused").Locator(".pb-refused-text")).ToHaveTextAsync(Say(nameof(DeliveryTexts.NoticeOne), language));
        await Expect(admin.Page.Locator(".pb-name-button").First).ToHaveTextAsync("Fenêtres du Midi");
        await Expect(account).Not.ToHaveTextAsync("Fenêtres du Midi");

        await using var console = await admin.BesideAsync();
        await console.GoAsync($"/console/{id}");
        await console.Page.GetByRole(AriaRole.Button, new() { Name = new ResourceManager(typeof(ConsoleTexts)).GetString(nameof(ConsoleTexts.SignInDo), CultureInfo.GetCultureInfo(language))! }).ClickAsync();
        await Expect(console.Page.Locator("#console h1")).ToHaveTextAsync("Fenêtres du Midi");

        await crm.Page.Locator("input[name=crm-mode][value=Silent]").CheckAsync();
        await Expect(crm.Page.Locator("input[name=crm-mode][value=Silent]")).ToBeCheckedAsync();
        await lines.Nth(1).GetByRole(AriaRole.Button).First.FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(admin.Page.GetByTestId("delivery-lines")).ToBeFocusedAsync();
        await Expect(lines.Nth(1)).ToContainTextAsync(Say("receiver_silent", language, typeof(RefusalTexts)));
        await Expect(admin.Page.GetByTestId("refused")).ToHaveCountAsync(0);
        await crm.Page.Locator("input[name=crm-mode][value=Works]").CheckAsync();
        // By itself.
        await Expect(lines.Nth(1)).ToHaveAttributeAsync("data-state", "Delivered");
        await Expect(account).ToHaveTextAsync("Fenêtres du Midi");
        Assert.Empty(admin.Errors);
        Assert.Empty(crm.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Fact]
    public async Task The_deliveries_page_leads_to_what_was_refused_and_acts_by_keyboard()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        var id = await CustomerAsync(portal);
        await tab.SignInAsync("Camille");
        await tab.GoAsync("/crm");
        await tab.Page.Locator("input[name=crm-mode][value=Refuses]").CheckAsync();
        await Expect(tab.Page.Locator("input[name=crm-mode][value=Refuses]")).ToBeCheckedAsync();
        await tab.GoAsync($"/customers?q={id}");
        await tab.RenameAsync(id, "Another name", "en");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.GetByTestId("refused").ClickAsync();
        await tab.AtAsync("/deliveries\\?state=refused&mine=1$");
        var line = tab.Page.GetByTestId("deliveries").Locator($"[data-id='{id}']");
        await Expect(line).ToContainTextAsync("Camille Aubert changed the name just now");
        await tab.Page.GetByTestId("mine-refused").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(tab.Page.GetByTestId("refused")).ToHaveCountAsync(0);
        await line.GetByRole(AriaRole.Button, new() { Name = "Give up: Another name, Salesforce" }).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(line).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator("h1")).ToBeFocusedAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Given up") }).ClickAsync();
        await Expect(line).ToHaveAttributeAsync("data-state", "GivenUp");
        await tab.Page.GoBackAsync();
        await Expect(tab.Page.GetByTestId("empty")).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Fact]
    public async Task What_was_owed_when_the_server_was_killed_arrives_when_it_is_started_again()
    {
        await using var portal = await PortalProcess.StartAsync(customers: 40);
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        await tab.GoAsync("/crm");
        await tab.Page.Locator("input[name=crm-mode][value=Silent]").CheckAsync();
        await Expect(tab.Page.Locator("input[name=crm-mode][value=Silent]")).ToBeCheckedAsync();
        await tab.GoAsync("/customers");
        var id = Guid.Parse((await tab.Page.Locator(".pb-row[data-id]").First.GetAttributeAsync("data-id"))!);
        await tab.RenameAsync(id, "Named before the end", "en");
        var crm = tab.Page.GetByTestId("delivery-lines").Locator("[data-target=Crm]");
        await Expect(crm).ToContainTextAsync("does not answer");
        // A page that comes back by itself would get in the way of the next address.
        await tab.Page.GotoAsync("about:blank");
        await portal.KillAsync();
        await portal.RestartAsync();
        await tab.GoAsync("/crm");
        await tab.Page.Locator("input[name=crm-mode][value=Works]").CheckAsync();
        await Expect(tab.Page.Locator($"[data-id='{id}'] [data-testid=account-name]")).ToHaveTextAsync("Named before the end", new() { Timeout = 60_000 });
        Assert.Empty(tab.Errors);
    }

    private static string Say(string key, string language, Type? texts = null) =>
        new ResourceManager(texts ?? typeof(DeliveryTexts)).GetString(key, CultureInfo.GetCultureInfo(language))!;

    private static async Task<Guid> CustomerAsync(PortalHost portal)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();
        return (await db.CustomerRows.AsNoTracking().Where(r => r.PartnerId == 1 && !r.ManagedOrder && r.Activated).OrderBy(r => r.Id).FirstAsync()).Id;
    }
}
