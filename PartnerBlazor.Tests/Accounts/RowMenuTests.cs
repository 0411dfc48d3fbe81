using Bunit;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Assistance;
using PartnerBlazor.Tests.Customers;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>The menu of a row while it is open: its customer may change, or go.</summary>
public sealed class RowMenuTests : ConsoleTests
{
    [Fact]
    public async Task It_follows_its_customer_and_goes_with_it()
    {
        var scoped = await Store.AddPersonAsync(Partner, Role.HelpDesk, customers: [Customer]);
        await using var tab = await TestTab.OpenAsync(Store, scoped);
        var list = await CustomerList.OpenAsync(tab);
        await list.Row(Customer).QuerySelector(".pb-menu-button")!.PressAsync();
        await list.SeesAsync(() => Assert.Null(list.Page.Find(".pb-row-menu [data-act=Launch]").GetAttribute("aria-disabled")));

        await tab.HandedAsync(() => AssistanceAsync(PartnerAssistance.Off));
        await list.SeesAsync(() => Assert.Equal("true", list.Page.Find(".pb-row-menu [data-act=Launch]").GetAttribute("aria-disabled")));

        await tab.HandedAsync(() => ChangeAsync(scoped, p => p.Customers.Clear()));
        await list.SeesAsync(() => Assert.Empty(list.Page.FindAll(".pb-row-menu [data-act]")));
        Assert.Equal("", list.Page.Find(".pb-row-menu").GetAttribute("aria-label"));
        await list.SeesAsync(() => Assert.Single(tab.Page.JSInterop.Invocations["pbMenus.hide"]));
    }
}
