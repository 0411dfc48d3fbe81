using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Accounts;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>New customers, as those who create them and those who look on live it.</summary>
public sealed class AccountsJourneyTests(BrowserFixture browser)
{
    private static AccountDraft Draft => AccountRulesTests.Draft;

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_monthly_account_is_created_counted_and_after_apply_listed_for_others(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var reader = await browser.TabAsync(portal, language);
        await reader.SignInAsync("Théo", "/customers?billing=usage");
        var tile = reader.Page.GetByTestId("tile-usage");
        var monthly = await CountAsync(tile);
        await using var tab = await browser.TabAsync(portal, language);
        await tab.SignInAsync("Camille");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = Say(nameof(AccountTexts.NewCustomer), language) }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Menuitem, new() { Name = Say(nameof(AccountTexts.CreateMonthly), language) }).ClickAsync();

        // What is wrong comes first: the keyboard is where it is.
        await Step(tab, AccountStep.Details);
        await tab.Page.GetByTestId("next").ClickAsync();
        await Expect(tab.Page.Locator("#pb-f-Company")).ToBeFocusedAsync();
        await tab.FillDetailsAsync(Draft with { Phone = "01 99 00 12 34" });
        await tab.CreateFromDetailsAsync(language);
        await tab.AtAsync(@"/customers\?open=");

        await Expect(tab.Page.Locator(".pb-side h2").First).ToHaveTextAsync(Draft.Company);
        await using (var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            Assert.Equal("+33 1 99 00 12 34", (await db.Customers.SingleAsync(c => c.Name == Draft.Company, TestContext.Current.CancellationToken)).Contact.Phone);
        // Listed at once for who created it; counted at once and listed after "apply" for the others.
        await tab.Page.GotoAsync("/customers?q=boulangerie+du+port");
        await Expect(tab.Row(Draft.Company)).ToBeVisibleAsync();
        await Expect(tile).ToContainTextAsync((monthly + 1).ToString(CultureInfo.InvariantCulture));
        await Expect(reader.Row(Draft.Company)).ToHaveCountAsync(0);
        await reader.ReplacedAsync(() => reader.Page.GetByTestId("pending").ClickAsync());
        await reader.SearchAsync("boulangerie du port");
        await Expect(reader.Row(Draft.Company)).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
        Assert.Empty(reader.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_draft_survives_a_killed_server_without_a_question(string language)
    {
        await using var portal = await PortalProcess.StartAsync(customers: 40);
        await using var tab = await browser.TabAsync(portal, language);
        var asked = 0;
        tab.Page.Dialog += async (_, dialog) =>
        {
            asked++;
            await dialog.AcceptAsync();
        };
        await tab.SignInAsync("Camille");
        await tab.Page.GotoAsync("/customers/new-monthly");
        await Step(tab, AccountStep.Details);
        await tab.FillDetailsAsync(Draft);
        await Expect(tab.Page.Locator("[data-testid=draft][data-saved]")).ToBeVisibleAsync();

        await portal.KillAsync();
        await Expect(tab.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await portal.RestartAsync();

        await Expect(tab.Page.GetByTestId("draft")).ToContainTextAsync(Say(nameof(AccountTexts.DraftRestored), language).Split('(')[0].Trim(), new() { Timeout = 60_000 });
        await Expect(tab.Page.Locator("#pb-f-Company")).ToHaveValueAsync(Draft.Company);
        await Expect(tab.Page.Locator("#pb-f-CountryCode")).ToHaveValueAsync("FR");
        await tab.CreateFromDetailsAsync(language);
        await tab.AtAsync(@"/customers\?open=");
        await Expect(tab.Page.Locator(".pb-side h2").First).ToHaveTextAsync(Draft.Company);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Leaving_asks_with_the_browsers_back_too_and_a_kept_draft_waits()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Hélène");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "New customer" }).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Step(tab, AccountStep.Details);
        await Expect(tab.Page.Locator("h1")).ToBeFocusedAsync();
        await tab.Page.Locator("#pb-f-Company").FillAsync("Half");

        await tab.Page.EvaluateAsync("history.back()");
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator("#pb-f-Company")).ToHaveValueAsync("Half");
        await tab.Page.EvaluateAsync("history.back()");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep the draft" }).ClickAsync();
        await Expect(tab.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();

        await tab.Page.GotoAsync("/customers/new-trial");
        await Expect(tab.Page.Locator("#pb-f-Company")).ToHaveValueAsync("Half");
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task However_much_is_wrong_its_summary_stays_in_sight_and_covers_no_field(int width, int height)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, width: width, height: height);
        await tab.SignInAsync("Camille");
        await tab.GoAsync("/customers/new-monthly");
        await Step(tab, AccountStep.Details);
        await tab.Page.GetByTestId("next").ClickAsync();
        await InSightAsync(nameof(AccountDraft.Company));

        // All of them, and the keyboard to the last and back to the first.
        await tab.Page.GetByTestId("all-errors").ClickAsync();
        var links = tab.Page.GetByTestId("errors").GetByRole(AriaRole.Link);
        await Expect(links).ToHaveCountAsync(10);
        await links.Last.ClickAsync();
        await InSightAsync(nameof(AccountDraft.DataGeography));
        await links.First.ClickAsync();
        await InSightAsync(nameof(AccountDraft.Company));

        async Task InSightAsync(string field)
        {
            var (input, summary) = (tab.Page.Locator($"#pb-f-{field}"), tab.Page.GetByTestId("errors"));
            await Expect(input).ToBeFocusedAsync();
            await Expect(input).ToBeInViewportAsync(new() { Ratio = 1 });
            await Expect(summary).ToBeInViewportAsync(new() { Ratio = 1 });
            var (below, above) = ((await input.BoundingBoxAsync())!, (await summary.BoundingBoxAsync())!);
            Assert.True(below.Y >= above.Y + above.Height);
        }
    }

    private static Task Step(Tab tab, AccountStep step) => Expect(tab.Page.Locator($"[data-step={step}]")).ToBeVisibleAsync();

    private static async Task<int> CountAsync(ILocator tile) =>
        int.Parse(Regex.Match((await tile.TextContentAsync())!, @"\d+").Value, CultureInfo.InvariantCulture);

    private static string Say(string key, string language) =>
        new ResourceManager(typeof(AccountTexts)).GetString(key, CultureInfo.GetCultureInfo(language))!;
}

/// <summary>Filling in the form of a new account.</summary>
internal static class AccountJourney
{
    /// <summary>Types the customer's details.</summary>
    public static async Task FillDetailsAsync(this Tab tab, AccountDraft draft)
    {
        foreach (var (field, value) in new[]
        {
            (nameof(draft.Company), draft.Company), (nameof(draft.FirstName), draft.FirstName), (nameof(draft.LastName), draft.LastName), (nameof(draft.Email), draft.Email),
            (nameof(draft.Phone), draft.Phone), (nameof(draft.Address1), draft.Address1), (nameof(draft.PostalCode), draft.PostalCode), (nameof(draft.City), draft.City),
        })
            await tab.Page.Locator($"#pb-f-{field}").FillAsync(value);
        await tab.Page.Locator("#pb-f-CountryCode").SelectOptionAsync(draft.CountryCode);
        await tab.Page.Locator("#pb-f-DataGeography").SelectOptionAsync(draft.DataGeography);
    }

    /// <summary>Goes on from the details, chooses a product, accepts and creates.</summary>
    public static async Task CreateFromDetailsAsync(this Tab tab, string language)
    {
        var create = new ResourceManager(typeof(AccountTexts)).GetString(nameof(AccountTexts.CreateMonthly), CultureInfo.GetCultureInfo(language))!;
        await tab.Page.GetByTestId("next").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Endpoint Advanced – User" }).CheckAsync();
        await tab.Page.GetByTestId("next").ClickAsync();
        await tab.Page.Locator("#pb-f-TermsAccepted").CheckAsync();
        await tab.Page.GetByTestId("next").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = create }).DblClickAsync();
    }
}
