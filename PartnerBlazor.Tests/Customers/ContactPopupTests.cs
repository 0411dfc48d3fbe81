using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>The contact popup and its rename, live.</summary>
public sealed class ContactPopupTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private int _partner;
    private Guid _group;
    private Guid _customer;
    private PartnerScope _admin = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _group = await _store.AddGroupAsync(_partner, "North");
        _customer = await _store.AddCustomerAsync(_partner, "Boulangerie", c =>
        {
            c.In(_group);
            (c.Customer.Contact.FirstName, c.Customer.Contact.LastName, c.Customer.Contact.Email) = ("Zoé", "Lefèvre", "zoe@example.com");
            (c.Customer.Contact.Phone, c.Customer.Contact.City, c.Customer.Contact.PostalCode) = ("+33 1 99 00 11 22", "Lyon", "69001");
            c.Customer.Contact.CountryCode = "CH";
        });
        _admin = await _store.AddPersonAsync(_partner);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task It_shows_the_contact_with_links_and_both_names()
    {
        await _store.RenameAsync(_partner, _customer, "Au bon pain");
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var popup = await OpenAsync(tab);
        Assert.Equal("Au bon pain", popup.Find("h2").TextContent.Trim());
        Assert.Equal(popup.Find("h2").Id, popup.Find("[role=dialog]").GetAttribute("aria-labelledby"));
        foreach (var text in (string[])["Zoé Lefèvre", "69001 Lyon", "Switzerland", "Boulangerie", _customer.ToString()])
            Assert.Contains(text, popup.Markup, StringComparison.Ordinal);
        Assert.Equal(["mailto:zoe@example.com", "tel:+33199001122"], popup.FindAll(".pb-facts a").Select(a => a.GetAttribute("href")));
        // What the vendor does not tell has no line.
        Assert.DoesNotContain("Mobile", popup.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_name_is_trimmed_and_empty_returns_to_the_original()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var popup = await OpenAsync(tab);

        await RenameAsync(popup, "  Au bon pain ");
        await popup.WaitForAssertionAsync(() => Assert.Equal("Au bon pain", ShowAs(popup)));
        Assert.Contains("now shown as “Au bon pain”", popup.Find("[aria-live]").TextContent, StringComparison.Ordinal);
        await RenameAsync(popup, "   ");

        await popup.WaitForAssertionAsync(() => Assert.Equal("Boulangerie", ShowAs(popup)));
    }

    [Theory]
    [InlineData(201, "At most 200 characters.")]
    [InlineData(0, "Remove line breaks and other control characters.")]
    public async Task What_is_refused_is_told_at_the_field_and_stays_typed(int length, string reason)
    {
        var typed = length > 0 ? new string('m', length) : "Au bon\u0007pain";
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var popup = await OpenAsync(tab);

        await RenameAsync(popup, typed);

        await popup.WaitForAssertionAsync(() => Assert.Contains(reason, popup.Find(".pb-edit").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", Field(popup).GetAttribute("aria-invalid"));
        // Read out with the field.
        Assert.Contains(reason, popup.Find($"#{Field(popup).GetAttribute("aria-describedby")}").TextContent, StringComparison.Ordinal);
        Assert.Equal(typed, Field(popup).GetAttribute("value"));
        Assert.Equal("Boulangerie", popup.Find("h2").TextContent.Trim());
    }

    [Fact]
    public async Task Who_is_second_sees_the_firsts_name_and_wins_by_saving_again()
    {
        await using var first = await TestTab.OpenAsync(_store, _admin);
        await using var second = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, Role.Admin, name: "Second"));
        var (here, there) = (await OpenAsync(first), await OpenAsync(second));
        await EditAsync(there, "Second name");
        // Even before the push: the second's tab is busy while the first saves.
        await second.Page.Renderer.Dispatcher.InvokeAsync(() =>
            Task.Run(() => _store.Customers.RenameAsync(_admin, _customer, "First name", "", Stop)).Wait(TimeSpan.FromMinutes(1)));

        await there.Find("form").SubmitAsync();
        await there.WaitForAssertionAsync(() => Assert.Contains(
            "Ada Person renamed it meanwhile. It is now “First name”. Save again to replace that.", there.Find(".pb-edit").TextContent, StringComparison.Ordinal));
        Assert.Equal("First name", there.Find("h2").TextContent.Trim());
        Assert.Equal("Second name", Field(there).GetAttribute("value"));
        await there.Find("form").SubmitAsync();

        await there.WaitForAssertionAsync(() => Assert.Equal("Second name", ShowAs(there)));
        await here.WaitForAssertionAsync(() => Assert.Equal("Second name", ShowAs(here)));
    }

    [Fact]
    public async Task Who_is_second_sees_the_firsts_name_before_it_is_pushed()
    {
        await using var tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, Role.Admin, name: "Second"));
        // Joined before the popup: while it holds the push up, the popup is told nothing.
        var late = new Late();
        await tab.Page.Renderer.Dispatcher.InvokeAsync(() => tab.Live.Join(late));
        var popup = await OpenAsync(tab);
        await EditAsync(popup, "Second name");
        await _store.Customers.RenameAsync(_admin, _customer, "First name", "", Stop);
        await late.Holds.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        await popup.Find("form").SubmitAsync();

        await popup.WaitForAssertionAsync(() => Assert.Contains("It is now “First name”.", popup.Find(".pb-edit").TextContent, StringComparison.Ordinal));
        Assert.Equal("First name", popup.Find("h2").TextContent.Trim());
        late.Release();
    }

    [Fact]
    public async Task Another_name_is_told_at_the_field_before_saving_and_escape_leaves_only_the_field()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var popup = await OpenAsync(tab);
        await EditAsync(popup, "Mine");
        Assert.Equal("", popup.Find(".pb-edit-note").TextContent);

        await _store.RenameAsync(_partner, _customer, "Theirs");
        await popup.WaitForAssertionAsync(() => Assert.Equal("The vendor renamed it meanwhile. It is now “Theirs”.", popup.Find(".pb-edit-note").TextContent));
        Assert.Equal("Mine", Field(popup).GetAttribute("value"));
        await popup.Find("form").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });

        await popup.WaitForAssertionAsync(() => Assert.Equal("Theirs", ShowAs(popup)));
    }

    [Fact]
    public async Task A_click_beside_the_popup_does_not_throw_away_what_is_typed()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var popup = await OpenAsync(tab);
        await EditAsync(popup, "Half a na");
        await popup.Find(".mud-overlay").ClickAsync(new());
        Assert.Equal("Half a na", Field(popup).GetAttribute("value"));

        await Field(popup).InputAsync(new ChangeEventArgs { Value = "Boulangerie" });
        await popup.Find(".mud-overlay").ClickAsync(new());
        await popup.WaitForAssertionAsync(() => Assert.Empty(popup.FindAll("[role=dialog]")));
    }

    [Fact]
    public async Task A_read_that_fails_is_told_in_the_popup_and_can_be_tried_again()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        tab.Reads.Fail = true;
        var popup = await ShowAsync(tab, _customer);
        await popup.WaitForAssertionAsync(() => Assert.Contains("The contact could not be read.", popup.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        tab.Reads.Fail = false;
        await popup.Find("[role=alert] button").ClickAsync(new());
        await popup.WaitForAssertionAsync(() => Assert.Equal("Boulangerie", ShowAs(popup)));
        Assert.Empty(popup.FindAll("[role=alert]"));

        // Later it keeps what it has and says how old that is.
        tab.Reads.Fail = true;
        await tab.HandedAsync(() => _store.RenameAsync(_partner, _customer, "Au bon pain"));
        await popup.WaitForAssertionAsync(() => Assert.Contains("What you see is from just now.", popup.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Boulangerie", ShowAs(popup));
    }

    [Fact]
    public async Task A_change_of_another_field_meanwhile_is_no_conflict()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var popup = await OpenAsync(tab);
        await EditAsync(popup, "Au bon pain");

        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(_customer, CancellationToken.None)).Contact.Email = "other@example.com";
            write.Journal(JournalKinds.CustomerChanged, _customer);
        });
        await popup.WaitForAssertionAsync(() => Assert.Contains("other@example.com", popup.Markup, StringComparison.Ordinal));
        Assert.Equal("Au bon pain", Field(popup).GetAttribute("value"));
        await popup.Find("form").SubmitAsync();

        await popup.WaitForAssertionAsync(() => Assert.Equal("Au bon pain", ShowAs(popup)));
    }

    [Fact]
    public async Task Managed_orders_and_readers_have_no_edit_and_a_lost_right_takes_the_field_away()
    {
        var managed = await _store.AddCustomerAsync(_partner, "Managed", c => c.Managed());
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var order = await OpenAsync(tab, managed);
        Assert.Empty(order.FindAll("button.pb-link"));
        Assert.Contains("Managed customer orders cannot be renamed.", order.Markup, StringComparison.Ordinal);
        foreach (var role in (Role[])[Role.ReadOnly, Role.HelpDesk])
        {
            await using var readers = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, role));
            Assert.Empty((await OpenAsync(readers)).FindAll("button.pb-link"));
        }

        var loser = await _store.AddPersonAsync(_partner, Role.Admin);
        await using var losers = await TestTab.OpenAsync(_store, loser);
        var popup = await OpenAsync(losers);
        await EditAsync(popup, "Mine");
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.Db.People.FindAsync(loser.PersonId))!.Role = Role.ReadOnly;
            write.JournalOther(JournalKinds.PersonChanged, loser.PersonId);
        });
        await popup.WaitForAssertionAsync(() => Assert.Empty(popup.FindAll("form, button.pb-link")));
    }

    [Fact]
    public async Task A_customer_that_leaves_the_scope_takes_the_popup_with_it()
    {
        await using var tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, Role.Admin, groups: [_group]));
        var popup = await OpenAsync(tab);
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(_customer, CancellationToken.None)).Groups.Clear();
            write.Journal(JournalKinds.CustomerGroups, _customer);
        });
        await popup.WaitForAssertionAsync(() => Assert.Empty(popup.FindAll("[role=dialog]")));
    }

    [Fact]
    public async Task A_customer_that_was_never_there_is_told_shortly()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var popup = await ShowAsync(tab, Guid.NewGuid());
        await popup.WaitForAssertionAsync(() => Assert.Equal("This customer is not available", popup.Find("h2").TextContent.Trim()));
    }

    [Fact]
    public async Task It_opens_from_the_name_and_the_address_follows_when_it_closes()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var list = await CustomerList.OpenAsync(tab);
        await list.Row(_customer).QuerySelector(".pb-name-button")!.PressAsync();
        await list.Dialogs.WaitForAssertionAsync(() => Assert.Equal("Boulangerie", list.Dialogs.Find("h2").TextContent.Trim()));
        Assert.EndsWith($"?contact={_customer}", list.Navigation.Uri, StringComparison.Ordinal);
        await list.Dialogs.FindAll("button").Single(b => b.TextContent.Trim() == "Close").ClickAsync(new());
        await list.Dialogs.WaitForAssertionAsync(() => Assert.Empty(list.Dialogs.FindAll("h2")));
        Assert.EndsWith("/customers", list.Navigation.Uri, StringComparison.Ordinal);
    }

    private static async Task<IRenderedComponent<MudDialogProvider>> ShowAsync(TestTab tab, Guid customer)
    {
        var dialogs = tab.Page.Render<MudDialogProvider>();
        await dialogs.InvokeAsync(() => ContactPopup.ShowAsync(tab.Page.Services.GetRequiredService<IDialogService>(), customer));
        return dialogs;
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(TestTab tab, Guid? customer = null)
    {
        var dialogs = await ShowAsync(tab, customer ?? _customer);
        await dialogs.WaitForAssertionAsync(() => dialogs.Find(".pb-facts-names"));
        return dialogs;
    }

    private static async Task EditAsync(IRenderedComponent<MudDialogProvider> popup, string name)
    {
        await popup.Find("button.pb-link").ClickAsync(new());
        await Field(popup).InputAsync(new ChangeEventArgs { Value = name });
    }

    private static async Task RenameAsync(IRenderedComponent<MudDialogProvider> popup, string name)
    {
        await EditAsync(popup, name);
        await popup.Find("form").SubmitAsync();
    }

    private sealed class Late : ILiveState
    {
        private readonly TaskCompletionSource _holds = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Holds => _holds.Task;

        public void Release() => _released.SetResult();

        public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
        {
            _holds.TrySetResult();
            return _released.Task;
        }

        public Task OnResyncAsync() => Task.CompletedTask;
    }

    private static IElement Field(IRenderedComponent<MudDialogProvider> popup) => popup.Find("#pb-show-as");

    private static string ShowAs(IRenderedComponent<MudDialogProvider> popup) => popup.Find("[data-testid=show-as]").TextContent;
}
