using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Store;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The list without a mouse.</summary>
public sealed class ListKeyboardTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_filter_is_opened_chosen_from_and_closed_with_the_keyboard()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        var (keys, chips, items) = (tab.Page.Keyboard, tab.Page.Locator(".pb-facet-chip"), tab.Page.GetByRole(AriaRole.Menuitemcheckbox));
        await tab.Page.Locator("#pb-search").FocusAsync();
        await keys.PressAsync("Tab");
        await Expect(chips.Nth(0)).ToBeFocusedAsync();
        Assert.Equal("solid", await chips.Nth(0).EvaluateAsync<string>("chip => getComputedStyle(chip).outlineStyle"));

        foreach (var opens in (string[])["Enter", "Space", "ArrowDown"])
        {
            await keys.PressAsync(opens);
            await Expect(items.Nth(0)).ToBeFocusedAsync();
            await keys.PressAsync("Escape");
            await Expect(chips.Nth(0)).ToBeFocusedAsync();
            await Expect(items).ToHaveCountAsync(0);
        }

        await keys.PressAsync("ArrowDown");
        await Expect(items.Nth(0)).ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await Expect(items.Last).ToBeFocusedAsync();
        await keys.PressAsync("Home");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Space");
        await Expect(items.Nth(1)).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(items.Nth(1)).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(items.Nth(2)).ToHaveAttributeAsync("aria-checked", "true");
        await tab.AtAsync(@"/customers\?billing=.*(,|%2C)");
        // Tab leaves the menu closed behind.
        await keys.PressAsync("Tab");
        await Expect(chips.Nth(1)).ToBeFocusedAsync();
        await Expect(items).ToHaveCountAsync(0);

        // Where one choice is all there is, choosing closes.
        await chips.Nth(5).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(items.Nth(0)).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(chips.Nth(5)).ToBeFocusedAsync();
        await tab.AtAsync("expires=7");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Somebody_elses_rename_and_applying_leave_the_keyboard_in_the_list()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        var id = Guid.Parse((await tab.Page.Locator(".pb-row[data-id]").First.GetAttributeAsync("data-id"))!);
        var name = tab.Row(id).Locator(".pb-name-button");
        await name.FocusAsync();

        await RenameAsync(portal, id, "Aaron & Sons");
        await Expect(name).ToHaveTextAsync("Aaron & Sons");
        await Expect(name).ToBeFocusedAsync();
        await RenameAsync(portal, id, "Aardvark");
        await Expect(name).ToHaveTextAsync("Aardvark");
        await Expect(name).ToBeFocusedAsync();

        var pill = tab.Page.GetByTestId("pending");
        await pill.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(pill).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator(".pb-table-frame")).ToBeFocusedAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task From_a_chosen_row_one_key_leads_to_what_can_be_done_and_one_back()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        var box = tab.Page.Locator(".pb-body .pb-check input").Nth(1);
        await box.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Space");
        await Expect(tab.Page.GetByTestId("selected")).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(tab.Page.Locator(".pb-selection button").First).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(box).ToBeFocusedAsync();

        await tab.Page.Keyboard.PressAsync("Control+Enter");
        await tab.Page.Locator(".pb-selection .pb-link").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator(".pb-selection")).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator(".pb-table-frame")).ToBeFocusedAsync();
        Assert.Empty(tab.Errors);
    }

    private static async Task RenameAsync(PortalHost portal, Guid id, string name)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();
        var partner = await db.Customers.Where(customer => customer.Id == id).Select(customer => customer.PartnerId).SingleAsync();
        await portal.Services.GetRequiredService<PartnerStore>().WriteAsync(partner, Actor.Vendor, async write =>
        {
            var customer = await write.CustomerAsync(id, CancellationToken.None);
            write.Journal(JournalKinds.CustomerRenamed, id, before: customer.DisplayName, after: name);
            customer.ShowAs = name;
            return true;
        });
    }
}
