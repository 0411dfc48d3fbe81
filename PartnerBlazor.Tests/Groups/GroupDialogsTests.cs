using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Groups;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Groups;

/// <summary>The dialogs of the groups: their names, and reads that fail in them.</summary>
public sealed class GroupDialogsTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private TestTab _tab = null!;
    private int _partner;
    private Guid _customer;
    private Guid _north;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _north = await _store.AddGroupAsync(_partner, "North");
        _customer = await _store.AddCustomerAsync(_partner, "Acme");
        _tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, Role.SuperAdmin));
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Both_are_named_by_their_titles()
    {
        var deleting = await DeletingAsync();
        Assert.Equal("Delete “North”?", NameOf(deleting));
        var adding = await AddingAsync();
        Assert.Equal("Add 1 customer to a group", NameOf(adding));
    }

    [Fact]
    public async Task The_groups_that_cannot_be_read_are_told_and_read_again()
    {
        _tab.Reads.Fail = true;
        var dialog = await AddingAsync();
        await dialog.WaitForAssertionAsync(() => Assert.Contains("The groups could not be read.", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("There are no groups yet", dialog.Markup, StringComparison.Ordinal);
        _tab.Reads.Fail = false;
        await dialog.Find("[role=alert] button").ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.Equal(2, dialog.FindAll("option").Count));

        _tab.Reads.Fail = true;
        await dialog.Find("select").ChangeAsync(new ChangeEventArgs { Value = _north.ToString() });
        await dialog.WaitForAssertionAsync(() => Assert.Contains("What would change could not be read.", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        _tab.Reads.Fail = false;
        await dialog.Find("[role=alert] button").ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Will be added: 1", dialog.Find("[data-testid=effect]").TextContent, StringComparison.Ordinal));
        Assert.Empty(dialog.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task A_group_that_cannot_be_read_is_not_called_gone()
    {
        _tab.Reads.Fail = true;
        var dialog = await DeletingAsync();
        await dialog.WaitForAssertionAsync(() => dialog.Find("[role=alert]"));
        Assert.DoesNotContain("no longer exists", dialog.Markup, StringComparison.Ordinal);
        _tab.Reads.Fail = false;
        await dialog.Find("[role=alert] button").ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Cannot be undone.", dialog.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_keeps_its_groups_when_a_later_read_fails()
    {
        var page = _tab.Page.Render<GroupsPage>();
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(".pb-group-name")));
        _tab.Reads.Fail = true;
        await _tab.HandedAsync(() => _store.AddGroupAsync(_partner, "South"));
        await page.WaitForAssertionAsync(() => page.Find("[role=alert] button"));
        Assert.Single(page.FindAll(".pb-group-name"));
        _tab.Reads.Fail = false;
        await page.Find("[role=alert] button").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".pb-group-name").Count));
    }

    private static string NameOf(IRenderedComponent<MudDialogProvider> dialog) =>
        dialog.Find($"#{dialog.Find("[role=dialog]").GetAttribute("aria-labelledby")}").TextContent.Trim();

    private Task<IRenderedComponent<MudDialogProvider>> AddingAsync() => ShowAsync(dialogs => dialogs.ShowAsync<MembershipDialog>(
        null, new DialogParameters<MembershipDialog> { { d => d.CustomerIds, [_customer] }, { d => d.Add, true } }, new DialogOptions { NoHeader = true }));

    private Task<IRenderedComponent<MudDialogProvider>> DeletingAsync() => ShowAsync(dialogs => dialogs.ShowAsync<DeleteGroupDialog>(
        null, new DialogParameters<DeleteGroupDialog> { { d => d.GroupId, _north }, { d => d.Name, "North" } }, new DialogOptions { NoHeader = true }));

    private async Task<IRenderedComponent<MudDialogProvider>> ShowAsync(Func<IDialogService, Task> show)
    {
        var provider = _tab.Page.Render<MudDialogProvider>();
        await provider.InvokeAsync(() => show(_tab.Page.Services.GetRequiredService<IDialogService>()));
        await provider.WaitForAssertionAsync(() => provider.Find("[role=dialog] h2"));
        return provider;
    }
}
