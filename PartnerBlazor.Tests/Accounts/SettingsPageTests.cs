using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>The partner settings: what a programme's loss asks and does, and whom it concerns.</summary>
public sealed class SettingsPageTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private TestTab _tab = null!;
    private PartnerScope _admin = null!;
    private int _partner;
    private Guid _monthly;

    public async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync(demo: true);
        _monthly = await _store.AddCustomerAsync(_partner, "Monthly", c => (c.Customer.BillingType, c.Customer.Origin) = (BillingType.Usage, CustomerOrigin.MonthlyAccount));
        await _store.AddCustomerAsync(_partner, "Order", c => c.Managed());
        _tab = await TestTab.OpenAsync(_store, _admin = await _store.AddPersonAsync(_partner));
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Losing_a_programme_says_what_it_does_and_is_saved()
    {
        var page = _tab.Page.Render<SettingsPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=connect]"));
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"));
        await SwitchAsync(page, "connect", false);
        Assert.Contains("Managed orders that leave every list: 1", page.Find("[data-testid=effect]").TextContent, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.StartsWith("Saved.", page.Find("[data-testid=told]").TextContent, StringComparison.Ordinal));
        Assert.Equal((true, false), await ProgrammesAsync());
    }

    [Fact]
    public async Task Scheduled_unlinks_must_be_decided_before_MSP_Flex_goes()
    {
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(_monthly, CancellationToken.None)).Unlink = new UnlinkRequest { RequestedAt = write.Now, On = new DateOnly(2026, 7, 1) };
            write.Journal(JournalKinds.UnlinkScheduled, _monthly);
        });
        var page = _tab.Page.Render<SettingsPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=flex]"));
        await SwitchAsync(page, "flex", false);
        Assert.Contains("Scheduled unlinks: 1", page.Find("[data-testid=scheduled]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"));
        await page.FindAll("[data-testid=scheduled] input")[1].ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.StartsWith("Saved.", page.Find("[data-testid=told]").TextContent, StringComparison.Ordinal));
        Assert.Equal((false, true), await ProgrammesAsync());
        await using var db = _store.Db();
        Assert.Null((await db.Customers.SingleAsync(c => c.Id == _monthly, Xunit.TestContext.Current.CancellationToken)).Unlink.On);
    }

    [Fact]
    public async Task What_another_super_admin_saves_shows_where_nothing_was_chosen_and_is_told_where_something_was()
    {
        var page = _tab.Page.Render<SettingsPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=connect]"));
        var (commands, other) = (new PartnerCommands(_store.Store), await _store.AddPersonAsync(_partner, name: "Other"));
        await _tab.HandedAsync(() => commands.SetProgrammesAsync(other, new(true, false), new(true, true)));
        await page.WaitForAssertionAsync(() => Assert.False(page.Find("[data-testid=connect]").HasAttribute("checked")));

        await SwitchAsync(page, "flex", false);
        await _tab.HandedAsync(() => commands.SetProgrammesAsync(other, new(true, true), new(true, false)));
        await page.Find("form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("changed meanwhile", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        // Nothing chosen is lost.
        Assert.False(page.Find("[data-testid=flex]").HasAttribute("checked"));
    }

    [Fact]
    public async Task Who_is_no_super_admin_is_told_so()
    {
        await using var tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, Role.BusinessAdmin));
        var page = tab.Page.Render<SettingsPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=not-allowed]"));
    }

    private static Task SwitchAsync(IRenderedComponent<SettingsPage> page, string name, bool on) =>
        page.Find($"[data-testid={name}]").ChangeAsync(new ChangeEventArgs { Value = on });

    private async Task<(bool, bool)> ProgrammesAsync()
    {
        await using var db = _store.Db();
        var partner = await db.Partners.SingleAsync(p => p.Id == _partner, Xunit.TestContext.Current.CancellationToken);
        return (partner.MspFlex, partner.MspFlexConnect);
    }
}
