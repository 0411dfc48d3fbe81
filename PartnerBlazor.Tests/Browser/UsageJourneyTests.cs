using System.Globalization;
using System.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Central;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Managed customer usage as people live it: found in the navigation, filtered, downloaded, acted from, and live.</summary>
public sealed class UsageJourneyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Usage_is_looked_at_downloaded_and_acted_upon(string language)
    {
        string Say<T>(string key) => new ResourceManager(typeof(T)).GetString(key, CultureInfo.GetCultureInfo(language))!;
        await using var portal = await PortalHost.StartAsync();
        await using var admin = await browser.TabAsync(portal, language);
        await using var reader = await browser.TabAsync(portal, language);
        var id = await UnlinkJourneyTests.MonthlyAsync(portal);
        await admin.SignInAsync("Camille");
        await reader.SignInAsync("Hélène Garnier", $"/usage?q={id}");

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = Say<ShellTexts>("NavUsage") }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = Say<UsageTexts>("UsageTitle") })).ToBeVisibleAsync();
        await Expect(admin.Page.Locator(".pb-usage-line").First).ToBeVisibleAsync();
        await admin.ReplacedAsync(() => admin.Page.GetByRole(AriaRole.Button, new() { Name = Say<UsageTexts>("OnlyOver") }).ClickAsync());
        await Expect(admin.Page.Locator(".pb-over").First).ToBeVisibleAsync();
        var shown = await admin.Page.Locator(".pb-body .pb-name-button").AllTextContentsAsync();
        Assert.EndsWith("/usage?over=1", admin.Page.Url, StringComparison.Ordinal);

        // The file says the same, in the person's language.
        var download = await admin.Page.RunAndWaitForDownloadAsync(() => admin.Page.GetByRole(AriaRole.Link, new() { Name = Say<UsageTexts>("Export") }).ClickAsync());
        Assert.StartsWith(Say<UsageTexts>("FileName"), download.SuggestedFilename, StringComparison.Ordinal);
        var file = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        var separator = language == "fr" ? ';' : ',';
        Assert.StartsWith(Say<UsageTexts>("CsvCustomer") + separator, file[0], StringComparison.Ordinal);
        Assert.Equal(shown, file.Skip(1).Select(line => line.Split(separator)[0].Trim('"')).Distinct());
        // A download is no leaving: the page is alive.
        await admin.ReplacedAsync(() => admin.SearchAsync(id.ToString()));

        // What the vendor finds is told beside the name, everywhere.
        var vendor = portal.Services.GetRequiredService<CentralCommands>();
        await admin.ReplacedAsync(() => admin.Page.GetByTestId("over").ClickAsync());
        await Expect(admin.Row(id)).ToBeVisibleAsync();
        await vendor.UnprotectedAsync(1, id, 7);
        await Expect(reader.Row(id).Locator(".pb-unprotected")).ToHaveTextAsync("7");
        await Expect(admin.Row(id).Locator(".pb-unprotected")).ToHaveTextAsync("7");

        // Flex licences are chosen from here too, and the note is there.
        await ActAsync(admin, id, "ChangeLicences");
        await Expect(admin.Page.GetByRole(AriaRole.Dialog).GetByText(Say<BillingTexts>("EarlyAccess"))).ToBeVisibleAsync();
        await admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Say<BillingTexts>("Cancel") }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await ActAsync(admin, id, "Unlink");
        await admin.Page.Locator("#pb-unlink-confirm").FillAsync(await admin.Row(id).Locator(".pb-name-button").TextContentAsync() ?? "");
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Say<UnlinkTexts>("Close") })).ToBeFocusedAsync();
        await Expect(reader.Row(id).Locator(".pb-leaves")).ToBeVisibleAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(admin.Row(id).Locator(".pb-leaves")).ToBeVisibleAsync();

        // The warning leads to the details, which say it in full.
        await admin.Row(id).Locator(".pb-unprotected").ClickAsync();
        await Expect(admin.Page.GetByTestId("unprotected")).ToHaveTextAsync(string.Format(CultureInfo.InvariantCulture, Say<UsageTexts>("UnprotectedMany"), 7));
        Assert.Empty(admin.Errors);
        Assert.Empty(reader.Errors);
        Assert.Empty(portal.Complaints);
    }

    // By keyboard: the menu's button, the act in it.
    private static async Task ActAsync(Tab tab, Guid id, string act)
    {
        await tab.Row(id).Locator(".pb-menu-button").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator(".pb-row-menu [role=menuitem]").First).ToBeFocusedAsync();
        await tab.Page.Locator($".pb-row-menu [data-act={act}]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
    }
}
