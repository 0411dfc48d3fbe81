using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The notice of a tab whose circuit has ended by an error; Blazor finds it by its id and shows it by its style.</summary>
public sealed class StoppedTabTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en", 1440, "Reload the page")]
    [InlineData("fr", 390, "Recharger la page")]
    public async Task It_waits_unseen_and_then_offers_to_reload(string language, int width, string reload)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, language, width: width);
        await tab.SignInAsync("Camille");
        var notice = tab.Page.Locator("#blazor-error-ui");
        await Expect(notice).ToBeHiddenAsync();

        // As Blazor's script does it.
        await notice.EvaluateAsync("notice => notice.style.display = 'block'");
        await Expect(notice.GetByRole(AriaRole.Link, new() { Name = reload })).ToBeInViewportAsync();
        Assert.Contains("reload", await notice.GetByRole(AriaRole.Link).GetAttributeAsync("class"), StringComparison.Ordinal);
        Assert.Empty((await notice.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa") })).Violations);
    }
}
