using System.Globalization;
using System.Resources;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Tests.Central.Link;
using PartnerBlazor.Tests.Entry;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>A real portal and the vendor's API, played by the stand-in over HTTP: connected, a name told to it, refused, and mended.</summary>
public sealed class ConnectionJourneyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_real_portal_is_connected_tells_a_name_and_says_when_its_credentials_are_refused(string language)
    {
        await using var vendor = await CentralStandIn.StartAsync(new StandInEstate());
        var id = vendor.Estate.Add(new StandInCustomer { Name = "Original SAS", Licences = [new() { Id = "L1", ProductCode = "CIXA", ProductName = "Endpoint", StartDate = "2026-01-01", EndDate = "2031-01-01", Quantity = 5, Usage = 9 }] }).Id;
        vendor.Estate.Raise(id, new StandInAlert { Severity = "high", Description = "Protection is off", RaisedAt = "2026-01-02T03:04:05Z" });
        var settings = VendorWorld.OptionsOf(vendor);
        await using var portal = await RealPortal.StartAsync(new()
        {
            ["Central:ClientId"] = settings.ClientId,
            ["Central:ClientSecret"] = settings.ClientSecret,
            ["Central:TokenAddress"] = settings.TokenAddress,
            ["Central:ApiAddress"] = settings.ApiAddress,
        });
        await using var tab = await browser.TabAsync(portal, language);
        await tab.TypeAsync(path: "/connection");
        // By itself, a few seconds after the set-up.
        await Expect(tab.Page.GetByTestId("link")).ToHaveAttributeAsync("data-state", "Ok");
        await Expect(tab.Page.GetByTestId("link-chip")).ToHaveTextAsync(Say(nameof(ConnectionTexts.StateOk), language));
        await Expect(tab.Page.GetByTestId("link")).ToContainTextAsync($"{vendor.Estate.PartnerId}");
        // Its customers, their alerts, licences and devices are read by themselves, too.
        await Expect(tab.Page.GetByTestId("sync-doing")).ToHaveTextAsync(Say(nameof(ConnectionTexts.SyncIdle), language));
        await Expect(tab.Page.Locator(".pb-runs tr[data-outcome=Done]")).ToHaveCountAsync(4);
        await tab.Page.GetByTestId("sync-stop").ClickAsync();
        await Expect(tab.Page.GetByTestId("sync-continue")).ToBeVisibleAsync();
        await DemandAccessibleAsync(tab);
        await tab.Page.GetByTestId("sync-continue").ClickAsync();
        await tab.Page.GetByTestId("sync-run").ClickAsync();
        await Expect(tab.Page.Locator(".pb-runs tr[data-outcome=Done]")).ToHaveCountAsync(8);

        await tab.GoAsync("/customers");
        await Expect(tab.Row(id).Locator(".pb-badge")).ToHaveCountAsync(1);
        await Expect(tab.Row(id).Locator(".pb-severity-high")).ToHaveTextAsync("1");
        await tab.RenameAsync(id, "Fenêtres du Midi", language);
        await Expect(tab.Page.GetByRole(AriaRole.Dialog).GetByTestId("delivery-lines").Locator("li")).ToHaveAttributeAsync("data-state", "Delivered");
        Assert.Equal("Fenêtres du Midi", vendor.Estate.Find(id)!.ShowAs);

        vendor.ForgetTokens();
        vendor.Faults.Next("/api/v2/oauth2/token", 1, StandInFault.Status(401));
        await tab.GoAsync("/connection");
        await using var beside = await tab.BesideAsync();
        await beside.GoAsync("/customers");
        await tab.Page.GetByTestId("check").ClickAsync();
        await Expect(tab.Page.GetByTestId("link")).ToHaveAttributeAsync("data-state", "Refused");
        await Expect(tab.Page.GetByTestId("last-error")).ToContainTextAsync("HTTP 401");
        await Expect(beside.Page.GetByTestId("link-chip")).ToHaveAttributeAsync("data-state", "Refused");
        await DemandAccessibleAsync(tab);
        await tab.Page.GetByTestId("check").ClickAsync();
        await Expect(tab.Page.GetByTestId("link")).ToHaveAttributeAsync("data-state", "Ok");
        await tab.Page.GetByTestId("dismiss").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByTestId("last-error")).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator("h1")).ToBeFocusedAsync();
        await Expect(beside.Page.GetByTestId("link-chip")).ToHaveAttributeAsync("data-state", "Ok");
        Assert.Empty(tab.Errors);
        Assert.All(portal.Complaints, line => Assert.Contains("The vendor's API: Refused", line, StringComparison.Ordinal));
    }

    private static async Task DemandAccessibleAsync(Tab tab) => Assert.Empty((await tab.Page.RunAxe(AccessibilityTests.Rules)).Violations);

    private static string Say(string key, string language) => new ResourceManager(typeof(ConnectionTexts)).GetString(key, CultureInfo.GetCultureInfo(language))!;
}
