using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.Groups;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Groups;

/// <summary>The groups page, live.</summary>
public sealed class GroupsPageTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private GroupCommands _groups = null!;
    private int _partner;
    private PartnerScope _admin = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _groups = new GroupCommands(_store.Store);
        _partner = await _store.AddPartnerAsync();
        _admin = await _store.AddPersonAsync(_partner);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.BusinessAdmin)]
    public async Task Other_roles_are_told_that_it_is_not_for_them(Role role)
    {
        await using var tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, role));
        await _store.AddGroupAsync(_partner, "North");

        var page = tab.Page.Render<GroupsPage>();

        await page.WaitForAssertionAsync(() => page.Find("[data-testid=not-allowed]"));
        Assert.DoesNotContain("North", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public async Task One_admins_new_group_shows_on_both_pages()
    {
        await using var mine = await TestTab.OpenAsync(_store, _admin);
        await using var theirs = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, name: "Second Admin"));
        var (here, there) = (await OpenAsync(mine), await OpenAsync(theirs));
        Assert.NotNull(here.Find("[data-testid=empty]"));

        await here.Find(".pb-new-group input").InputAsync(new ChangeEventArgs { Value = "  North " });
        await here.Find(".pb-new-group").SubmitAsync();
        await mine.PushAsync();

        await here.WaitForAssertionAsync(() => Assert.Equal(["North"], Names(here)));
        await there.WaitForAssertionAsync(() => Assert.Equal(["North"], Names(there)));
    }

    [Fact]
    public async Task A_refused_name_is_told_at_the_field_and_stays()
    {
        await _store.AddGroupAsync(_partner, "Été");
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var page = await OpenAsync(tab);

        await page.Find(".pb-new-group input").InputAsync(new ChangeEventArgs { Value = "ETE" });
        await page.Find(".pb-new-group").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains("Été", page.Find("#pb-new-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.Find(".pb-new-group input").GetAttribute("aria-invalid"));
        Assert.Equal("ETE", page.Find(".pb-new-group input").GetAttribute("value"));
    }

    [Fact]
    public async Task Enter_renames_and_escape_leaves_the_name()
    {
        await _store.AddGroupAsync(_partner, "North");
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var page = await OpenAsync(tab);

        await page.Find(".pb-group-name button").ClickAsync(new());
        await page.Find(".pb-group-name input").InputAsync(new ChangeEventArgs { Value = "Nowhere" });
        await page.Find(".pb-group-name form").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        Assert.Equal(["North"], Names(page));
        await page.Find(".pb-group-name button").ClickAsync(new());
        await page.Find(".pb-group-name input").InputAsync(new ChangeEventArgs { Value = "South" });
        await page.Find(".pb-group-name form").SubmitAsync();
        await tab.PushAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(["South"], Names(page)));
    }

    [Fact]
    public async Task A_rename_by_another_admin_leaves_what_is_typed_and_is_told_when_saving()
    {
        var group = await _store.AddGroupAsync(_partner, "North");
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var page = await OpenAsync(tab);
        await page.Find(".pb-group-name button").ClickAsync(new());
        await page.Find(".pb-group-name input").InputAsync(new ChangeEventArgs { Value = "Mine" });

        await _groups.RenameAsync(_admin, group, "Theirs", "North", Stop);
        await tab.PushAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("Theirs", page.Find(".pb-group-acts button").GetAttribute("aria-label"), StringComparison.Ordinal));
        Assert.Equal("Mine", page.Find(".pb-group-name input").GetAttribute("value"));
        await page.Find(".pb-group-name form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("Theirs", page.Find(".pb-group-name [role=alert]").TextContent, StringComparison.Ordinal));
        await page.Find(".pb-group-name form").SubmitAsync();
        await tab.PushAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(["Mine"], Names(page)));
    }

    [Fact]
    public async Task Deleting_says_whom_it_concerns_and_asks_first()
    {
        var group = await _store.AddGroupAsync(_partner, "North");
        await _store.AddCustomersAsync(_partner, [new TestCustomer(_partner, "One").In(group), new TestCustomer(_partner, "Two").In(group)]);
        await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [group]);
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var dialogs = tab.Page.Render<MudDialogProvider>();
        var page = await OpenAsync(tab);
        Assert.Equal("2", page.Find(".pb-group-members a").TextContent);
        Assert.EndsWith($"?group={group}", page.Find(".pb-group-members a").GetAttribute("href"), StringComparison.Ordinal);

        // The click waits for the answer, so it is not awaited before the answer is given.
        var asked = page.Find(".pb-group-acts button").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll("[data-testid=effect] p")));
        var told = dialogs.FindAll("[data-testid=effect] p").Select(p => p.TextContent).ToList();
        Assert.Contains(told, line => line.Contains("2 customers", StringComparison.Ordinal));
        Assert.Contains(told, line => line.Contains("1 person", StringComparison.Ordinal));
        await dialogs.FindAll("button").Single(b => b.TextContent.Trim() == "Delete").ClickAsync(new());
        await asked;
        await tab.PushAsync();

        await page.WaitForAssertionAsync(() => page.Find("[data-testid=empty]"));
    }

    [Fact]
    public async Task Only_changes_of_groups_and_memberships_are_read_anew()
    {
        var group = await _store.AddGroupAsync(_partner, "North");
        var customer = await _store.AddCustomerAsync(_partner, "Acme", c => c.In(group));
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var page = await OpenAsync(tab);
        var renders = page.RenderCount;

        await _store.RenameAsync(_partner, customer, "Another");
        await tab.PushAsync();
        await new MembershipCommands(_store.Store).SetGroupsAsync(_admin, customer, [], [group], Stop);
        await tab.PushAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal("0", page.Find(".pb-group-members a").TextContent));

        Assert.Equal(renders + 1, page.RenderCount);
    }

    [Fact]
    public async Task Another_partners_groups_and_a_closed_page_change_nothing()
    {
        var other = await _store.AddPartnerAsync(name: "Other");
        var tab = await TestTab.OpenAsync(_store, _admin);
        var page = await OpenAsync(tab);
        await _store.AddGroupAsync(other, "Theirs");
        await _store.AddGroupAsync(_partner, "Ours");
        await tab.PushAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal(["Ours"], Names(page)));

        await tab.DisposeAsync();
        var renders = page.RenderCount;
        await _store.AddGroupAsync(_partner, "Later");

        Assert.Equal(0, _store.Feed.WatchCount);
        Assert.Equal(renders, page.RenderCount);
    }

    private static async Task<IRenderedComponent<GroupsPage>> OpenAsync(TestTab tab)
    {
        var page = tab.Page.Render<GroupsPage>();
        await page.WaitForAssertionAsync(() => page.Find(".pb-groups"));
        return page;
    }

    private static List<string> Names(IRenderedComponent<GroupsPage> page) =>
        [.. page.FindAll(".pb-group-name .pb-inline-text").Select(name => name.TextContent)];
}
