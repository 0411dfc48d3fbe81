using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The audit log as people live it: found in the navigation, followed, filtered, downloaded, and within the scope.</summary>
public sealed class AuditJourneyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task The_audit_log_is_followed_filtered_and_downloaded(string language)
    {
        string Say<T>(string key) => new ResourceManager(typeof(T)).GetString(key, CultureInfo.GetCultureInfo(language))!;
        await using var portal = await PortalHost.StartAsync();
        await using var admin = await browser.TabAsync(portal, language);
        await using var desk = await browser.TabAsync(portal, language);
        await admin.SignInAsync("Camille");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = Say<ShellTexts>("NavAudit") }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = Say<AuditTexts>("AuditTitle") })).ToBeVisibleAsync();
        await Expect(admin.Page.Locator(".pb-audit-row[data-seq]").First).ToBeVisibleAsync();
        await desk.SignInAsync("Inès Laurent", "/audit?from=2000-01-01");
        var before = await desk.Page.Locator(".pb-audit-row[data-seq]").CountAsync();

        // Somebody renames a customer that is not the help desk's: it waits in the one's page and does not exist in the other's.
        var (id, name) = await RenameAsync(portal, "Ω 7");
        await admin.Page.GetByTestId("new").ClickAsync();
        // What other systems are told of it stands above.
        var first = admin.Page.Locator(".pb-audit-row[data-seq]").Filter(new() { HasText = "Théo" }).First;
        await Expect(first.Locator(".pb-audit-change")).ToHaveTextAsync(string.Format(CultureInfo.InvariantCulture, Say<CustomerTexts>("Kind_customer_renamed"), "", name, "Ω 7"));
        await Expect(first.Locator(".pb-audit-who")).ToHaveTextAsync("Théo Delacroix-Nguyen");
        await Expect(first.Locator(".pb-audit-where a")).ToHaveAttributeAsync("href", $"/customers/{id}");
        // The list has the keyboard: what was clicked is gone.
        await Expect(admin.Page.Locator(".pb-table-frame")).ToBeFocusedAsync();

        // Only this customer, and only licences; the address says so, and the file holds the same.
        await first.Locator(".pb-only").ClickAsync();
        await Expect(admin.Page.GetByTestId("customer")).ToContainTextAsync("Ω 7");
        Assert.EndsWith($"/audit?customer={id}", admin.Page.Url, StringComparison.Ordinal);
        var ofAWeek = await admin.Page.Locator(".pb-audit-row[data-seq]").CountAsync();
        await admin.Page.GetByTestId("from").FillAsync("2020-01-01");
        await admin.AtAsync("from=2020-01-01");
        // Its past is there: what follows is clicked on a page that stands still.
        await Expect(admin.Page.Locator(".pb-audit-row[data-seq]")).Not.ToHaveCountAsync(ofAWeek);
        await admin.Page.Locator("[popovertarget=pb-audit-type]").FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await admin.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = Say<AuditTexts>("TypeCustomer"), Exact = true }).ClickAsync();
        await admin.AtAsync("type=customer");
        await admin.Page.Keyboard.PressAsync("Escape");
        await Expect(admin.Page.Locator(".pb-audit-type").First).ToHaveTextAsync(Say<AuditTexts>("TypeCustomer"));
        var download = await admin.Page.RunAndWaitForDownloadAsync(() => admin.Page.GetByRole(AriaRole.Link, new() { Name = Say<AuditTexts>("Export") }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        var separator = language == "fr" ? ';' : ',';
        Assert.StartsWith(Say<AuditTexts>("CsvNumber") + separator, lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.Equal(id.ToString(), line.Split(separator)[3]));

        // Found again by what is shown; the other person's page is as it was.
        await admin.GoAsync($"/audit?q={Uri.EscapeDataString("ω 7 theo")}");
        await Expect(admin.Page.GetByTestId("count")).ToHaveTextAsync(Say<AuditTexts>("ShownOne"));
        await desk.Page.ReloadAsync();
        await Expect(desk.Page.Locator(".pb-audit-row[data-seq]")).ToHaveCountAsync(before);
        await Expect(desk.Page.GetByTestId("erase-person")).ToHaveCountAsync(0);
        Assert.Empty(admin.Errors);
        Assert.Empty(desk.Errors);
        Assert.Empty(portal.Complaints);
    }

    private static async Task<(Guid Id, string Before)> RenameAsync(PortalHost portal, string name)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var theo = await db.People.SingleAsync(p => p.Name == "Théo Delacroix-Nguyen", TestContext.Current.CancellationToken);
        var scope = (await ScopeReader.ReadAsync(db, theo.Id, TestContext.Current.CancellationToken))!;
        var row = await db.CustomerRows.AsNoTracking()
            .Where(r => r.PartnerId == 1 && !r.ManagedOrder && !db.GroupMembers.Any(m => m.CustomerId == r.Id && db.Groups.Any(g => g.Id == m.GroupId && g.Name == "Santé")))
            .OrderBy(r => r.Id).FirstAsync(TestContext.Current.CancellationToken);
        var shown = await db.Customers.Where(c => c.Id == row.Id).Select(c => c.ShowAs).SingleAsync(TestContext.Current.CancellationToken);
        await portal.Services.GetRequiredService<CustomerCommands>().RenameAsync(scope, row.Id, name, shown, TestContext.Current.CancellationToken);
        return (row.Id, row.DisplayName);
    }
}
