using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Access;
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
        await type.ClickAsync(new());
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
        await dialogs.WaitForAssertionAsync(() => Assert.Equal("Values erased from 2 entries.", dialogs.Find("[data-testid=effect]").TextContent.Trim()));
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
        await form.Find("[data-testid=days]").InputAsync(new ChangeEventArgs { Value = "90" });
        Assert.Contains("older than 90 days go for ever", form.Find("[data-testid=retention-effect]").TextContent, StringComparison.Ordinal);
        await form.Find("form").SubmitAsync();
        await form.WaitForAssertionAsync(() => Assert.StartsWith("Saved.", form.Find("[data-testid=retention-told]").TextContent, StringComparison.Ordinal));
        await using var db = _store.Db();
        Assert.Equal(90, await db.Partners.Where(p => p.Id == _partner).Select(p => p.AuditDays).SingleAsync(Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(JournalKinds.PartnerRules, (await db.Journal.OrderByDescending(e => e.PartnerSeq).FirstAsync(Xunit.TestContext.Current.CancellationToken)).Kind);
        // Judged on what the person saw.
        var commands = new JournalCommands(_store.Store);
        Assert.Equal(RefusalCodes.PlanChanged, (await Assert.ThrowsAsync<RefusedException>(() => commands.SetDaysAsync(_admin, 100, 400, Xunit.TestContext.Current.CancellationToken))).Code);
        var reader = await _store.AddPersonAsync(_partner, Role.Admin);
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => commands.SetDaysAsync(reader, 100, 90, Xunit.TestContext.Current.CancellationToken))).Code);
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

    private static IReadOnlyList<string?> Seqs(IRenderedComponent<AuditPage> page) => [.. page.FindAll(".pb-audit-row[data-seq]").Select(row => row.GetAttribute("data-seq"))];
}
