using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Customers;
using PartnerBlazor.Groups;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>The customers page: what waits in the pill, what leaves, pause, failures, and what a role sees.</summary>
public sealed class CustomersPageTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private int _partner;
    private Guid _group;
    private Guid _anna;
    private Guid _bert;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _group = await _store.AddGroupAsync(_partner, "North");
        _anna = await _store.AddCustomerAsync(_partner, "Anna", c => c.In(_group).Licence().Licence(l => (l.Category, l.EndDate) = (LicenceCategory.Email, new DateOnly(2026, 6, 1))));
        _bert = await _store.AddCustomerAsync(_partner, "Bert", c => c.In(_group).Alert());
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Rows_keep_their_place_until_applied()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);

        await _store.RenameAsync(_partner, _anna, "Zoe");
        await list.SeesAsync(() => Assert.Equal(["Zoe", "Bert"], list.Names));
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));
        await list.ClickAsync("[data-testid=pending]");

        await list.SeesAsync(() => Assert.Equal(["Bert", "Zoe"], list.Names));
        await list.SeesAsync(() => Assert.Equal(0, list.Pill));
    }

    [Fact]
    public async Task Who_leaves_the_scope_is_gone_at_once_and_chosen_no_more()
    {
        await using var tab = await OpenTabAsync(Role.HelpDesk, inGroup: true);
        var list = await CustomerList.OpenAsync(tab);
        await list.Row(_anna).QuerySelector("input")!.PressAsync();
        Assert.Single(list.State.Selected);

        await ChangeGroupsAsync(_anna, []);
        await list.SeesAsync(() => Assert.Equal(["–", "Bert"], list.Names));

        await list.SeesAsync(() => Assert.Empty(list.State.Selected));
        Assert.DoesNotContain("Anna", list.Page.Markup, StringComparison.Ordinal);
        Assert.Equal("No longer available", list.Page.Find(".pb-gone").TextContent.Trim());
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));
        await list.ClickAsync("[data-testid=pending]");
        await list.SeesAsync(() => Assert.Equal(["Bert"], list.Names));
        await list.SeesAsync(() => Assert.Equal("1 of 1", list.Count));
    }

    [Fact]
    public async Task The_count_is_never_of_more_than_there_are_also_when_a_whole_group_leaves()
    {
        var group = await _store.AddGroupAsync(_partner, "Large");
        await _store.AddCustomersAsync(_partner, Enumerable.Range(0, 300).Select(i => new TestCustomer(_partner, $"Customer {i:000}").In(group)));
        var scope = await _store.AddPersonAsync(_partner, Role.HelpDesk, [group], [_anna]);
        await using var tab = await TestTab.OpenAsync(_store, scope);
        var list = await CustomerList.OpenAsync(tab);
        Assert.Equal("301 of 301", list.Count);

        await new GroupCommands(_store.Store).DeleteAsync(await _store.AddPersonAsync(_partner), group, null, Xunit.TestContext.Current.CancellationToken);
        await list.SeesAsync(() => Assert.Equal("1 of 1", list.Count));
        Assert.Equal("Anna", list.Names[0]);
    }

    [Fact]
    public async Task Going_back_from_a_search_leads_to_what_was_shown_before_it()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);
        var history = ((Bunit.TestDoubles.BunitNavigationManager)list.Navigation).History;
        await list.ClickAsync("[data-testid=tile-term]");
        var before = history.Count;
        // A step of its own, then the same step.
        foreach (var typed in (string[])["a", "an", "ann", ""])
        {
            await list.Page.Find("#pb-search").InputAsync(typed);
            Assert.Equal(before + 1, history.Count);
            Assert.Equal(typed, list.State.Filter.Search);
        }
    }

    [Fact]
    public async Task A_tile_adds_to_what_is_searched_by_then()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);
        // As many customers have all of these.
        foreach (var typed in (string[])["a", "an", "ann"])
            await list.Page.Find("#pb-search").InputAsync(typed);
        await list.SeesAsync(() => Assert.Equal(["Anna"], list.Names));

        await list.ClickAsync("[data-testid=tile-term]");
        Assert.Equal("ann", list.State.Filter.Search);
        Assert.Equal([BillingType.Term], list.State.Filter.Billing);
        Assert.Equal("true", list.Page.Find("[data-testid=tile-term]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task A_newly_matching_customer_counts_until_it_matches_no_more()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab, "?q=anna");

        await tab.HandedAsync(() => _store.RenameAsync(_partner, _bert, "Annabel"));
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));
        await tab.HandedAsync(() => _store.RenameAsync(_partner, _bert, "Bertha"));
        await list.SeesAsync(() => Assert.Equal(0, list.Pill));
        await tab.HandedAsync(() => _store.AddCustomerAsync(_partner, "Hanna"));
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));
        Assert.Equal(["Anna"], list.Names);
        await list.ClickAsync("[data-testid=pending]");

        await list.SeesAsync(() => Assert.Equal(["Anna", "Hanna"], list.Names));
        await list.SeesAsync(() => Assert.Equal(0, list.Pill));
    }

    [Fact]
    public async Task Paused_nothing_visible_changes_and_resumed_it_shows_with_its_cause()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);
        await list.ClickAsync("[data-testid=pause]");

        await SwitchOffAsync(_anna);
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));
        Assert.Equal("On", list.Row(_anna).QuerySelector(".pb-assist")!.TextContent);
        await list.ClickAsync("[data-testid=pause]");

        await list.SeesAsync(() => Assert.Equal("Off", list.Row(_anna).QuerySelector(".pb-assist")!.TextContent));
        Assert.Contains("the vendor", list.Row(_anna).QuerySelector(".pb-dot")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        // Shown where it stands: nothing is left to apply.
        await list.SeesAsync(() => Assert.Equal(0, list.Pill));
    }

    [Fact]
    public async Task Too_many_changes_at_once_are_read_anew()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);
        // The tab is busy: its pump cannot take anything while this runs on its context.
        await tab.Page.Renderer.Dispatcher.InvokeAsync(() => Task.Run(async () =>
        {
            for (var i = 0; i <= Watch.Capacity; i++)
                await _store.RenameAsync(_partner, _anna, $"Zoe {i}");
        }).Wait(TimeSpan.FromMinutes(1)));

        // The newest rows, each in its place; the order waits for apply.
        await list.SeesAsync(() => Assert.Equal([$"Zoe {Watch.Capacity}", "Bert"], list.Names));
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));
        await list.ClickAsync("[data-testid=pending]");
        await list.SeesAsync(() => Assert.Equal(["Bert", $"Zoe {Watch.Capacity}"], list.Names));
        await list.SeesAsync(() => Assert.Equal(0, list.Pill));
    }

    [Fact]
    public async Task What_was_missed_is_told_with_its_cause()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);
        await tab.Page.Renderer.Dispatcher.InvokeAsync(() => Task.Run(async () =>
        {
            await SwitchOffAsync(_anna);
            for (var i = 0; i <= Watch.Capacity; i++)
                await _store.RenameAsync(_partner, _bert, $"Bert {i}");
        }).Wait(TimeSpan.FromMinutes(1)));

        await list.SeesAsync(() => Assert.Equal(["Anna", $"Bert {Watch.Capacity}"], list.Names));
        var mark = list.Row(_anna).QuerySelector(".pb-assistance .pb-dot")!.GetAttribute("aria-label")!;
        foreach (var word in (string[])["On → Off", "the vendor"])
            Assert.Contains(word, mark, StringComparison.Ordinal);
        Assert.Contains($"Bert {Watch.Capacity}", list.Row(_bert).QuerySelector(".pb-name .pb-dot")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Empty(list.Row(_bert).QuerySelectorAll(".pb-assistance .pb-dot"));
    }

    [Fact]
    public async Task What_is_new_elsewhere_counts_once_however_it_came()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab, "?q=anna");
        await tab.HandedAsync(() => _store.AddCustomerAsync(_partner, "Hanna"));
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));

        // Read anew, as at midnight: what waited already waits once.
        await tab.HandedAsync(() =>
        {
            _store.Feed.PublishNewDay();
            return Task.CompletedTask;
        });
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));
    }

    [Fact]
    public async Task Who_comes_back_before_apply_stands_in_its_own_place_and_nowhere_else()
    {
        await using var tab = await OpenTabAsync(Role.HelpDesk, inGroup: true);
        var list = await CustomerList.OpenAsync(tab);
        await ChangeGroupsAsync(_anna, []);
        await list.SeesAsync(() => Assert.Equal(["–", "Bert"], list.Names));
        await list.SeesAsync(() => Assert.Equal("1 of 1", list.Count));

        await ChangeGroupsAsync(_anna, [_group]);
        await list.SeesAsync(() => Assert.Equal(["Anna", "Bert"], list.Names));
        await list.SeesAsync(() => Assert.Equal("2 of 2", list.Count));
        // Scrolling reads what is missing; she is not read a second time.
        await list.Page.InvokeAsync(() => list.State.ReadAsync(0, 10, CancellationToken.None));
        Assert.Equal([_anna, _bert], (await list.Page.InvokeAsync(() => list.State.ReadAsync(0, 10, CancellationToken.None))).Slots.Select(slot => slot.Id));
        await list.ClickAsync("[data-testid=pending]");
        await list.SeesAsync(() => Assert.Equal(0, list.Pill));
        Assert.Equal(["Anna", "Bert"], list.Names);
    }

    [Fact]
    public async Task A_reading_without_news_makes_the_row_younger_and_nothing_else()
    {
        await _store.ReadAsync(_partner, _anna);
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);
        _store.Time.Advance(TimeSpan.FromMinutes(12));
        await list.SeesAsync(() => Assert.Equal("12 min ago", list.Row(_anna).QuerySelector(".pb-asof time")!.TextContent));
        var others = list.Renders[_bert];

        await _store.ReadAsync(_partner, _anna);
        _store.TickAsOf();

        await list.SeesAsync(() => Assert.Equal("just now", list.Row(_anna).QuerySelector(".pb-asof time")!.TextContent));
        Assert.Empty(list.Row(_anna).QuerySelectorAll(".pb-dot, .pb-changed"));
        Assert.Equal(others, list.Renders[_bert]);
        Assert.Equal(0, list.Pill);
    }

    [Fact]
    public async Task Sorted_by_age_a_younger_row_waits_for_apply()
    {
        await _store.ReadAsync(_partner, _anna);
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await _store.ReadAsync(_partner, _bert);
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab, "?sort=asof");
        Assert.Equal(["Anna", "Bert"], list.Names);

        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await _store.ReadAsync(_partner, _anna);
        _store.TickAsOf();
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));
        Assert.Equal(["Anna", "Bert"], list.Names);
        await list.ClickAsync("[data-testid=pending]");
        await list.SeesAsync(() => Assert.Equal(["Bert", "Anna"], list.Names));

        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await SwitchOffAsync(_bert);
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));
    }

    [Fact]
    public async Task A_calm_row_says_how_old_it_is_as_time_goes_by()
    {
        await _store.WriteAsync(_partner, write =>
        {
            write.Db.Add(new CustomerAsOf { CustomerId = _anna, PartnerId = _partner, At = write.Now });
        });
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);
        await list.SeesAsync(() => Assert.Equal("just now", list.Row(_anna).QuerySelector(".pb-asof time")!.TextContent));

        _store.Time.Advance(TimeSpan.FromMinutes(12));

        await list.SeesAsync(() => Assert.Equal("12 min ago", list.Row(_anna).QuerySelector(".pb-asof time")!.TextContent));
        Assert.Equal(0, list.Pill);
    }

    [Fact]
    public async Task A_failed_read_says_so_keeps_the_rows_and_can_be_tried_again()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);
        await _store.RenameAsync(_partner, _anna, "Zoe");
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));

        tab.Reads.Fail = true;
        await list.ClickAsync("[data-testid=pending]");
        await list.SeesAsync(() => Assert.Contains("could not be read", list.Page.Find(".pb-notice-error").TextContent, StringComparison.Ordinal));
        Assert.Equal(["Zoe", "Bert"], list.Names);
        // They go on being live.
        await SwitchOffAsync(_bert);
        await list.SeesAsync(() => Assert.Equal("Off", list.Row(_bert).QuerySelector(".pb-assist")!.TextContent));

        tab.Reads.Fail = false;
        await list.ClickAsync(".pb-notice-error button");
        await list.SeesAsync(() => Assert.Empty(list.Page.FindAll(".pb-notice-error")));
        Assert.Equal(["Bert", "Zoe"], list.Names);
        await list.SeesAsync(() => Assert.Equal(0, list.Pill));
    }

    [Fact]
    public async Task An_empty_list_says_why()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab, "?q=nobody");
        await list.SeesAsync(() => Assert.Contains("No customer matches", list.Page.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal));
        Assert.Equal("0 of 2", list.Count);
        await list.ClickAsync("[data-testid=empty] button");
        await list.SeesAsync(() => Assert.Equal(["Anna", "Bert"], list.Names));
        Assert.Empty(list.Page.FindAll("[data-testid=empty]"));

        await using var nobodys = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: []));
        var none = await CustomerList.OpenAsync(nobodys);
        await none.SeesAsync(() => Assert.Contains("No customers yet", none.Page.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal));
        Assert.Empty(none.Page.FindAll(".pb-first-steps a"));
        await using var first = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(await _store.AddPartnerAsync(name: "New")));
        var begin = await CustomerList.OpenAsync(first);
        await begin.SeesAsync(() => Assert.Equal(["/customers/new-trial", "/customers/new-monthly", "/people"], begin.Page.FindAll(".pb-first-steps a").Select(a => a.GetAttribute("href")!)));
    }

    [Fact]
    public async Task Tiles_count_and_filter_and_let_go()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab);
        Assert.Equal("1", list.Page.Find("[data-testid=tile-alerts] .pb-tile-number").TextContent);

        await list.ClickAsync("[data-testid=tile-alerts]");
        await list.SeesAsync(() => Assert.Equal(["Bert"], list.Names));
        Assert.Equal("true", list.Page.Find("[data-testid=tile-alerts]").GetAttribute("aria-pressed"));
        Assert.EndsWith("/customers?alerts=1", list.Navigation.Uri, StringComparison.Ordinal);
        await list.ClickAsync("[data-testid=tile-alerts]");

        await list.SeesAsync(() => Assert.Equal(["Anna", "Bert"], list.Names));
        Assert.EndsWith("/customers", list.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_see_alerts_has_no_column_and_who_loses_the_right_loses_it_at_once()
    {
        await using var business = await OpenTabAsync(Role.BusinessAdmin);
        var without = await CustomerList.OpenAsync(business);
        Assert.Empty(without.Page.FindAll(".pb-alerts, .pb-severity, [data-testid=tile-alerts]"));

        var scope = await _store.AddPersonAsync(_partner);
        await using var tab = await TestTab.OpenAsync(_store, scope);
        var list = await CustomerList.OpenAsync(tab);
        Assert.Single(list.Row(_bert).QuerySelectorAll(".pb-severity"));
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.Db.People.FindAsync(scope.PersonId))!.Role = Role.BusinessAdmin;
            write.JournalOther(JournalKinds.PersonChanged, scope.PersonId);
        });
        await list.SeesAsync(() => Assert.Empty(list.Page.FindAll(".pb-alerts, .pb-severity, [data-testid=tile-alerts]")));
    }

    [Fact]
    public async Task My_protection_only_hides_badges_never_rows_and_is_remembered()
    {
        var scope = await _store.AddPersonAsync(_partner);
        await using (var tab = await TestTab.OpenAsync(_store, scope))
        {
            var list = await CustomerList.OpenAsync(tab);
            Assert.Equal(2, list.Row(_anna).QuerySelectorAll(".pb-badge").Length);
            await list.Page.Find(".pb-toggle input").ChangeAsync(true);
            await list.SeesAsync(() => Assert.Single(list.Row(_anna).QuerySelectorAll(".pb-badge")));
            Assert.Equal(["Anna", "Bert"], list.Names);
        }

        await using var next = await TestTab.OpenAsync(_store, scope);
        var again = await CustomerList.OpenAsync(next);
        Assert.True(again.Page.Find(".pb-toggle input").HasAttribute("checked"));
        Assert.Single(again.Row(_anna).QuerySelectorAll(".pb-badge"));
        await using var others = await OpenTabAsync();
        Assert.Equal(2, (await CustomerList.OpenAsync(others)).Row(_anna).QuerySelectorAll(".pb-badge").Length);
    }

    [Fact]
    public async Task A_start_that_failed_is_made_up_for()
    {
        await using var tab = await OpenTabAsync();
        var state = tab.Page.Services.GetRequiredService<CustomersState>();
        tab.Reads.Fail = true;
        await Assert.ThrowsAsync<IOException>(() => state.StartAsync(CancellationToken.None));
        tab.Reads.Fail = false;
        Assert.Equal("2 of 2", (await CustomerList.OpenAsync(tab)).Count);
    }

    private async Task<TestTab> OpenTabAsync(Role role = Role.SuperAdmin, bool inGroup = false) =>
        await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, role, groups: inGroup ? [_group] : null));

    private Task SwitchOffAsync(Guid customer) => _store.WriteAsync(_partner, async write =>
    {
        (await write.CustomerAsync(customer, CancellationToken.None)).PartnerAssistance = PartnerAssistance.Off;
        write.Journal(JournalKinds.AssistanceChanged, customer, before: "On", after: "Off");
    });

    private Task ChangeGroupsAsync(Guid customer, Guid[] groups) => _store.WriteAsync(_partner, async write =>
    {
        var changed = await write.CustomerAsync(customer, CancellationToken.None);
        changed.Groups.Clear();
        changed.Groups.AddRange(groups.Select(group => new GroupMember { CustomerId = customer, GroupId = group }));
        write.Journal(JournalKinds.CustomerGroups, customer);
    });
}
