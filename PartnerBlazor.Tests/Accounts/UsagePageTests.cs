using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Usage;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>The usage page: what it shows, how it follows the changes, and that nothing moves under the pointer.</summary>
public sealed class UsagePageTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private TestTab _tab = null!;
    private CentralCommands _vendor = null!;
    private PartnerScope _admin = null!;
    private int _partner;
    private Guid _anna;
    private Guid _bert;

    public async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        _store = await TestStore.CreateAsync();
        _vendor = new CentralCommands(_store.Store);
        _partner = await _store.AddPartnerAsync();
        _anna = await _store.AddCustomerAsync(_partner, "Anna", c => c.Licence().Licence(l => (l.Category, l.ProductName, l.Usage) = (LicenceCategory.Email, "Mail", 12)));
        _bert = await _store.AddCustomerAsync(_partner, "Bert", c => (c.Customer.BillingType, c.Customer.UnprotectedDevices) = (BillingType.Usage, 3));
        _tab = await TestTab.OpenAsync(_store, _admin = await _store.AddPersonAsync(_partner));
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Every_licence_has_its_line_and_over_use_and_missing_protection_are_said_in_words_and_figures()
    {
        var page = await OpenAsync();
        Assert.Equal(["Anna", "Bert"], Names(page));
        var mail = Lines(page, _anna)[1];
        Assert.Equal("12 of 10 used, 2 over the limit", mail.QuerySelector(".pb-usage-seats .pb-hidden")!.TextContent);
        Assert.Equal("2 over", mail.QuerySelector(".pb-over")!.TextContent);
        Assert.Equal("Over-used", mail.QuerySelector(".pb-overused")!.TextContent);
        Assert.Null(Lines(page, _anna)[0].QuerySelector(".pb-badge"));
        // Beside the name, and a way to more.
        var warning = Row(page, _bert).QuerySelector(".pb-usage-name .pb-unprotected")!;
        Assert.Equal(("3", "3 devices without protection: open the details", $"/customers/{_bert}"),
            (warning.TextContent, warning.GetAttribute("aria-label"), warning.GetAttribute("href")));
        Assert.Empty(Row(page, _anna).QuerySelectorAll(".pb-unprotected"));
        Assert.Contains("No licence", Row(page, _bert).TextContent, StringComparison.Ordinal);
        Assert.Equal("2 customers", page.Find("[data-testid=count]").TextContent);
        Assert.Equal("/usage.csv", page.Find("[data-testid=export]").GetAttribute("href"));
        Assert.True(page.Find("[data-testid=export]").HasAttribute("download"));
    }

    [Fact]
    public async Task Used_seats_and_unprotected_devices_change_in_place_with_their_cause()
    {
        var page = await OpenAsync();
        var licence = Guid.Parse(Lines(page, _anna)[0].GetAttribute("data-licence")!);
        await _tab.HandedAsync(() => _vendor.UsageAsync(_partner, licence, 9));
        await page.WaitForAssertionAsync(() => Assert.StartsWith("9 / 10", Lines(page, _anna)[0].QuerySelector(".pb-usage-seats span")!.TextContent, StringComparison.Ordinal));
        Assert.Contains("5 → 9", Lines(page, _anna)[0].QuerySelector(".pb-dot")!.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Empty(Lines(page, _anna)[1].QuerySelectorAll(".pb-dot"));

        await _tab.HandedAsync(() => _vendor.UnprotectedAsync(_partner, _anna, 1));
        await page.WaitForAssertionAsync(() => Assert.Equal("1 device without protection", Row(page, _anna).QuerySelector(".pb-unprotected")!.GetAttribute("title")));
        Assert.Contains("– → 1", Row(page, _anna).QuerySelector(".pb-usage-name .pb-dot")!.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal(0, Pill(page));

        // Seen is seen.
        await Row(page, _anna).TriggerEventAsync("onmouseenter", new Microsoft.AspNetCore.Components.Web.MouseEventArgs());
        Assert.Empty(Row(page, _anna).QuerySelectorAll(".pb-dot"));
    }

    [Fact]
    public async Task A_licence_more_waits_for_apply_and_one_less_keeps_its_line_until_then()
    {
        var page = await OpenAsync();
        await _tab.HandedAsync(() => AddLicenceAsync(_anna));
        await page.WaitForAssertionAsync(() => Assert.Equal(1, Pill(page)));
        Assert.Equal(2, Lines(page, _anna).Count);
        await ClickAsync(page, "[data-testid=pending]");
        await page.WaitForAssertionAsync(() => Assert.Equal(3, Lines(page, _anna).Count));
        Assert.Equal(0, Pill(page));

        var mail = Guid.Parse(Lines(page, _anna)[2].GetAttribute("data-licence")!);
        await _tab.HandedAsync(() => _vendor.EndAsync(_partner, mail, _store.Today.AddDays(-90)));
        await page.WaitForAssertionAsync(() => Assert.Contains("counts no more", Lines(page, _anna)[2].TextContent, StringComparison.Ordinal));
        Assert.Equal((3, 1), (Lines(page, _anna).Count, Pill(page)));
    }

    [Fact]
    public async Task What_the_person_did_themselves_is_there_at_once()
    {
        var page = await OpenAsync();
        await _tab.HandedAsync(() => AddLicenceAsync(_anna, _admin));
        await page.WaitForAssertionAsync(() => Assert.Equal(3, Lines(page, _anna).Count));
        Assert.Equal(0, Pill(page));
    }

    [Fact]
    public async Task Who_leaves_leaves_a_place_and_a_new_match_waits()
    {
        var page = await OpenAsync("?unprotected=1");
        Assert.Equal(["Bert"], Names(page));
        await _tab.HandedAsync(() => _vendor.UnprotectedAsync(_partner, _anna, 2));
        await page.WaitForAssertionAsync(() => Assert.Equal(1, Pill(page)));
        Assert.Equal(["Bert"], Names(page));
        // Nobody looks any more: nothing is told of their devices.
        await _tab.HandedAsync(() => _vendor.AssistanceAsync(_partner, _bert, PartnerAssistance.Off));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".pb-unprotected")));
        await _vendor.UnprotectedAsync(_partner, _bert, 9);
        await using (var db = _store.Db())
            Assert.Equal(3, (await db.Customers.FindAsync([_bert], Xunit.TestContext.Current.CancellationToken))!.UnprotectedDevices);
        await ClickAsync(page, "[data-testid=pending]");
        await page.WaitForAssertionAsync(() => Assert.Equal(["Anna"], Names(page)));
    }

    [Fact]
    public async Task Who_leaves_the_scope_is_gone_at_once()
    {
        var group = await _store.AddGroupAsync(_partner, "North");
        var dora = await _store.AddCustomerAsync(_partner, "Dora", c => c.In(group).Licence());
        await using var tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [group]));
        var page = await OpenAsync(tab: tab);
        Assert.Equal(["Dora"], Names(page));
        await tab.HandedAsync(() => _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(dora, CancellationToken.None)).Groups.Clear();
            write.Journal(JournalKinds.CustomerGroups, dora);
        }));
        await page.WaitForAssertionAsync(() => Assert.Empty(Names(page)));
        Assert.Equal("No longer available", page.Find("[data-gone]").TextContent.Trim());
    }

    [Fact]
    public async Task A_hundred_open_pages_read_a_changed_customer_once()
    {
        var reads = new TestReads(_store.Factory);
        var shared = new UsageLicences(new UsageQueries(reads));
        var row = (await _store.Queries.RowAsync(_admin, _anna, Xunit.TestContext.Current.CancellationToken))!;
        var read = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => shared.OfAsync([row], Xunit.TestContext.Current.CancellationToken)));
        Assert.Equal(1, reads.Count);
        Assert.All(read, licences => Assert.Equal(2, licences[_anna].Count));
        // A newer row is read anew, an older one is not.
        await _vendor.UsageAsync(_partner, read[0][_anna][0].Id, 7);
        var newer = (await _store.Queries.RowAsync(_admin, _anna, Xunit.TestContext.Current.CancellationToken))!;
        Assert.Contains((await shared.OfAsync([newer], Xunit.TestContext.Current.CancellationToken))[_anna], l => l.Usage == 7);
        Assert.Contains((await shared.OfAsync([row], Xunit.TestContext.Current.CancellationToken))[_anna], l => l.Usage == 7);
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task What_a_change_brings_costs_a_tab_one_read_and_an_alert_none()
    {
        var page = await OpenAsync();
        var before = _tab.Reads.Count;
        await _tab.HandedAsync(() => _vendor.UnprotectedAsync(_partner, _anna, 5));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(Row(page, _anna).QuerySelectorAll(".pb-unprotected")));
        Assert.Equal(before + 1, _tab.Reads.Count);
        await _tab.HandedAsync(() => _vendor.RaiseAsync(_partner, new TestCustomer(_partner, "x").Alert(a => a.CustomerId = _anna).Alerts[0]));
        Assert.Equal(before + 1, _tab.Reads.Count);
    }

    [Fact]
    public async Task Empty_says_why_and_what_to_do()
    {
        var page = await OpenAsync("?q=nobody");
        Assert.Equal("No customer matches", page.Find("[data-testid=empty] h2").TextContent);
        await ClickAsync(page, "[data-testid=empty] button");
        await page.WaitForAssertionAsync(() => Assert.Equal(["Anna", "Bert"], Names(page)));
        await using var tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: []));
        Assert.Equal("No usage to manage yet", (await OpenAsync(tab: tab)).Find("[data-testid=empty] h2").TextContent);
    }

    [Fact]
    public async Task Loading_shows_the_shape_and_a_failure_keeps_what_was_there_and_tries_again()
    {
        var wait = new TaskCompletionSource();
        _tab.Reads.Wait = wait.Task;
        var page = Render();
        Assert.Equal(8, page.FindAll(".pb-skeleton").Count);
        Assert.Empty(page.FindAll("[data-testid=empty]"));
        _tab.Reads.Wait = null;
        wait.SetResult();
        await page.WaitForAssertionAsync(() => Assert.Equal(["Anna", "Bert"], Names(page)));

        _tab.Reads.Fail = true;
        await ClickAsync(page, "[data-testid=sort-usage]");
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=read-failed]"));
        Assert.Equal(["Anna", "Bert"], Names(page));
        _tab.Reads.Fail = false;
        await ClickAsync(page, "[data-testid=read-failed] button");
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("[data-testid=read-failed]")));
    }

    [Fact]
    public async Task Pages_are_turned_and_one_there_is_no_more_is_the_last()
    {
        await _store.AddCustomersAsync(_partner, Enumerable.Range(0, 30).Select(i => new TestCustomer(_partner, $"Customer {i:00}").Licence()));
        var page = await OpenAsync();
        Assert.Equal((UsageState.PageSize, "1–25 of 32"), (Names(page).Count, page.Find("[data-testid=range]").TextContent));
        Assert.True(page.Find("[data-testid=previous]").HasAttribute("disabled"));
        await ClickAsync(page, "[data-testid=next]");
        await page.WaitForAssertionAsync(() => Assert.Equal("26–32 of 32", page.Find("[data-testid=range]").TextContent));
        Assert.EndsWith("/usage?page=2", Navigation.Uri, StringComparison.Ordinal);
        Navigation.NavigateTo("/usage?page=99");
        await page.WaitForAssertionAsync(() => Assert.Equal(7, Names(page).Count));
        Assert.True(page.Find("[data-testid=next]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Filters_and_order_are_in_the_address_and_the_download_follows_them()
    {
        var page = await OpenAsync();
        await ClickAsync(page, "[data-testid=over]");
        await page.WaitForAssertionAsync(() => Assert.Equal(["Anna"], Names(page)));
        await ClickAsync(page, "[data-testid=sort-usage]");
        Assert.EndsWith("/usage?over=1&sort=-usage", Navigation.Uri, StringComparison.Ordinal);
        await page.WaitForAssertionAsync(() => Assert.Equal("descending", page.FindAll("[role=columnheader]")[2].GetAttribute("aria-sort")));
        Assert.Equal("/usage.csv?over=1&sort=-usage", page.Find("[data-testid=export]").GetAttribute("href"));
        Assert.Equal("true", page.Find("[data-testid=over]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task The_acts_are_those_of_the_role_and_there_is_no_order_without_Connect()
    {
        var page = await OpenAsync();
        Assert.NotEmpty(page.FindAll(".pb-menu-button"));
        Assert.Contains(page.FindAll("#pb-usage-billing [role=menuitemcheckbox]"), option => option.TextContent == "Managed order");
        Assert.NotEmpty(page.FindAll("[data-testid=new-customer]"));
        await Row(page, _bert).QuerySelector(".pb-menu-button")!.ClickAsync(new());
        var acts = page.FindAll(".pb-row-menu [data-act]").Select(act => act.GetAttribute("data-act")).ToList();
        Assert.All((string[])["Launch", "ChangeLicences", "Unlink"], act => Assert.Contains(act, acts));

        var reader = await _store.AddPersonAsync(_partner, Role.ReadOnly, customers: [_anna]);
        await using var tab = await TestTab.OpenAsync(_store, reader with { MspFlexConnect = false });
        page = await OpenAsync(tab: tab);
        Assert.Equal(["Anna"], Names(page));
        Assert.Empty(page.FindAll("[data-testid=new-customer]"));
        Assert.DoesNotContain(page.FindAll("#pb-usage-billing [role=menuitemcheckbox]"), option => option.TextContent == "Managed order");
    }

    private NavigationManager Navigation => _tab.Page.Services.GetRequiredService<NavigationManager>();

    private Task<bool> AddLicenceAsync(Guid customer, PartnerScope? by = null)
    {
        Task<bool> Add(WriteSession write)
        {
            var licence = new TestCustomer(_partner, "x").Licence(l => (l.CustomerId, l.Category) = (customer, LicenceCategory.Server)).Licences[0];
            write.Db.Add(licence);
            write.Journal(JournalKinds.LicenceAdded, customer, licence.Id, licence.ProductName, after: nameof(LicenceState.Active));
            return Task.FromResult(true);
        }
        return by is null ? _store.Store.WriteAsync(_partner, Actor.Vendor, Add) : _store.Store.WriteAsync(by, Permission.ManageMonthly, Add);
    }

    private IRenderedComponent<UsagePage> Render(TestTab? tab = null, string query = "")
    {
        tab ??= _tab;
        tab.Page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/usage{query}");
        tab.Page.Render<MudPopoverProvider>();
        tab.Page.Render<MudDialogProvider>();
        return tab.Page.Render<UsagePage>();
    }

    private async Task<IRenderedComponent<UsagePage>> OpenAsync(string query = "", TestTab? tab = null)
    {
        var page = Render(tab, query);
        await page.WaitForAssertionAsync(() => Assert.False(page.Find(".pb-usage-table").HasAttribute("aria-busy")));
        return page;
    }

    private static Task ClickAsync(IRenderedComponent<UsagePage> page, string selector) => page.Find(selector).ClickAsync(new());

    private static IReadOnlyList<string> Names(IRenderedComponent<UsagePage> page) => [.. page.FindAll(".pb-body .pb-name-button").Select(name => name.TextContent)];

    private static IElement Row(IRenderedComponent<UsagePage> page, Guid id) => page.Find($".pb-row[data-id='{id}']");

    private static IReadOnlyList<IElement> Lines(IRenderedComponent<UsagePage> page, Guid id) => [.. Row(page, id).QuerySelectorAll(".pb-usage-line[data-licence]")];

    private static int Pill(IRenderedComponent<UsagePage> page) =>
        page.FindAll("[data-testid=pending]") is [var pill] ? int.Parse(pill.TextContent.Trim().Split(' ')[0], null) : 0;
}
