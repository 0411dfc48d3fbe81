using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>The unlink planner's dialog and the page of the unlinked, in a tab of a Super Admin.</summary>
public sealed class UnlinkDialogTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private TestTab _tab = null!;
    private PartnerScope _admin = null!;
    private int _partner;
    private Guid _trial;
    private Guid _monthly;
    private Guid _term;

    public async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync(demo: true);
        _trial = await _store.AddCustomerAsync(_partner, "Trial", c => (c.Customer.BillingType, c.Customer.Origin) = (BillingType.Trial, CustomerOrigin.PartnerTrial));
        _monthly = await _store.AddCustomerAsync(_partner, "Monthly", c => (c.Customer.BillingType, c.Customer.Origin) = (BillingType.Usage, CustomerOrigin.MonthlyAccount));
        _term = await _store.AddCustomerAsync(_partner, "Term", c => c.Licence(l => (l.ProductName, l.EndDate) = ("Endpoint", _store.Today.AddDays(90))));
        _tab = await TestTab.OpenAsync(_store, _admin = await _store.AddPersonAsync(_partner));
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task One_is_told_what_happens_and_leaves_once_its_name_is_typed()
    {
        var dialog = await OpenAsync(_trial);
        Assert.Contains("Leaves at once.", Effect(dialog), StringComparison.Ordinal);
        Assert.Contains("Can be restored until 14 Aug 2026.", Effect(dialog), StringComparison.Ordinal);
        Assert.True(Button(dialog, "Unlink").HasAttribute("disabled"));
        await dialog.Find("#pb-unlink-confirm").InputAsync(new ChangeEventArgs { Value = "Trial" });
        await Button(dialog, "Unlink").ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Done: 1", Effect(dialog), StringComparison.Ordinal));
        Assert.NotNull((await CustomerAsync(_trial)).UnlinkedAt);
    }

    [Fact]
    public async Task A_monthly_account_is_scheduled_and_says_for_when()
    {
        var dialog = await OpenAsync(_monthly);
        Assert.Contains("Leaves on 1 Jul 2026 at 00:00 UTC", Effect(dialog), StringComparison.Ordinal);
        await dialog.Find("#pb-unlink-confirm").InputAsync(new ChangeEventArgs { Value = "Monthly" });
        await dialog.Find("form").SubmitAsync();
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Done: 1", Effect(dialog), StringComparison.Ordinal));
        Assert.Equal(new DateOnly(2026, 7, 1), (await CustomerAsync(_monthly)).Unlink.On);
    }

    [Fact]
    public async Task What_cannot_be_is_told_with_its_reason_and_nothing_is_asked()
    {
        var dialog = await OpenAsync(_term);
        Assert.Contains("An active licence holds the account: Endpoint.", Effect(dialog), StringComparison.Ordinal);
        Assert.Empty(dialog.FindAll("input"));
        Assert.DoesNotContain(dialog.FindAll("button"), button => button.TextContent.Contains("Unlink", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_are_counted_listed_and_confirmed_by_their_number()
    {
        var dialog = await OpenAsync(_trial, _monthly, _term, Guid.NewGuid());
        foreach (var line in (string[])["Leave at once: 1", "Leave on 1 Jul 2026: 1", "Cannot: 1 – an active licence holds the account", "No longer available: 1"])
            Assert.Contains(line, Effect(dialog), StringComparison.Ordinal);
        Assert.Equal(3, dialog.FindAll(".pb-plans li").Count);
        await dialog.Find("#pb-unlink-confirm").InputAsync(new ChangeEventArgs { Value = "2" });
        await Button(dialog, "Unlink").ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Done: 2", Effect(dialog), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_changes_meanwhile_shows_and_who_is_late_is_told()
    {
        var dialog = await OpenAsync(_trial, _monthly);
        await _tab.HandedAsync(() => _store.WriteAsync(_partner, async write =>
        {
            var customer = await write.CustomerAsync(_trial, CancellationToken.None);
            (customer.Origin, customer.BillingType) = (CustomerOrigin.ManagedOrder, BillingType.Ordered);
            write.Journal(JournalKinds.CustomerChanged, _trial);
        }));
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Cannot: 1 – Managed customer orders cannot be changed.", Effect(dialog), StringComparison.Ordinal));
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Monthly", dialog.Find("label").TextContent + dialog.Find(".pb-plans").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_no_longer_unlink_loses_the_dialog_and_the_page()
    {
        var dialog = await OpenAsync(_trial);
        var page = _tab.Page.Render<UnlinkedPage>();
        await _tab.HandedAsync(() => _store.WriteAsync(_partner, async write =>
        {
            (await write.Db.People.FindAsync(_admin.PersonId))!.Role = Role.Admin;
            write.JournalOther(JournalKinds.PersonChanged, _admin.PersonId);
        }));
        await dialog.WaitForAssertionAsync(() => Assert.Empty(dialog.FindAll("[role=dialog]")));
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=not-allowed]"));
    }

    [Fact]
    public async Task The_page_lists_cancels_and_restores_live()
    {
        var commands = _tab.Page.Services.GetRequiredService<UnlinkCommands>();
        var page = _tab.Page.Render<UnlinkedPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=empty]"));
        await _tab.HandedAsync(() => commands.UnlinkAsync(_admin, [new(_trial, null), new(_monthly, new DateOnly(2026, 7, 1))], "2"));
        await page.WaitForAssertionAsync(() => Assert.Contains("Scheduled for 1 Jul 2026", page.Find("[data-testid=scheduled]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Unlinked just now. Asked by Ada Person just now. Can be restored until 14 Aug 2026.", page.Find("[data-testid=gone]").TextContent, StringComparison.Ordinal);

        await _tab.HandedAsync(() => page.Find("[data-testid=scheduled] button").ClickAsync(new()));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("[data-testid=scheduled]")));
        Assert.Equal("Monthly stays.", page.Find("[data-testid=told]").TextContent);
        await _tab.HandedAsync(() => page.Find("[data-testid=gone] button").ClickAsync(new()));
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=empty]"));
        Assert.Null((await CustomerAsync(_trial)).UnlinkedAt);
    }

    [Fact]
    public async Task Who_scheduled_what_was_not_carried_out_is_told_and_nobody_else()
    {
        var services = _tab.Page.Services;
        await services.GetRequiredService<UnlinkCommands>().UnlinkAsync(_admin, [new(_monthly, new DateOnly(2026, 7, 1))], "Monthly", null, Xunit.TestContext.Current.CancellationToken);
        await using var other = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, name: "Other"));
        var (mine, theirs) = (_tab.Page.Render<UnlinkNotice>(), other.Page.Render<UnlinkNotice>());
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(_monthly, CancellationToken.None)).BillingType = BillingType.Term;
            write.Journal(JournalKinds.CustomerChanged, _monthly);
        });
        _store.Time.SetUtcNow(new DateTimeOffset(2026, 7, 1, 0, 0, 1, TimeSpan.Zero));
        await _tab.HandedAsync(() => other.HandedAsync(() => services.GetRequiredService<UnlinkCommands>().ExecuteAsync(_partner, _monthly, CancellationToken.None)));
        await mine.WaitForAssertionAsync(() => Assert.Contains(
            "The unlink of Monthly was not carried out. The billing type has changed since it was scheduled.", mine.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(theirs.FindAll("[role=alert]"));
        await _tab.HandedAsync(() => services.GetRequiredService<UnlinkCommands>().CancelAsync(_admin, _monthly));
        await mine.WaitForAssertionAsync(() => Assert.Empty(mine.FindAll("[role=alert]")));
    }

    [Fact]
    public async Task A_simple_act_asks_first_and_says_what_came_of_it()
    {
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(_term, CancellationToken.None)).PartnerAssistance = PartnerAssistance.Off;
            write.Journal(JournalKinds.AssistanceChanged, _term);
        });
        var dialog = await ShowAsync(runner => runner.RunAsync(CustomerAct.RequestAssistance, [_term]));
        Assert.Contains("You cannot switch it yourself.", Effect(dialog), StringComparison.Ordinal);
        await Button(dialog, "Request approval").ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Asked.", Effect(dialog), StringComparison.Ordinal));
        Assert.NotNull((await CustomerAsync(_term)).AssistanceAskedAt);
    }

    private static string Effect(IRenderedComponent<MudDialogProvider> dialog) => dialog.Find("[data-testid=effect]").TextContent;

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<MudDialogProvider> dialog, string name) =>
        dialog.FindAll("button").Single(button => button.TextContent.Trim() == name);

    private Task<IRenderedComponent<MudDialogProvider>> OpenAsync(params Guid[] customers) => ShowAsync(runner => runner.RunAsync(CustomerAct.Unlink, customers));

    private async Task<IRenderedComponent<MudDialogProvider>> ShowAsync(Func<ActRunner, Task> show)
    {
        var provider = _tab.Page.Render<MudDialogProvider>();
        await provider.InvokeAsync(() => show(_tab.Page.Services.GetRequiredService<ActRunner>()));
        await provider.WaitForAssertionAsync(() => Assert.NotEmpty(Effect(provider).Trim()));
        return provider;
    }

    private async Task<Customer> CustomerAsync(Guid id)
    {
        await using var db = _store.Db();
        return (await db.Customers.FindAsync(id))!;
    }
}
