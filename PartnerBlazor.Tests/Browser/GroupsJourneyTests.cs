using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Store;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Groups, as those who manage them and those whose scope they are live them.</summary>
public sealed class GroupsJourneyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Groups_edited_in_the_list_show_in_a_readers_open_list(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        // In the reader's scope by a group that this edit leaves alone.
        var customer = await CustomerAsync(portal, inside: "Pilot ring", outside: "Collectivités");
        await using var admin = await browser.TabAsync(portal, language);
        await using var reader = await browser.TabAsync(portal, language == "en" ? "fr" : "en");
        await reader.SignInAsync("Tom Whitfield");
        await FindAsync(reader, customer);
        await Expect(reader.Page.Locator(".pb-edit-groups")).ToHaveCountAsync(0);
        await reader.Page.EvaluateAsync("window.notReloaded = true");
        await admin.SignInAsync("Camille");
        await FindAsync(admin, customer);

        await ChooseAsync(admin, customer, "Collectivités", true, language);

        await Expect(reader.Row(customer).Locator(".pb-group", new() { HasText = "Collectivités" })).ToBeVisibleAsync();
        await Expect(admin.Row(customer).Locator(".pb-group", new() { HasText = "Collectivités" })).ToBeVisibleAsync();
        await Expect(admin.Row(customer).Locator(".pb-edit-groups")).ToBeFocusedAsync();
        Assert.True(await reader.Page.EvaluateAsync<bool>("window.notReloaded"));
        Assert.Empty(admin.Errors);
        Assert.Empty(reader.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Fact]
    public async Task The_keyboard_goes_to_the_field_that_is_wrong_and_to_the_heading_when_a_group_is_gone()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        await tab.GoAsync("/groups");
        var (form, keys) = (tab.Page.GetByTestId("new-group"), tab.Page.Keyboard);
        var description = form.Locator("input").Nth(1);
        await form.Locator("input").Nth(0).FillAsync("New");
        await description.FillAsync(new string('d', 2000));
        await keys.PressAsync("Enter");
        await Expect(description).ToBeFocusedAsync();
        await Expect(description).ToHaveAccessibleDescriptionAsync("At most 500 characters.");
        await Expect(form.Locator("input").Nth(0)).ToHaveAccessibleDescriptionAsync("");
        await Expect(description).ToHaveValueAsync(new string('d', 2000));

        await tab.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Delete") }).First.FocusAsync();
        await keys.PressAsync("Enter");
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        // It begins at its first control, a moment after it is drawn: before that the keyboard is not the person's.
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator("h1")).ToBeFocusedAsync();
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_help_desk_person_gains_and_loses_a_customer_with_their_group(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        var customer = await CustomerAsync(portal, inside: null, outside: "Santé");
        await using var admin = await browser.TabAsync(portal, language);
        await using var helpDesk = await browser.TabAsync(portal, language);
        await admin.SignInAsync("Camille");
        await FindAsync(admin, customer);
        await helpDesk.SignInAsync("Inès");
        await Expect(helpDesk.Row(customer)).ToHaveCountAsync(0);
        await Expect(helpDesk.Page.Locator(".pb-edit-groups")).ToHaveCountAsync(0);

        await ChooseAsync(admin, customer, "Santé", true, language);
        // Offered, not pushed between the rows being read.
        var pill = helpDesk.Page.GetByTestId("pending");
        await Expect(pill).ToHaveTextAsync(Say(nameof(CustomerTexts.PendingOne), language));
        await Expect(helpDesk.Row(customer)).ToHaveCountAsync(0);
        await pill.ClickAsync();
        await Expect(helpDesk.Row(customer)).ToBeVisibleAsync();

        await ChooseAsync(admin, customer, "Santé", false, language);
        // Lost at once; its place says so instead of closing up under the pointer.
        await Expect(helpDesk.Row(customer)).ToHaveCountAsync(0);
        await Expect(helpDesk.Page.Locator(".pb-gone")).ToHaveTextAsync(Say(nameof(CustomerTexts.NoLongerAvailable), language));
        await helpDesk.GoAsync($"/customers/{customer}");
        await Expect(helpDesk.Page.Locator(".pb-message")).ToBeVisibleAsync();
        Assert.Empty(admin.Errors);
        Assert.Empty(helpDesk.Errors);
    }

    [Theory]
    [InlineData("Karim Benali")]
    [InlineData("Inès Laurent")]
    [InlineData("Tom Whitfield")]
    [InlineData("Hélène Garnier")]
    public async Task Nobody_but_super_admins_is_offered_to_edit_groups(string person)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync(person);
        await Expect(tab.Page.Locator(".pb-edit-groups")).ToHaveCountAsync(0);
        await Expect(tab.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Groups" })).ToHaveCountAsync(0);
        await tab.Page.Locator(".pb-open-button").First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-side .pb-sections")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByTestId("groups").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Escape_in_the_selector_of_the_details_closes_the_selector_alone()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        await tab.Page.Locator(".pb-open-button").First.ClickAsync();
        var edit = tab.Page.GetByTestId("groups").GetByRole(AriaRole.Button);
        await edit.ClickAsync();
        var selector = tab.Page.GetByTestId("group-selector");
        await Expect(selector.GetByRole(AriaRole.Checkbox).First).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(selector).ToHaveCountAsync(0);
        await Expect(edit).ToBeFocusedAsync();
        await Expect(tab.Page.Locator(".pb-side .pb-sections")).ToBeVisibleAsync();

        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Page.Locator(".pb-side")).ToHaveCountAsync(0);
        Assert.Empty(tab.Errors);
    }

    // Alone in the list: the answer to the search, not a row of the list before it.
    private static async Task FindAsync(Tab tab, Guid customer)
    {
        await tab.SearchAsync(customer.ToString());
        await Expect(tab.Page.GetByTestId("count")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^1 "));
        await Expect(tab.Page.Locator(".pb-row[data-id]")).ToHaveCountAsync(1);
        await Expect(tab.Row(customer)).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(Tab tab, Guid customer, string group, bool chosen, string language)
    {
        await tab.Row(customer).Locator(".pb-edit-groups").ClickAsync();
        var selector = tab.Page.GetByRole(AriaRole.Dialog);
        await selector.GetByRole(AriaRole.Checkbox, new() { Name = group, Exact = true }).SetCheckedAsync(chosen);
        await selector.GetByRole(AriaRole.Button, new() { Name = new ResourceManager(typeof(GroupTexts)).GetString(nameof(GroupTexts.Save), CultureInfo.GetCultureInfo(language))! }).ClickAsync();
        await Expect(selector).ToHaveCountAsync(0);
    }

    private static string Say(string key, string language) =>
        new ResourceManager(typeof(CustomerTexts)).GetString(key, CultureInfo.GetCultureInfo(language))!;

    private static async Task<Guid> CustomerAsync(PortalHost portal, string? inside, string outside)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();
        var members = db.GroupMembers.Join(db.Groups.Where(g => g.PartnerId == 1), m => m.GroupId, g => g.Id, (m, g) => new { m.CustomerId, g.Name });
        return await db.Customers.Where(c => c.PartnerId == 1
                && (inside == null || members.Any(m => m.CustomerId == c.Id && m.Name == inside))
                && !members.Any(m => m.CustomerId == c.Id && m.Name == outside))
            .OrderBy(c => c.Id).Select(c => c.Id).FirstAsync();
    }
}
