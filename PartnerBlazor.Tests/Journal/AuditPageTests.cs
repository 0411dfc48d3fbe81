using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.Central;
using PartnerBlazor.Groups;
using PartnerBlazor.Journal;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Journal;

/// <summary>The audit page: what it shows, that new entries wait, and its states; the erasure and the retention beside it.</summary>
public sealed class AuditPageTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private TestTab _tab = null!;
    private PartnerScope _admin = null!;
    private int _partner;
    private Guid _anna;

    public async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _admin = await _store.AddPersonAsync(_partner, name: "Ada Admin");
        _anna = await _store.AddCustomerAsync(_partner, "Anna");
        await _store.RenameAsync(_partner, _anna, "Anne");
        _tab = await TestTab.OpenAsync(_store, _admin);
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Entries_say_when_where_who_what_and_from_where()
    {
        var page = await OpenAsync();
        Assert.Equal(["3", "2", "1"], Seqs(page));
        var cells = page.FindAll(".pb-audit-row[data-seq='3'] [role=cell]");
        Assert.Equal(["15 Jun 2026 10:00", "Anne", "Vendor", "Customer", "Anne", "Renamed from “Anna” to “Anne”", ""], cells.Select(cell => cell.TextContent.Trim()));
        Assert.Equal($"/customers/{_anna}", cells[1].QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("3 entries", page.Find("[data-testid=count]").TextContent);
        Assert.Equal("/audit/entries.csv", page.Find("[data-testid=export]").GetAttribute("href"));
        Assert.Contains("Entries are kept for 400 days.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_entries_wait_also_those_that_are_no_customers_until_they_are_asked_for()
    {
        var page = await OpenAsync();
        await _store.AddPersonAsync(_partner, name: "Otto");
        await _store.RenameAsync(_partner, _anna, "Amelie");
        await PassAsync(() => page.FindAll("[data-testid=new]").Count > 0);
        Assert.Equal("2 new entries – show", page.Find("[data-testid=new]").TextContent.Trim());
        Assert.Equal("New entries: 2", page.Find("[data-testid=announcement]").TextContent);
        Assert.Equal(["3", "2", "1"], Seqs(page));
        await page.Find("[data-testid=new]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(["5", "4", "3", "2", "1"], Seqs(page)));
        Assert.Empty(page.FindAll("[data-testid=new]"));
    }

    [Fact]
    public async Task Filters_are_in_the_address_and_so_is_the_download()
    {
        var page = await OpenAsync();
        await page.Find(".pb-audit-row[data-seq='3'] .pb-only").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(["3", "2"], Seqs(page)));
        Assert.EndsWith($"/audit?customer={_anna}", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal($"/audit/entries.csv?customer={_anna}", page.Find("[data-testid=export]").GetAttribute("href"));
        Assert.Contains("Customer: Anne", page.Find("[data-testid=customer]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".pb-only"));
        await page.Find("[data-testid=customer]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(3, Seqs(page).Count));

        await page.Find("[data-testid=to]").ChangeAsync(new ChangeEventArgs { Value = "2026-06-14" });
        await page.WaitForAssertionAsync(() => Assert.Equal("No entry matches", page.Find("[data-testid=empty] h2").TextContent));
        Assert.EndsWith("/audit?to=2026-06-14", Navigation.Uri, StringComparison.Ordinal);
        await page.Find("[data-testid=from]").ChangeAsync(new ChangeEventArgs { Value = "2026-06-15" });
        // The last day goes along.
        await page.WaitForAssertionAsync(() => Assert.Equal(3, Seqs(page).Count));
        Assert.EndsWith("/audit?from=2026-06-15&to=2026-06-15", Navigation.Uri, StringComparison.Ordinal);
        var type = page.FindAll("#pb-audit-type [role=menuitemcheckbox]").Single(option => option.TextContent == "Person");
        await type.PressAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal(["1"], Seqs(page)));
        await page.Find(".pb-clear").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.EndsWith("/audit", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_in_the_address_finds_what_is_shown()
    {
        var page = await OpenAsync("?q=renamed%20anne");
        Assert.Equal(["3"], Seqs(page));
        Assert.Equal("1 entry", page.Find("[data-testid=count]").TextContent);
    }

    [Fact]
    public async Task Older_ones_come_on_demand()
    {
        await _store.AddCustomersAsync(_partner, Enumerable.Range(0, AuditQueries.Page).Select(i => new TestCustomer(_partner, $"Customer {i}")));
        var page = await OpenAsync();
        Assert.Equal((AuditQueries.Page, "100 newest entries"), (Seqs(page).Count, page.Find("[data-testid=count]").TextContent));
        await page.Find("[data-testid=more]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(AuditQueries.Page + 3, Seqs(page).Count));
        Assert.Empty(page.FindAll("[data-testid=more]"));
    }

    [Fact]
    public async Task Loading_shows_the_shape_and_a_failure_keeps_what_was_there_and_tries_again()
    {
        var wait = new TaskCompletionSource();
        _tab.Reads.Wait = wait.Task;
        var page = Render();
        Assert.Equal(10, page.FindAll(".pb-skeleton").Count);
        _tab.Reads.Wait = null;
        wait.SetResult();
        await page.WaitForAssertionAsync(() => Assert.Equal(3, Seqs(page).Count));
        _tab.Reads.Fail = true;
        Navigation.NavigateTo("/audit?type=person");
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=read-failed]"));
        Assert.Equal(3, Seqs(page).Count);
        _tab.Reads.Fail = false;
        await page.Find("[data-testid=read-failed] button").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(["1"], Seqs(page)));
        Assert.Empty(page.FindAll("[data-testid=read-failed]"));
    }

    [Fact]
    public async Task What_is_not_for_the_role_is_not_offered()
    {
        var desk = await _store.AddPersonAsync(_partner, Role.BusinessAdmin);
        await using var tab = await TestTab.OpenAsync(_store, desk);
        var page = await OpenAsync(tab: tab);
        Assert.Empty(page.FindAll("[data-testid=erase-person]"));
        Assert.DoesNotContain(page.FindAll("#pb-audit-type [role=menuitemcheckbox]"), option => option.TextContent == "Alert");
        await using var none = await TestTab.OpenAsync(_store, _admin with { Removed = new HashSet<Permission> { Permission.ReadAudit } });
        Assert.NotEmpty(Render(none).FindAll("[data-testid=not-allowed]"));
    }

    [Fact]
    public async Task The_values_of_a_deactivated_person_are_erased_in_a_dialog()
    {
        var otto = await _store.AddPersonAsync(_partner, name: "Otto Other");
        var page = await OpenAsync();
        var dialogs = _tab.Page.Render<MudDialogProvider>();
        await page.Find("[data-testid=erase-person]").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.StartsWith("Nobody is deactivated.", dialogs.Find("[data-testid=effect]").TextContent.Trim(), StringComparison.Ordinal));
        // Live: somebody is deactivated meanwhile.
        await _tab.HandedAsync(() => _store.WriteAsync(_partner, async write =>
        {
            (await write.Db.People.SingleAsync(p => p.Id == otto.PersonId)).Active = false;
            write.JournalOther(JournalKinds.PersonDeactivated, otto.PersonId, "Otto Other");
        }));
        await dialogs.WaitForAssertionAsync(() => dialogs.Find("[data-testid=person]"));
        Assert.True(dialogs.Find("[data-testid=erase]").HasAttribute("disabled"));
        await dialogs.Find("[data-testid=person]").ChangeAsync(new ChangeEventArgs { Value = otto.PersonId.ToString() });
        Assert.Contains("Entries with values of Otto Other: 2", dialogs.Find("[data-testid=effect]").TextContent, StringComparison.Ordinal);
        await dialogs.Find("[data-testid=erase]").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Equal("Values erased from 2 entries. Name, email address, account and sign-ins are gone.", dialogs.Find("[data-testid=effect]").TextContent.Trim()));
        // What stood behind the dialog is read anew.
        await page.WaitForAssertionAsync(() => Assert.DoesNotContain("Otto", page.Markup, StringComparison.Ordinal));
        await using var db = _store.Db();
        Assert.DoesNotContain(await db.Journal.Select(e => e.Payload).ToListAsync(Xunit.TestContext.Current.CancellationToken), payload => payload.Contains("Otto", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_days_it_is_kept_are_set_within_their_bounds_and_journalled()
    {
        var form = _tab.Page.Render<RetentionForm>();
        await form.WaitForAssertionAsync(() => form.Find("[data-testid=days]"));
        await form.Find("[data-testid=days]").InputAsync(new ChangeEventArgs { Value = "29" });
        await form.Find("form").SubmitAsync();
        await form.WaitForAssertionAsync(() => Assert.Equal("The audit log is kept for 30 to 3,650 days.", form.Find("[role=alert]").TextContent));
        await form.Find("[data-testid=days]").InputAsync(new ChangeEventArgs { Value = "90.5" });
        await form.Find("form").SubmitAsync();
        await form.WaitForAssertionAsync(() => Assert.NotEmpty(form.Find("[role=alert]").TextContent));
        Assert.Equal("90.5", form.Find("[data-testid=days]").GetAttribute("value"));
        await form.Find("[data-testid=days]").InputAsync(new ChangeEventArgs { Value = "90" });
        Assert.Contains("older than 90 days go for ever", form.Find("[data-testid=retention-effect]").TextContent, StringComparison.Ordinal);
        // For ever: not with one click.
        Assert.True(form.Find("[data-testid=save-days]").HasAttribute("disabled"));
        await form.Find("[data-testid=sure]").ChangeAsync(new ChangeEventArgs { Value = true });
        await form.Find("form").SubmitAsync();
        await form.WaitForAssertionAsync(() => Assert.StartsWith("Saved.", form.Find("[data-testid=told]").TextContent, StringComparison.Ordinal));
        await using var db = _store.Db();
        Assert.Equal(90, await db.Partners.Where(p => p.Id == _partner).Select(p => p.AuditDays).SingleAsync(Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(JournalKinds.PartnerRules, (await db.Journal.OrderByDescending(e => e.PartnerSeq).FirstAsync(Xunit.TestContext.Current.CancellationToken)).Kind);
        // Judged on what the person saw.
        var commands = new JournalCommands(_store.Store, _store.JournalKey);
        Assert.Equal(RefusalCodes.PlanChanged, (await Assert.ThrowsAsync<RefusedException>(() => commands.SetDaysAsync(_admin, 100, 400, Xunit.TestContext.Current.CancellationToken))).Code);
        var reader = await _store.AddPersonAsync(_partner, Role.Admin);
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => commands.SetDaysAsync(reader, 100, 90, Xunit.TestContext.Current.CancellationToken))).Code);
    }

    [Fact]
    public async Task Days_somebody_else_sets_show_while_nothing_was_typed()
    {
        var form = _tab.Page.Render<RetentionForm>();
        await form.WaitForAssertionAsync(() => Assert.Equal("400", form.Find("[data-testid=days]").GetAttribute("value")));
        var other = await _store.AddPersonAsync(_partner, name: "Otto Other");
        var commands = new JournalCommands(_store.Store, _store.JournalKey);
        await _tab.HandedAsync(() => commands.SetDaysAsync(other, 90, 400, Xunit.TestContext.Current.CancellationToken));
        await form.WaitForAssertionAsync(() => Assert.Equal("90", form.Find("[data-testid=days]").GetAttribute("value")));
    }

    [Fact]
    public async Task What_leaves_the_scope_leaves_the_open_page_at_once()
    {
        var group = await _store.AddGroupAsync(_partner, "Gold");
        await _store.AddCustomersAsync(_partner, [new TestCustomer(_partner, "Bert").In(group), new TestCustomer(_partner, "Carl").In(group)]);
        var desk = await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [group]);
        await using var tab = await TestTab.OpenAsync(_store, desk);
        var page = await OpenAsync(tab: tab);
        Assert.Equal(["Carl", "Bert"], Customers(page));
        Guid bert;
        await using (var db = _store.Db())
            bert = await db.Customers.Where(c => c.Name == "Bert").Select(c => c.Id).SingleAsync(Xunit.TestContext.Current.CancellationToken);
        await tab.HandedAsync(() => new MembershipCommands(_store.Store).ChangeAsync(_admin, new(group, Add: false), [bert], null, Xunit.TestContext.Current.CancellationToken));
        await page.WaitForAssertionAsync(() => Assert.Equal(["Carl"], Customers(page)));
        Assert.DoesNotContain("Bert", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_nobody_may_know_of_any_more_go_and_what_was_done_to_an_unlinked_customer_stays()
    {
        await new CentralCommands(_store.Store).RaiseAsync(_partner, new TestCustomer(_partner, "x").Alert(a => a.CustomerId = _anna).Alerts[0]);
        var bert = await _store.AddCustomerAsync(_partner, "Bert");
        var page = await OpenAsync();
        Assert.Equal(["5", "4", "3", "2", "1"], Seqs(page));
        await _tab.HandedAsync(() => _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(_anna, CancellationToken.None)).PartnerAssistance = PartnerAssistance.Off;
            write.Journal(JournalKinds.AssistanceChanged, _anna, before: "On", after: "Off");
        }));
        await page.WaitForAssertionAsync(() => Assert.Equal(["5", "3", "2", "1"], Seqs(page)));
        await _tab.HandedAsync(() => _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(bert, CancellationToken.None)).UnlinkedAt = write.Now;
            write.Journal(JournalKinds.Unlinked, bert, before: "Bert");
        }));
        Assert.Equal(["5", "3", "2", "1"], Seqs(page));
    }

    [Fact]
    public async Task A_filter_shows_before_its_entries_are_read_and_the_next_is_made_from_it()
    {
        var page = await OpenAsync();
        _tab.Reads.Wait = new TaskCompletionSource().Task;
        Navigation.NavigateTo("/audit?type=person");
        await page.WaitForAssertionAsync(() => Assert.Equal("/audit/entries.csv?type=person", page.Find("[data-testid=export]").GetAttribute("href")));
        await PassAsync(() => _tab.Reads.Waiting > 0);
        Assert.Equal(3, Seqs(page).Count);
        // Nobody waits for what is no longer asked for: it would never end.
        _tab.Reads.Wait = null;
        await page.Find("[data-testid=from]").ChangeAsync(new ChangeEventArgs { Value = "2026-06-10" });
        Assert.EndsWith("/audit?from=2026-06-10&type=person", Navigation.Uri, StringComparison.Ordinal);
        await page.WaitForAssertionAsync(() => Assert.Equal(["1"], Seqs(page)));
    }

    [Fact]
    public async Task A_year_that_is_being_typed_is_no_day_yet()
    {
        var page = await OpenAsync();
        var from = page.Find("[data-testid=from]");
        Assert.Equal(("2025-05-11", "2026-06-15"), (from.GetAttribute("min"), from.GetAttribute("max")));
        await from.ChangeAsync(new ChangeEventArgs { Value = "0202-06-10" });
        Assert.EndsWith("/audit", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_have_acted_is_read_again_only_when_people_changed()
    {
        var page = await OpenAsync();
        var read = _tab.Reads.Count;
        Navigation.NavigateTo("/audit?type=person");
        await page.WaitForAssertionAsync(() => Assert.Equal(["1"], Seqs(page)));
        Assert.Equal(read + 1, _tab.Reads.Count);
        await _tab.HandedAsync(() => _store.AddPersonAsync(_partner, name: "Otto Other"));
        Navigation.NavigateTo("/audit");
        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll("#pb-audit-by [role=menuitemcheckbox]"), option => option.TextContent == "Otto Other"));
    }

    [Fact]
    public async Task Following_ends_quietly_with_the_session()
    {
        var state = _tab.Page.Services.GetRequiredService<Func<AuditState>>()();
        var follow = _tab.Page.Renderer.Dispatcher.InvokeAsync(() => state.FollowAsync(Xunit.TestContext.Current.CancellationToken));
        // Signed out in another tab.
        await _tab.Page.Renderer.Dispatcher.InvokeAsync(async () => await _tab.Live.DisposeAsync());
        await PassAsync(() => follow.IsCompleted);
        await follow;
    }

    private NavigationManager Navigation => _tab.Page.Services.GetRequiredService<NavigationManager>();

    // The page looks once a second: the clock moves on until what is waited for is there.
    private async Task PassAsync(Func<bool> there)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!there())
        {
            patience.Token.ThrowIfCancellationRequested();
            _store.Time.Advance(AuditState.Every);
            await Task.Yield();
        }
    }

    private IRenderedComponent<AuditPage> Render(TestTab? tab = null, string query = "")
    {
        tab ??= _tab;
        tab.Page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/audit{query}");
        tab.Page.Render<MudPopoverProvider>();
        return tab.Page.Render<AuditPage>();
    }

    private async Task<IRenderedComponent<AuditPage>> OpenAsync(string query = "", TestTab? tab = null)
    {
        var page = Render(tab, query);
        await page.WaitForAssertionAsync(() => Assert.False(page.Find(".pb-audit-table").HasAttribute("aria-busy")));
        return page;
    }

    private static IEnumerable<string> Customers(IRenderedComponent<AuditPage> page) => page.FindAll(".pb-audit-where a").Select(link => link.TextContent);

    private static IReadOnlyList<string?> Seqs(IRenderedComponent<AuditPage> page) => [.. page.FindAll(".pb-audit-row[data-seq]").Select(row => row.GetAttribute("data-seq"))];
}
