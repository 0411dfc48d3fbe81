using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Accounts;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Billing types as people change them, many at once and one with a licence key, seen in a second browser.</summary>
public sealed class BillingJourneyTests(BrowserFixture browser)
{
    // Keys of the demo, of the protection most of its monthly accounts have.
    private const string UsedKey = "DEMO2-ENDP7-50S36";
    private const string Key = "DEMO1-ENDP2-25S12";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Many_become_what_they_can_the_refused_are_told_and_tried_again(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        var trials = await FindAsync(portal, BillingType.Trial);
        var (monthly, order) = ((await MonthlyAsync(portal)).Customer, (await FindAsync(portal, BillingType.Ordered))[0]);
        await SpendAsync(portal, UsedKey, trials[2].Id);
        // High enough for every row.
        await using var admin = await browser.TabAsync(portal, language, height: 3200);
        await using var reader = await browser.TabAsync(portal, language);
        await reader.SignInAsync("Théo", $"/customers?q={trials[0].Id}");
        await admin.SignInAsync("Camille");
        foreach (var customer in new[] { trials[0], trials[1], monthly, order })
            await admin.Row(customer.Id).Locator(".pb-check input").CheckAsync();
        var tile = reader.Page.GetByTestId("tile-trial");
        var before = await tile.TextContentAsync();

        await admin.Page.Locator(".pb-selection [data-act=UpdateBilling]").ClickAsync();
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        var refused = $"{Say(language, "WillNotCount", "1")} – {Refusal(language, RefusalCodes.ManagedOrder)} ({order.DisplayName})";
        await Expect(dialog.GetByTestId("plan").Locator("p")).ToHaveTextAsync([Say(language, "WillMonthlyMany", "2"), Say(language, "WillTermOne"), refused]);
        await dialog.GetByRole(AriaRole.Checkbox, new() { Name = "Server Advanced" }).CheckAsync();
        await KeyOf(dialog, monthly).FillAsync(UsedKey);
        await dialog.GetByRole(AriaRole.Button, new() { Name = Say(language, "Confirm") }).ClickAsync();

        // The two are monthly; the third is told at its key, and the keyboard is there.
        var used = Refusal(language, RefusalCodes.LicenceKeyUsed);
        await Expect(dialog.GetByTestId("roll-up").Locator("p")).ToHaveTextAsync(
            [Say(language, "DoneMany", "2"), $"{Say(language, "FailedCount", "1")} – {used} ({monthly.DisplayName})"]);
        await Expect(KeyOf(dialog, monthly)).ToBeFocusedAsync();
        await Expect(KeyOf(dialog, monthly)).ToHaveValueAsync(UsedKey);
        await Expect(reader.Row(trials[0].Id).Locator(".pb-billing")).ToContainTextAsync(Billing(language, BillingType.Usage));
        await Expect(tile).Not.ToHaveTextAsync(before!);
        Assert.Equal([BillingType.Usage, BillingType.Usage, BillingType.Usage, BillingType.Ordered], await NowAsync(portal, trials[0], trials[1], monthly, order));

        await KeyOf(dialog, monthly).FillAsync(Key);
        await dialog.GetByRole(AriaRole.Button, new() { Name = Say(language, "RetryFailed") }).ClickAsync();
        await Expect(dialog.GetByTestId("roll-up").Locator("p")).ToHaveTextAsync([Say(language, "DoneMany", "3")]);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = Say(language, "Close") })).ToBeFocusedAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal(BillingType.Term, (await NowAsync(portal, monthly))[0]);
        Assert.Empty(admin.Errors);
        Assert.Empty(reader.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_monthly_account_becomes_termed_once_its_key_is_right(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        var (monthly, foreign) = await MonthlyAsync(portal);
        await using var admin = await browser.TabAsync(portal, language);
        await using var reader = await browser.TabAsync(portal, language);
        await admin.SignInAsync("Camille", $"/customers?q={monthly.Id}");
        await reader.SignInAsync("Théo", $"/customers?q={monthly.Id}");
        var billing = reader.Row(monthly.Id).Locator(".pb-billing");
        await Expect(billing).ToContainTextAsync(Billing(language, BillingType.Usage));

        // The row's menu, without a mouse; the name of the dialog is read first.
        await admin.Row(monthly.Id).Locator(".pb-menu-button").FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(admin.Page.Locator(".pb-row-menu [role=menuitem]").First).ToBeFocusedAsync();
        await admin.Page.Locator(".pb-row-menu [data-act=UpdateBilling]").FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByTestId("termed")).ToContainTextAsync(Say(language, "KeyFinal"));
        await Expect(dialog.Locator("h2")).ToBeFocusedAsync();
        var (key, said) = (KeyOf(dialog, monthly), dialog.Locator($"[data-id='{monthly.Id}'] .pb-field-error"));
        foreach (var (typed, code) in new[] { ("", RefusalCodes.LicenceKeyRequired), ("DEMO1", RefusalCodes.LicenceKeyUnknown), (foreign, RefusalCodes.LicenceKeyWrongProduct) })
        {
            await key.FillAsync(typed);
            // What is missing is told before anything runs; from then on it is a retry.
            await dialog.GetByRole(AriaRole.Button, new() { Name = Say(language, code == RefusalCodes.LicenceKeyWrongProduct ? "RetryFailed" : "Confirm") }).ClickAsync();
            await Expect(said).ToHaveTextAsync(Refusal(language, code));
            await Expect(key).ToBeFocusedAsync();
            await Expect(key).ToHaveValueAsync(typed);
        }
        Assert.Equal(BillingType.Usage, (await NowAsync(portal, monthly))[0]);

        // As it is copied from a letter.
        await key.FillAsync($" {Key.ToLowerInvariant()} ");
        await dialog.GetByRole(AriaRole.Button, new() { Name = Say(language, "RetryFailed") }).ClickAsync();
        await Expect(dialog.GetByTestId("roll-up").Locator("p")).ToHaveTextAsync([Say(language, "DoneOne")]);
        await Expect(billing).ToContainTextAsync(Billing(language, BillingType.Term));
        await using var db = await DbAsync(portal);
        var licence = await db.Licences.SingleAsync(l => l.CustomerId == monthly.Id && l.Type == LicenceType.Term && l.Number == "LENDP225S12", TestContext.Current.CancellationToken);
        Assert.Equal(25, licence.Quantity);
        Assert.Empty(admin.Errors);
        Assert.Empty(reader.Errors);
        Assert.Empty(portal.Complaints);
    }

    private static ILocator KeyOf(ILocator dialog, Customer customer) => dialog.Locator($"[data-id='{customer.Id}'] .pb-key");

    private static string Say(string language, string key, params object[] arguments) => Text<BillingTexts>(language, key, arguments);

    private static string Refusal(string language, string code) => Text<RefusalTexts>(language, code);

    private static string Billing(string language, BillingType type) => Text<CustomerTexts>(language, $"Billing{type}");

    private static string Text<T>(string language, string key, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, new ResourceManager(typeof(T)).GetString(key, CultureInfo.GetCultureInfo(language))!, arguments);

    private static Task<PartnerDb> DbAsync(PortalHost portal) =>
        portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    private static async Task<List<Customer>> FindAsync(PortalHost portal, BillingType type)
    {
        await using var db = await DbAsync(portal);
        return await db.Customers.Where(c => c.PartnerId == 1 && c.BillingType == type).OrderBy(c => c.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    // A monthly account the good key suits, and a key of the demo that does not suit it.
    private static async Task<(Customer Customer, string Foreign)> MonthlyAsync(PortalHost portal)
    {
        await using var db = await DbAsync(portal);
        foreach (var customer in await FindAsync(portal, BillingType.Usage))
        {
            var licences = await db.Licences.Where(l => l.CustomerId == customer.Id).ToListAsync(TestContext.Current.CancellationToken);
            var has = BillingRules.ChangeOf(BillingType.Usage, licences, DateOnly.FromDateTime(DateTime.UtcNow)).Ends.Select(l => l.Category).ToHashSet();
            if (has.Contains(DemoKeys.Find(Key)!.Product.Category) && DemoKeys.All.FirstOrDefault(key => !has.Contains(key.Product.Category)) is { } foreign)
                return (customer, foreign.Key);
        }
        throw new InvalidOperationException("No monthly account suits the keys.");
    }

    private static async Task SpendAsync(PortalHost portal, string key, Guid customerId)
    {
        await using var db = await DbAsync(portal);
        db.RedeemedKeys.Add(new RedeemedKey { Key = key, CustomerId = customerId, At = DateTime.UtcNow });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<BillingType>> NowAsync(PortalHost portal, params Customer[] customers)
    {
        await using var db = await DbAsync(portal);
        var now = await db.Customers.Where(c => customers.Select(customer => customer.Id).Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.BillingType, TestContext.Current.CancellationToken);
        return [.. customers.Select(customer => now[customer.Id])];
    }
}
