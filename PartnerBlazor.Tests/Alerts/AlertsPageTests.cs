using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Alerts;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Alerts;

/// <summary>The alerts page: what it shows, that no row moves, and what can be done on it.</summary>
public sealed class AlertsPageTests : IAsyncLifetime
{
    private AlertWorld _world = null!;
    private TestTab _tab = null!;
    private Guid _acme;
    private IReadOnlyList<Guid> _alerts = [];

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private NavigationManager Navigation => _tab.Page.Services.GetRequiredService<NavigationManager>();

    public async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        _world = await AlertWorld.StartAsync();
        (_acme, _alerts) = await _world.CustomerAsync("Acme", alerts:
        [
            alert => (alert.Description, alert.Severity, alert.Device, alert.Product, alert.Category, alert.Count, alert.Rule) = ("Malware found", AlertSeverity.High, "PC-1", "endpoint", "malware", 3, "Event::Malware"),
            alert => (alert.Description, alert.Severity, alert.Product) = ("Restart needed", AlertSeverity.Low, "wonder"),
        ]);
        _tab = await TestTab.OpenAsync(_world.Store, _world.Admin);
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task A_row_says_what_who_where_how_often_and_how_it_stands()
    {
        await _world.CustomerAsync("Hidden", PartnerAssistance.Off);
        var page = await OpenAsync();
        Assert.Equal(["", "High", "just now", "Acme", "Malware found3 times", "PC-1", "EndpointMalware", "Open", "–", ""], Cells(page, 0));
        // A word of the vendor's that nobody knows stands as it is.
        Assert.Equal("wonder", Cells(page, 1)[6]);
        Assert.Equal("2", page.Find("[data-testid=count]").TextContent);
        Assert.Equal("1 customer: no visibility", page.Find("[data-testid=hidden]").TextContent);
        Assert.Equal("/customers?assistance=off,unknown", page.Find("[data-testid=hidden]").GetAttribute("href"));
    }

    [Fact]
    public async Task What_others_do_is_seen_in_its_place_and_what_is_new_waits()
    {
        var page = await OpenAsync("?state=open");
        var bob = await _world.Store.AddPersonAsync(_world.Partner, Role.HelpDesk, name: "Bob");
        await _tab.HandedAsync(() => _world.ActAsync(bob, new AlertAct(AlertActKind.Acknowledge), _alerts[0]));
        await page.WaitForAssertionAsync(() => Assert.Equal("AcknowledgedBob", Cells(page, 0)[7]));
        Assert.Contains("pb-stale", Rows(page)[0].ClassList);
        Assert.Equal("1 change – apply", page.Find("[data-testid=pending]").TextContent);
        _world.Store.Time.Advance(AlertListState.Pace);
        await _tab.HandedAsync(() => _world.CustomerAsync("Brand new", alerts: alert => alert.Severity = AlertSeverity.High));
        await page.WaitForAssertionAsync(() => Assert.Equal("2 changes – apply", page.Find("[data-testid=pending]").TextContent));
        Assert.Equal(["Acme", "Acme"], Rows(page).Select(row => row.QuerySelector(".pb-alert-customer")!.TextContent));
        await page.Find("[data-testid=pending]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(["Brand new", "Acme"], Rows(page).Select(row => row.QuerySelector(".pb-alert-customer")!.TextContent)));
        Assert.Empty(page.FindAll("[data-testid=pending]"));
    }

    [Fact]
    public async Task Who_lets_nobody_look_any_more_is_empty_at_once_also_where_nothing_can_be_read()
    {
        var page = await OpenAsync($"?open={_alerts[0]}");
        await page.WaitForAssertionAsync(() => Assert.Equal("Malware found", page.Find(".pb-side h2").TextContent));
        _tab.Reads.Fail = true;
        await _tab.HandedAsync(() => _world.Store.WriteAsync(_world.Partner, async write =>
            await write.SetAssistanceAsync(await write.CustomerAsync(_acme, Stop), PartnerAssistance.Off, AssistanceCause.Customer)));
        await page.WaitForAssertionAsync(() => Assert.All(Rows(page), row => Assert.Equal("Not available any more", row.TextContent.Trim())));
        Assert.DoesNotContain("Malware found", page.Markup, StringComparison.Ordinal);
        _tab.Reads.Fail = false;
    }

    [Fact]
    public async Task One_is_acknowledged_with_a_tick_and_it_can_be_undone()
    {
        var page = await OpenAsync();
        await page.Find($".pb-alerts-page").TriggerEventAsync("onpbact", new ActEventArgs { Act = AlertCells.Acknowledge, Value = $"{_alerts[0]}" });
        await page.WaitForAssertionAsync(() => Assert.Equal("1 alert acknowledged", page.Find("[data-testid=undo] span").TextContent));
        Assert.Equal(AlertState.Acknowledged, (await _world.AlertAsync(_alerts[0])).State);
        await page.Find("[data-testid=undo] .pb-act").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("Undone", page.Find("[data-testid=undo] span").TextContent));
        Assert.Equal(AlertState.Open, (await _world.AlertAsync(_alerts[0])).State);
        Assert.Equal("Undone", page.Find("[data-testid=announcement]").TextContent.TrimEnd('\u00A0'));
        Assert.Empty(page.FindAll("[data-testid=undo] .pb-act"));
    }

