using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>What does not exist looks the same wherever it is asked for, and takes nobody out of the portal (SPEC §2).</summary>
public sealed class NotFoundJourneyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task An_unknown_address_keeps_the_frame_and_says_what_an_unknown_customer_says(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, language);
        await tab.SignInAsync("Camille");
        await tab.GoAsync($"/customers/{Guid.NewGuid()}");
        var (notice, rail) = (tab.Page.Locator(".pb-main .pb-message"), tab.Page.Locator(".pb-rail"));
        var unknown = await notice.InnerHTMLAsync();
        var title = await tab.Page.TitleAsync();

        var answer = await tab.GoAsync("/nowhere/at/all");
        Assert.Equal(404, answer.Status);
        await Expect(rail).ToBeVisibleAsync();
        await Expect(notice).ToBeVisibleAsync();
        Assert.Equal(unknown, await notice.InnerHTMLAsync());
        await Expect(tab.Page).ToHaveTitleAsync(title);

        // The frame is alive: no page is loaded to leave it.
        await tab.Page.EvaluateAsync("window.stayed = true");
        await rail.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
        Assert.True(await tab.Page.EvaluateAsync<bool>("window.stayed === true"));
        Assert.Empty(portal.Complaints);
    }
}
