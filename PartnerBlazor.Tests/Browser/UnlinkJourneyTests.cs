using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Unlinking as people live it, in two browsers and without a mouse.</summary>
public sealed class UnlinkJourneyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_monthly_account_is_scheduled_seen_by_others_and_kept_after_all(string language)
    {
        string Say(string key) => new ResourceManager(typeof(UnlinkTexts)).GetString(key, CultureInfo.GetCultureInfo(language))!;
        await using var portal = await PortalHost.StartAsync();
        await using var admin = await browser.TabAsync(portal, language);
        await using var reader = await browser.TabAsync(portal, language);
        var id = await MonthlyAsync(portal);
        await admin.SignInAsync("Camille", $"/customers?q={id}");
        await reader.SignInAsync("Hélène Garnier", $"/customers?q={id}");

        // The row's menu, by keyboard; the dialog's field has the focus.
        await admin.Row(id).Locator(".pb-menu-button").FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        var act = admin.Page.Locator(".pb-row-menu [data-act=Unlink]");
        await Expect(admin.Page.Locator(".pb-row-menu [role=menuitem]").First).ToBeFocusedAsync();
        await act.FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(admin.Page.Locator("#pb-unlink-confirm")).ToBeFocusedAsync();
        await admin.Page.Locator("#pb-unlink-confirm").FillAsync(await admin.Row(id).Locator(".pb-name-button").TextContentAsync() ?? "");
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Say("Close") })).ToBeFocusedAsync();
        await Expect(reader.Row(id).Locator(".pb-leaves")).ToBeVisibleAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(admin.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await admin.GoAsync("/unlinked");
        var line = admin.Page.GetByTestId("scheduled").Locator($"[data-id='{id}']");
        await line.GetByRole(AriaRole.Button, new() { Name = Say("CancelUnlink") }).ClickAsync();
        await Expect(line).ToHaveCountAsync(0);
        await Expect(admin.Page.Locator("h1")).ToBeFocusedAsync();
        await Expect(reader.Row(id).Locator(".pb-leaves")).ToHaveCountAsync(0);
        Assert.Empty(admin.Errors);
        Assert.Empty(reader.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Fact]
    public async Task Who_is_unlinked_leaves_every_open_list_and_comes_back_when_restored()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var admin = await browser.TabAsync(portal);
        await using var reader = await browser.TabAsync(portal);
        await admin.SignInAsync("Camille", "/customers?billing=trial");
        var id = Guid.Parse((await admin.Page.Locator(".pb-row[data-id]").First.GetAttributeAsync("data-id"))!);
        await reader.SignInAsync("Théo", $"/customers?q={id}");
        await admin.Row(id).Locator(".pb-check input").ClickAsync();
        await admin.Page.Locator(".pb-selection [data-act=Unlink]").ClickAsync();
        await admin.Page.Locator("#pb-unlink-confirm").FillAsync(await admin.Row(id).Locator(".pb-name-button").TextContentAsync() ?? "");
        await admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Unlink", Exact = true }).ClickAsync();
        await Expect(reader.Page.Locator(".pb-gone")).ToBeVisibleAsync();
        await Expect(admin.Page.Locator(".pb-selection")).ToHaveCountAsync(0);
        // A link to it leads nowhere any more.
        await reader.GoAsync($"/customers/{id}");
        await Expect(reader.Page.Locator(".pb-details-page")).ToHaveCountAsync(0);

        await admin.GoAsync("/unlinked");
        await admin.Page.GetByTestId("gone").Locator($"[data-id='{id}'] button").ClickAsync();
        await Expect(admin.Page.GetByTestId("empty")).ToBeVisibleAsync();
        await reader.GoAsync($"/customers/{id}");
        await Expect(reader.Page.Locator(".pb-details-page .pb-sections")).ToBeVisibleAsync();
        Assert.Empty(admin.Errors);
    }

    /// <summary>A monthly account that can be unlinked.</summary>
    internal static async Task<Guid> MonthlyAsync(PortalHost portal)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        foreach (var customer in await db.Customers.Where(c => c.PartnerId == 1 && c.BillingType == BillingType.Usage).OrderBy(c => c.Id).ToListAsync())
            if (UnlinkRules.PlanOf(customer, await db.Licences.Where(l => l.CustomerId == customer.Id).ToListAsync(), true, today, isKnown: true).Refusal is null)
                return customer.Id;
        throw new InvalidOperationException("No monthly account can be unlinked.");
    }
}