    [Fact]
    public async Task A_snooze_without_a_reason_is_refused_at_its_field_and_nothing_is_lost()
    {
        var dialogs = _tab.Page.Render<MudDialogProvider>();
        var page = await OpenAsync();
        var acting = page.Find($".pb-alerts-page").TriggerEventAsync("onpbact", new ActEventArgs { Act = "key-s", Value = $"{_alerts[0]}" });
        await dialogs.WaitForAssertionAsync(() => Assert.Equal("This concerns 1 alert.", dialogs.Find("[data-testid=effect]").TextContent.Trim()));
        await dialogs.Find("[data-testid=worse]").ChangeAsync(new ChangeEventArgs { Value = false });
        await Button(dialogs, "1 week").ClickAsync(new());
        await Button(dialogs, "Snooze").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Equal("Say why, for those who look for it.", dialogs.Find("#pb-snooze-why-error").TextContent));
        Assert.Equal("true", dialogs.Find("[data-testid=reason]").GetAttribute("aria-invalid"));
        Assert.Equal("true", Button(dialogs, "1 week").GetAttribute("aria-pressed"));
        await dialogs.Find("[data-testid=reason]").InputAsync("Waits for a part");
        await Button(dialogs, "Snooze").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("1 alert snoozed", page.Find("[data-testid=undo] span").TextContent));
        await acting;
        var alert = await _world.AlertAsync(_alerts[0]);
        Assert.Equal((AlertState.Snoozed, _world.Now.AddDays(7), "Waits for a part", null), (alert.State, alert.SnoozedUntil, alert.SnoozeReason, alert.SnoozeBelow));
        Assert.Empty(dialogs.FindAll("[role=dialog]"));
    }

    [Fact]
    public async Task All_that_match_are_looked_at_before_and_told_about_after()
    {
        await _world.CustomerAsync("Many", alerts: [.. Enumerable.Range(0, 120).Select<int, Action<Alert>>(_ => _ => { })]);
        var (hidden, _) = await _world.CustomerAsync("Hidden", PartnerAssistance.Off);
        var dialogs = _tab.Page.Render<MudDialogProvider>();
        var page = await OpenAsync();
        Assert.Equal("100 of 122", page.Find("[data-testid=count]").TextContent);
        await page.Find(".pb-head input").ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.Equal("100 chosen", page.Find("[data-testid=selection] span").TextContent);
        await page.Find("[data-testid=all-matching]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("All 122 that match", page.Find("[data-testid=selection] span").TextContent));
        // What happens to somebody whose alerts nobody sees changes nothing about that.
        await _tab.HandedAsync(() => _world.Store.RenameAsync(_world.Partner, hidden, "Renamed"));
        Assert.Equal("All 122 that match", page.Find("[data-testid=selection] span").TextContent);
        // What comes after is not among them.
        var (_, later) = await _world.CustomerAsync("Later");
        var acting = Button(page, "Acknowledge").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Equal("This concerns 122 alerts.", dialogs.Find("[data-testid=effect]").TextContent.Trim()));
        await _world.Store.WriteAsync(_world.Partner, async write =>
        {
            var alert = await write.Db.Alerts.SingleAsync(a => a.Id == _alerts[0], Stop);
            alert.Close(write.Now);
            write.Journal(JournalKinds.AlertClosed, alert.CustomerId, alert.Id);
        });
        await Button(dialogs, "Acknowledge").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Equal(
            ["121 alerts are done.", "Not for 1 – It is closed: there is nothing more to do about it."], dialogs.FindAll("[data-testid=effect] p").Select(line => line.TextContent.Trim())));
        await Button(dialogs, "Close").ClickAsync(new());
        await acting;
        await page.WaitForAssertionAsync(() => Assert.Equal("121 alerts acknowledged", page.Find("[data-testid=undo] span").TextContent));
        Assert.Equal(AlertState.Open, (await _world.AlertAsync(later[0])).State);
    }

    [Fact]
    public async Task What_was_refused_of_a_few_is_seen_and_stays_chosen()
    {
        var page = await OpenAsync();
        foreach (var id in _alerts)
            await page.Find(".pb-alerts-page").TriggerEventAsync("onpbact", new ActEventArgs { Act = "select", Value = $"{id}", Checked = true });
        // Closed a moment ago, and this tab does not know it yet.
        await _world.Store.WriteAsync(_world.Partner, async write =>
        {
            var alert = await write.Db.Alerts.SingleAsync(a => a.Id == _alerts[1], Stop);
            alert.Close(write.Now);
            write.Journal(JournalKinds.AlertClosed, alert.CustomerId, alert.Id);
        });
        await Button(page, "Acknowledge").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("1 chosen", page.Find("[data-testid=selection] span").TextContent));
        Assert.Contains("1 alert acknowledged. Not for 1 – It is closed", page.Find("[data-testid=announcement]").TextContent, StringComparison.Ordinal);
        await Button(page, "Clear selection").ClickAsync(new());
        Assert.StartsWith("1 alert acknowledged. Not for 1", page.Find("[data-testid=undo] span").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_handle_them_no_more_has_no_bar_and_no_number_of_all()
    {
        await _world.CustomerAsync("Many", alerts: [.. Enumerable.Range(0, 120).Select<int, Action<Alert>>(_ => _ => { })]);
        var page = await OpenAsync();
        await page.Find(".pb-head input").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("[data-testid=all-matching]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("All 122 that match", page.Find("[data-testid=selection] span").TextContent));
        await _tab.HandedAsync(() => _world.Store.WriteAsync(_world.Partner, async write =>
        {
            (await write.Db.People.SingleAsync(p => p.Id == _world.Admin.PersonId, Stop)).Role = Role.ReadOnly;
            write.JournalOther(JournalKinds.PersonChanged, _world.Admin.PersonId);
        }));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("[data-testid=selection], .pb-tick-button")));
    }

    [Fact]
    public async Task The_details_say_all_and_take_comments()
    {
        var page = await OpenAsync($"?open={_alerts[0]}");
        await page.WaitForAssertionAsync(() => Assert.Equal("Malware found", page.Find(".pb-side h2").TextContent));
        Assert.Equal("Nobody", page.Find(".pb-side [data-testid=holder]").TextContent);
        await page.Find("[data-testid=comment]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("Write something first.", page.Find("#pb-note-error").TextContent));
        await page.Find("[data-testid=note]").InputAsync("<b>Looked at it</b>");
        await page.Find("[data-testid=comment]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("<b>Looked at it</b>", page.Find(".pb-alert-notes p").TextContent));
        Assert.Contains("Commented", page.Find(".pb-alert-history").TextContent, StringComparison.Ordinal);
        await page.Find(".pb-side .pb-close").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".pb-side")));
        Assert.EndsWith("/alerts", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_of_nobodys_business_is_the_same_as_none()
    {
        var (_, hidden) = await _world.CustomerAsync("Hidden", PartnerAssistance.Off, alerts: alert => alert.Description = "Secret");
        var one = await OpenAsync($"?open={hidden[0]}");
        await one.WaitForAssertionAsync(() => Assert.Equal("Alert", one.Find(".pb-side h2").TextContent));
        var said = one.Find(".pb-side").TextContent;
        var none = await OpenAsync($"?open={Guid.NewGuid()}");
        await none.WaitForAssertionAsync(() => Assert.Equal(said, none.Find(".pb-side").TextContent));
    }

    [Fact]
    public async Task A_rule_is_made_loud_and_its_alerts_say_so()
    {
        var dialogs = _tab.Page.Render<MudDialogProvider>();
        var page = await OpenAsync($"?open={_alerts[0]}");
        await page.WaitForElementAsync("[data-testid=loud]");
        await page.Find("[data-testid=loud]").ClickAsync(new());
        await dialogs.WaitForElementAsync("[data-testid=add-loud]");
        await _tab.HandedAsync(() => dialogs.Find("[data-testid=add-loud]").ClickAsync(new()));
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Event::Malware", dialogs.Find(".pb-loud-rules").TextContent, StringComparison.Ordinal));
        await page.WaitForAssertionAsync(() => Assert.Equal("Malware found3 times · always loud", Cells(page, 0)[4]));
        await page.WaitForAssertionAsync(() => Assert.True(Button(page.Find(".pb-side"), "Snooze…").HasAttribute("disabled")));
    }

    [Fact]
    public async Task It_is_for_those_who_may_see_alerts_and_acts_are_for_those_who_may_handle_them()
    {
        await using var reader = await TestTab.OpenAsync(_world.Store, await _world.Store.AddPersonAsync(_world.Partner, Role.ReadOnly));
        var page = await OpenAsync(tab: reader);
        Assert.Empty(page.FindAll("input[type=checkbox], .pb-tick-button, [data-testid=loud-list]"));
        await using var business = await TestTab.OpenAsync(_world.Store, await _world.Store.AddPersonAsync(_world.Partner, Role.BusinessAdmin));
        var none = business.Page.Render<AlertsPage>();
        await none.WaitForElementAsync("[data-testid=not-allowed]");
        Assert.DoesNotContain("Malware", none.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_found_says_so_and_a_hidden_customer_is_not_quiet()
    {
        var (hidden, _) = await _world.CustomerAsync("Hidden", PartnerAssistance.Off);
        var page = await OpenAsync("?q=nothing", rows: 0);
        Assert.Equal("No alert matches", page.Find("[data-testid=empty] h2").TextContent);
        var one = await OpenAsync($"?customer={hidden}", rows: 0);
        Assert.Equal("No visibility", one.Find("[data-testid=empty] h2").TextContent);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void Every_word_of_the_vendor_that_is_known_is_spoken(string language)
    {
        TestTab.Speak(language);
        var loc = _tab.Page.Services.GetRequiredService<IStringLocalizer<AlertListTexts>>();
        Assert.All(VendorWords.AlertCategories, word => Assert.False(loc[$"Category_{word}"].ResourceNotFound, word));
        Assert.All(VendorWords.AlertProducts, word => Assert.False(loc[$"Product_{word}"].ResourceNotFound, word));
    }

    private async Task<IRenderedComponent<AlertsPage>> OpenAsync(string query = "", int? rows = null, TestTab? tab = null)
    {
        var services = (tab ?? _tab).Page;
        services.Services.GetRequiredService<NavigationManager>().NavigateTo($"/alerts{query}");
        var page = services.Render<AlertsPage>();
        await page.WaitForAssertionAsync(() => Assert.True(rows == 0 ? page.FindAll("[data-testid=empty]").Count == 1 : Rows(page).Count > 0));
        return page;
    }

    private static IReadOnlyList<AngleSharp.Dom.IElement> Rows(IRenderedComponent<AlertsPage> page) => page.FindAll(".pb-body .pb-alert-row[data-id]");

    private static List<string> Cells(IRenderedComponent<AlertsPage> page, int row) => [.. Rows(page)[row].QuerySelectorAll("[role=cell]").Select(cell => cell.TextContent.Trim())];

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> where, string text) where T : IComponent => where.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private static AngleSharp.Dom.IElement Button(AngleSharp.Dom.IElement where, string text) => where.QuerySelectorAll("button").Single(button => button.TextContent.Trim() == text);
}
