using Bunit;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>How the list shows what it has: badges, what a search matched, where it is scrolled, what filters it.</summary>
public sealed class CustomerListTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private TestTab _tab = null!;
    private int _partner;
    private Guid _group;
    private Guid _anna;
    private Guid _bert;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _group = await _store.AddGroupAsync(_partner, "North");
        _anna = await _store.AddCustomerAsync(_partner, "Anna", c => c.In(_group).Formerly("Hannah’s Bakery").Alert()
            .Licence().Licence(l => l.Category = LicenceCategory.Server).Licence(l => (l.Category, l.Usage) = (LicenceCategory.Email, 14)));
        _bert = await _store.AddCustomerAsync(_partner, "Bert", c => c.Licence(l => l.EndDate = new DateOnly(2026, 6, 1)));
        _tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner));
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task All_badges_are_there_to_be_read_and_the_chip_names_those_there_may_be_no_room_for()
    {
        var list = await CustomerList.OpenAsync(_tab, "?category=server");

        Assert.Equal(["Server", "Email", "Endpoint"], list.Row(_anna).QuerySelectorAll(".pb-badge-name").Select(name => name.TextContent));
        Assert.All(list.Row(_anna).QuerySelectorAll(".pb-badge"), badge => Assert.Equal("img", badge.GetAttribute("role")));
        var more = list.Row(_anna).QuerySelector(".pb-more")!;
        foreach (var name in (string[])["Email", "Endpoint"])
            Assert.Contains(name, more.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("counter-reset:pb-more 3", list.Row(_anna).QuerySelector(".pb-badges")!.GetAttribute("style"));
    }

    [Fact]
    public async Task Where_there_is_no_protection_to_show_the_cell_says_so()
    {
        var list = await CustomerList.OpenAsync(_tab);
        Assert.Equal("pb-badges", list.Row(_bert).QuerySelector(".pb-licences > span")!.ClassName);
        await list.Page.Find(".pb-toggle input").ChangeAsync(true);
        await list.SeesAsync(() => Assert.Equal("No active licence", list.Row(_bert).QuerySelector(".pb-licences .pb-none")!.GetAttribute("aria-label")));
    }

    [Fact]
    public async Task What_matched_can_be_read_in_full()
    {
        var list = await CustomerList.OpenAsync(_tab, "?q=bakery");
        Assert.Equal("Former name: Hannah’s Bakery", list.Row(_anna).QuerySelector(".pb-matched")!.GetAttribute("title"));
        Assert.Equal("North", list.Row(_anna).QuerySelector(".pb-row-groups")!.GetAttribute("title"));
    }

    [Fact]
    public async Task A_second_change_to_a_marked_cell_starts_its_tint_anew()
    {
        var list = await CustomerList.OpenAsync(_tab);
        Task SeesTintAsync(string tint) => list.SeesAsync(() => Assert.Equal(tint, string.Join(' ', list.Row(_anna).QuerySelector(".pb-cell.pb-name")!.ClassList.Skip(2))));

        await _store.RenameAsync(_partner, _anna, "Anna 1");
        await SeesTintAsync("pb-changed");
        await _store.RenameAsync(_partner, _anna, "Anna 2");
        await SeesTintAsync("pb-changed pb-again");
        // A change to another row in between takes no turn.
        await _store.RenameAsync(_partner, _bert, "Bert 1");
        await _store.RenameAsync(_partner, _anna, "Anna 3");
        await SeesTintAsync("pb-changed");
    }

    [Fact]
    public async Task Another_view_begins_at_its_top_and_applying_keeps_the_place()
    {
        var list = await CustomerList.OpenAsync(_tab);
        int Scrolled() => _tab.Page.JSInterop.Invocations.Count(call => call.Identifier == "pbList.toTop");
        await _store.RenameAsync(_partner, _anna, "Zoe");
        await list.SeesAsync(() => Assert.Equal(1, list.Pill));

        await list.ClickAsync("[data-testid=pending]");
        await list.SeesAsync(() => Assert.Equal(["Bert", "Zoe"], list.Names));
        Assert.Equal(0, Scrolled());
        await list.ClickAsync("[data-testid=tile-alerts]");
        await list.SeesAsync(() => Assert.Equal(["Zoe"], list.Names));
        Assert.Equal(1, Scrolled());
    }

    [Fact]
    public async Task Filtering_by_alerts_counts_as_a_filter_and_is_undone_beside_the_folded_filters()
    {
        var list = await CustomerList.OpenAsync(_tab, "?alerts=1");
        Assert.Equal("Filters (1)", list.Page.Find(".pb-filters").TextContent.Trim());
        Assert.Contains(_tab.Page.JSInterop.Invocations, call => call.Identifier == "pbList.showPressed");
        Assert.Null(list.Page.Find(".pb-clear").Closest(".pb-facets"));

        await list.ClickAsync(".pb-clear");
        await list.SeesAsync(() => Assert.Equal(["Anna", "Bert"], list.Names));
        Assert.Empty(list.Page.FindAll(".pb-clear"));
    }

    [Fact]
    public async Task What_can_be_done_with_the_chosen_ones_stands_after_the_list()
    {
        var list = await CustomerList.OpenAsync(_tab);
        await list.Row(_anna).QuerySelector("input")!.PressAsync();
        await list.SeesAsync(() => Assert.Equal("pb-list", list.Page.Find(".pb-selection").PreviousElementSibling!.ClassName!.Trim()));
        await list.ClickAsync(".pb-selection .pb-link");
        await list.SeesAsync(() => Assert.Empty(list.Page.FindAll(".pb-selection")));
    }
}
