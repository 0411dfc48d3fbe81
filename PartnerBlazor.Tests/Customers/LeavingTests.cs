using Bunit;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>What leaves a person's scope goes with its open panel and popup (SPEC §2), and the address follows.</summary>
public sealed class LeavingTests : IAsyncLifetime
{
    private const string Said = "The customer you had open is no longer available.";

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
        _anna = await _store.AddCustomerAsync(_partner, "Anna", c => c.In(_group));
        _bert = await _store.AddCustomerAsync(_partner, "Bert", c => c.In(_group));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Panel_and_popup_close_together_and_it_is_said_once()
    {
        await using var tab = await OpenTabAsync();
        var list = await OpenAsync(tab, $"?open={_anna}&contact={_anna}");

        await LeaveAsync(_anna);

        await list.SeesAsync(() => Assert.Empty(list.Page.FindAll(".pb-side")));
        await list.Dialogs.WaitForAssertionAsync(() => Assert.Empty(list.Dialogs.FindAll("[role=dialog]")));
        await list.SeesAsync(() => Assert.EndsWith("/customers", list.Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(Said, list.Page.Find("[data-testid=left]").TextContent.Trim());
        await list.ClickAsync("[data-testid=left] button");
        await list.SeesAsync(() => Assert.Equal("", list.Page.Find("[data-testid=left]").TextContent.Trim()));
    }

    [Fact]
    public async Task The_panel_of_another_customer_stays_when_the_popups_leaves()
    {
        await using var tab = await OpenTabAsync();
        var list = await OpenAsync(tab, $"?open={_bert}&contact={_anna}");

        await LeaveAsync(_anna);

        await list.Dialogs.WaitForAssertionAsync(() => Assert.Empty(list.Dialogs.FindAll("[role=dialog]")));
        await list.SeesAsync(() => Assert.EndsWith($"?open={_bert}", list.Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal("Bert", list.Page.Find(".pb-side h2").TextContent);
        await list.SeesAsync(() => Assert.Equal(Said, list.Page.Find("[data-testid=left]").TextContent.Trim()));
    }

    [Fact]
    public async Task A_link_to_a_customer_that_is_not_there_says_so_and_stays()
    {
        await using var tab = await OpenTabAsync();
        var list = await CustomerList.OpenAsync(tab, $"?open={Guid.NewGuid()}");

        await list.SeesAsync(() => Assert.Equal("This customer is not available", list.Page.Find(".pb-side h2").TextContent));
        Assert.Equal("", list.Page.Find("[data-testid=left]").TextContent.Trim());
    }

    private async Task<TestTab> OpenTabAsync() =>
        await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [_group]));

    private static async Task<CustomerList> OpenAsync(TestTab tab, string query)
    {
        var list = await CustomerList.OpenAsync(tab, query);
        await list.SeesAsync(() => list.Page.Find(".pb-side .pb-sections"));
        await list.Dialogs.WaitForAssertionAsync(() => list.Dialogs.Find(".pb-facts-names"));
        return list;
    }

    private Task LeaveAsync(Guid customer) => _store.WriteAsync(_partner, async write =>
    {
        (await write.CustomerAsync(customer, CancellationToken.None)).Groups.Clear();
        write.Journal(JournalKinds.CustomerGroups, customer, before: "North");
    });
}
