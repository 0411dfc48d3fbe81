using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Popups, panels and dialogs, with the keyboard and by touch.</summary>
public sealed class DialogsJourneyTests(BrowserFixture browser)
{
    [Fact]
    public async Task Escape_leaves_the_field_then_the_popup_and_the_focus_returns_also_after_a_rename()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille", "/customers?q=optique");
        var id = Guid.Parse((await tab.Page.Locator(".pb-row[data-id]").First.GetAttributeAsync("data-id"))!);
        var name = tab.Row(id).Locator(".pb-name-button");
        var popup = tab.Page.GetByRole(AriaRole.Dialog);
        await name.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(popup.Locator("h2")).ToBeFocusedAsync();
        await Expect(popup).ToHaveAccessibleNameAsync(await name.TextContentAsync() ?? "");

        await EditAsync(tab);
        await tab.Page.Keyboard.TypeAsync("Half a na");
        await tab.Page.Mouse.ClickAsync(5, 300);
        await Expect(tab.Page.Locator("#pb-show-as")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Page.Locator("#pb-show-as")).ToHaveCountAsync(0);
        await Expect(popup.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true })).ToBeFocusedAsync();

        await EditAsync(tab);
        await tab.Page.Locator("#pb-show-as").FillAsync("Optique du Marché");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(name).ToHaveTextAsync("Optique du Marché");
        await Expect(popup.GetByTestId("show-as")).ToHaveTextAsync("Optique du Marché");
        await Expect(popup.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true })).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(popup).ToHaveCountAsync(0);
        await Expect(name).ToBeFocusedAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Many_are_put_into_a_group_without_a_mouse()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille", "/customers?q=optique");
        var keys = tab.Page.Keyboard;
        await tab.Page.Locator(".pb-head .pb-check input").FocusAsync();
        await keys.PressAsync("Space");
        await Expect(tab.Page.GetByTestId("selected")).ToBeVisibleAsync();
        await keys.PressAsync("Control+Enter");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add to group" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(tab.Page.GetByTestId("group")).ToBeFocusedAsync();
        await tab.Page.GetByTestId("group").SelectOptionAsync(new SelectOptionValue { Label = "Santé" });
        var apply = tab.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" });
        await Expect(apply).ToBeEnabledAsync();
        await apply.FocusAsync();
        await keys.PressAsync("Enter");
        // What can be done next has the keyboard.
        await Expect(tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add to group" })).ToBeFocusedAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_focus_is_on_the_heading_when_the_open_customer_left()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var helpDesk = await browser.TabAsync(portal);
        await using var admin = await browser.TabAsync(portal);
        await helpDesk.SignInAsync("Inès");
        var id = Guid.Parse((await helpDesk.Page.Locator(".pb-row[data-id]").First.GetAttributeAsync("data-id"))!);
        await admin.SignInAsync("Camille", $"/customers?q={id}");
        await helpDesk.Row(id).Locator(".pb-open-button").ClickAsync();
        await helpDesk.Page.Locator(".pb-side").GetByRole(AriaRole.Button, new() { Name = "Contact info" }).ClickAsync();
        await Expect(helpDesk.Page.Locator(".pb-facts-names")).ToBeVisibleAsync();

        await admin.Row(id).Locator(".pb-edit-groups").ClickAsync();
        await admin.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Santé", Exact = true }).UncheckAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(helpDesk.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(helpDesk.Page.Locator(".pb-side")).ToHaveCountAsync(0);
        await helpDesk.AtAsync("/customers$");
        await Expect(helpDesk.Page.GetByTestId("left")).ToContainTextAsync("no longer available");
        await Expect(helpDesk.Page.Locator("h1")).ToBeFocusedAsync();
        Assert.Empty(helpDesk.Errors);
    }

    [Fact]
    public async Task The_dialogs_of_groups_are_named_and_begin_at_a_control()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        await tab.Page.Locator(".pb-body .pb-check input").First.CheckAsync();
        await tab.Page.Locator(".pb-selection .pb-act").Nth(1).ClickAsync();
        await Expect(tab.Page.GetByTestId("group")).ToBeFocusedAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveAccessibleNameAsync("Add 1 customer to a group");

        await tab.GoAsync("/groups");
        await tab.Page.Locator(".pb-danger").First.ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("^Delete “"));
    }

    [Fact]
    public async Task The_facts_stand_under_each_other_in_French_and_fingers_find_everything_on_a_phone()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, "fr");
        await tab.SignInAsync("Camille");
        await tab.Page.Locator(".pb-name-button").First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-facts-names")).ToBeVisibleAsync();
        Assert.Single(await tab.Page.Locator(".pb-facts dd").EvaluateAllAsync<double[]>("facts => [...new Set(facts.map(f => Math.round(f.getBoundingClientRect().x)))]"));

        await using var phone = await browser.TabAsync(portal, "fr", false, 390, 844);
        await phone.SignInAsync("Camille");
        await phone.Page.Locator(".pb-name-button").First.ClickAsync();
        await Expect(phone.Page.Locator(".pb-facts-names")).ToBeVisibleAsync();
        // The popup grows as it opens.
        await phone.Page.EvaluateAsync("Promise.all(document.getAnimations().filter(a => a.effect.getTiming().iterations !== Infinity).map(a => a.finished))");
        var small = await phone.Page.Locator("[role=dialog] :is(a, button)").EvaluateAllAsync<string[]>(
            "all => all.filter(e => Math.min(e.offsetWidth, e.offsetHeight) < 44).map(e => e.outerHTML)");
        Assert.Empty(small);
    }

    [Fact]
    public async Task The_second_column_of_the_licence_cards_begins_at_one_line()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, "fr");
        await tab.SignInAsync("Camille", "/customers?state=overused");
        await tab.Page.Locator(".pb-open-button").First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-side .pb-sections")).ToBeVisibleAsync();
        Assert.Single(await tab.Page.Locator(".pb-side [data-licence] :is(.pb-licence-type, .pb-licence-expiry, .pb-licence-number)").EvaluateAllAsync<double[]>(
            """
            cells => [...new Set(cells.map(cell => {
              const text = document.createRange();
              text.selectNodeContents(cell);
              return Math.round(text.getBoundingClientRect().x);
            }))]
            """));
    }

    private static async Task EditAsync(Tab tab)
    {
        await tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("#pb-show-as")).ToBeFocusedAsync();
    }
}
