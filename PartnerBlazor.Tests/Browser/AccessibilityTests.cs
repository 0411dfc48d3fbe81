using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>No page breaks a rule of WCAG 2.2 A or AA, light or dark, in either language.</summary>
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private readonly List<string> _violations = [];

    private static readonly AxeRunOptions s_rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    [Theory]
    [InlineData("en", false, 1440)]
    [InlineData("en", true, 1440)]
    [InlineData("fr", false, 390)]
    [InlineData("fr", true, 390)]
    public async Task Pages_are_accessible(string language, bool dark, int width)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, language, dark, width, width < 500 ? 844 : 900);
        await tab.GoAsync("/sign-in");
        await DemandAsync(tab, "sign-in");
        await tab.SignInAsync("Camille");
        await DemandAsync(tab, "customers");
        if (width < 500)
            await tab.Page.Locator(".pb-filters").ClickAsync();
        await tab.Page.Locator(".pb-facets .pb-chip").Nth(1).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Menuitemcheckbox).First).ToBeVisibleAsync();
        await DemandAsync(tab, "a filter menu");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.GoAsync("/customers?q=xyzxyz");
        await Expect(tab.Page.GetByTestId("empty")).ToBeVisibleAsync();
        await DemandAsync(tab, "the empty list");
        await tab.GoAsync("/customers?state=expiring");
        await tab.Page.Locator(".pb-name-button").First.ClickAsync();
        await tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^(Edit|Modifier)$") }).ClickAsync();
        await Expect(tab.Page.Locator("#pb-show-as")).ToBeFocusedAsync();
        await DemandAsync(tab, "the contact popup");
        await tab.GoAsync("/no-such-page");
        await DemandAsync(tab, "not found");
        Assert.True(_violations.Count == 0, string.Join("\n\n", _violations));
    }

    // All places are looked at before the test fails, so that one run tells everything.
    private async Task DemandAsync(Tab tab, string where)
    {
        var result = await tab.Page.RunAxe(s_rules);
        if (result.Violations.Length > 0)
            _violations.Add($"{where}:\n" + string.Join('\n', result.Violations.Select(v =>
            $"{v.Id}: {v.Help}\n  " + string.Join("\n  ", v.Nodes.Take(4).Select(n => $"{n.Html} – {string.Join("; ", n.Any.Select(c => c.Message))}")))));
    }
}
