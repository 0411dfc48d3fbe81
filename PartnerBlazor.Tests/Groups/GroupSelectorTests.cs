using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using PartnerBlazor.Access;
using PartnerBlazor.Groups;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Groups;

/// <summary>Choosing the groups of one customer.</summary>
public sealed class GroupSelectorTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private TestTab _tab = null!;
    private int _partner;
    private PartnerScope _admin = null!;
    private Guid _customer;
    private Guid _north;
    private Guid _south;
    private readonly TaskCompletionSource _finished = new();
    private int _done;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _admin = await _store.AddPersonAsync(_partner);
        _north = await _store.AddGroupAsync(_partner, "Nord-Écosse");
        _south = await _store.AddGroupAsync(_partner, "Sud");
        _customer = await _store.AddCustomerAsync(_partner, "Acme", c => c.In(_north));
        _tab = await TestTab.OpenAsync(_store, _admin);
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Opens_with_the_groups_the_customer_is_in_and_takes_the_focus()
    {
        var selector = await OpenAsync();

        Assert.Equal([("Nord-Écosse", true), ("Sud", false)], Options(selector));
        Assert.True(selector.Find("input[type=text]").HasAttribute("autofocus"));
        Assert.Single(_tab.Script.Invocations["open"]);
    }

    [Fact]
    public async Task Enter_saves_what_is_chosen_and_gives_the_focus_back()
    {
        var selector = await OpenAsync();

        await Box(selector, "Sud").ChangeAsync(new ChangeEventArgs { Value = true });
        await selector.Find("form").SubmitAsync();

        await _finished.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal([_north, _south], (await GroupsAsync()).OrderBy(id => id == _south));
        // The browser's dialog gives the focus back when it is closed before it is taken away.
        Assert.Single(_tab.Script.Invocations["close"]);
    }

    [Fact]
    public async Task A_read_that_fails_is_told_in_place_saves_nothing_and_can_be_tried_again()
    {
        _tab.Reads.Fail = true;
        var selector = Render();
        await selector.WaitForAssertionAsync(() => Assert.Contains("The groups could not be read.", selector.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        // Nothing is on screen: an empty choice must not be taken for one.
        await selector.Find("form").SubmitAsync();
        Assert.Equal([_north], await GroupsAsync());
        _tab.Reads.Fail = false;
        await selector.Find("[role=alert] button").ClickAsync(new());

        await selector.WaitForAssertionAsync(() => Assert.Equal([("Nord-Écosse", true), ("Sud", false)], Options(selector)));
        Assert.Empty(selector.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Escape_and_cancel_save_nothing()
    {
        var escaped = await OpenAsync();
        await Box(escaped, "Sud").ChangeAsync(new ChangeEventArgs { Value = true });
        await escaped.Find("dialog").TriggerEventAsync("onclose", EventArgs.Empty);
        var cancelled = await OpenAsync();
        await Box(cancelled, "Nord-Écosse").ChangeAsync(new ChangeEventArgs { Value = false });
        await cancelled.FindAll("button").Single(b => b.TextContent == "Cancel").ClickAsync(new());

        Assert.Equal(2, _done);
        Assert.Equal([_north], await GroupsAsync());
    }

    [Fact]
    public async Task The_filter_ignores_case_and_accents_and_loses_no_choice()
    {
        var selector = await OpenAsync();
        await Box(selector, "Sud").ChangeAsync(new ChangeEventArgs { Value = true });

        await selector.Find("input[type=text]").InputAsync(new ChangeEventArgs { Value = "ecosse" });
        Assert.Equal([("Nord-Écosse", true)], Options(selector));
        await selector.Find("input[type=text]").InputAsync(new ChangeEventArgs { Value = "" });

        Assert.Equal([("Nord-Écosse", true), ("Sud", true)], Options(selector));
    }

    [Fact]
    public async Task Who_is_second_is_told_keeps_the_choice_and_may_save_again()
    {
        var selector = await OpenAsync();
        await Box(selector, "Sud").ChangeAsync(new ChangeEventArgs { Value = true });
        await new MembershipCommands(_store.Store).SetGroupsAsync(_admin, _customer, [], [_north], Stop);

        await selector.Find("form").SubmitAsync();
        await selector.WaitForAssertionAsync(() => Assert.Contains("Somebody else", selector.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(0, _done);
        Assert.Equal([("Nord-Écosse", true), ("Sud", true)], Options(selector));
        Assert.Empty(await GroupsAsync());

        await selector.Find("form").SubmitAsync();
        await _finished.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal(2, (await GroupsAsync()).Count);
    }

    [Fact]
    public async Task A_group_made_or_deleted_elsewhere_shows_while_choosing()
    {
        var selector = await OpenAsync();
        await Box(selector, "Sud").ChangeAsync(new ChangeEventArgs { Value = true });
        var groups = new GroupCommands(_store.Store);

        await groups.CreateAsync(_admin, "Ouest", "", Stop);
        await _tab.PushAsync();
        await selector.WaitForAssertionAsync(() => Assert.Equal([("Nord-Écosse", true), ("Ouest", false), ("Sud", true)], Options(selector)));
        await groups.DeleteAsync(_admin, _south, cancel: Stop);
        await _tab.PushAsync();
        await selector.WaitForAssertionAsync(() => Assert.Equal([("Nord-Écosse", true), ("Ouest", false)], Options(selector)));

        await selector.Find("form").SubmitAsync();
        await _finished.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal([_north], await GroupsAsync());
    }

    [Fact]
    public async Task Who_may_no_longer_manage_groups_loses_the_selector()
    {
        await OpenAsync();

        await _store.WriteAsync(_partner, async write =>
        {
            var person = await write.Db.People.FindAsync([_admin.PersonId], Stop);
            person!.Role = Role.ReadOnly;
            write.JournalOther(JournalKinds.PersonChanged, person.Id, person.Name);
        });

        await _finished.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    [Fact]
    public async Task What_is_gone_hears_nothing_more()
    {
        await OpenAsync();
        Assert.Equal(1, _store.Feed.WatchCount);
        await _tab.DisposeAsync();

        Assert.Equal(0, _store.Feed.WatchCount);
    }

    private async Task<IRenderedComponent<GroupSelector>> OpenAsync()
    {
        var selector = Render();
        await selector.WaitForAssertionAsync(() => Assert.NotEmpty(selector.FindAll("li")));
        return selector;
    }

    private IRenderedComponent<GroupSelector> Render() => _tab.Page.Render<GroupSelector>(with => with
        .Add(s => s.CustomerId, _customer).Add(s => s.CustomerName, "Acme").Add(s => s.Current, [_north]).Add(s => s.OnDone, Done));

    private void Done()
    {
        _done++;
        _finished.TrySetResult();
    }

    private static List<(string, bool)> Options(IRenderedComponent<GroupSelector> selector) =>
        [.. selector.FindAll("li").Select(li => (li.TextContent.Trim(), li.QuerySelector("input")!.HasAttribute("checked")))];

    private static IElement Box(IRenderedComponent<GroupSelector> selector, string name) =>
        selector.FindAll("li").Single(li => li.TextContent.Trim() == name).QuerySelector("input")!;

    private async Task<IReadOnlyList<Guid>> GroupsAsync() =>
        await new GroupQueries(_store.Factory).OfCustomerAsync(_admin, _customer, Stop) ?? throw new InvalidOperationException("The customer is gone.");
}
