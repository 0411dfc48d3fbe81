using Bunit;
using Microsoft.AspNetCore.Components;
using PartnerBlazor.Central;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Customers;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>A billing type the vendor only took note of is said to be so in the list and in the details (SPEC §9), the moment it is.</summary>
public sealed class BillingRequestedTests : LifecycleTests
{
    private TestTab _tab = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        TestTab.Speak("en-GB");
        _tab = await TestTab.OpenAsync(Store, Admin, Central);
    }

    public override async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_list_row_says_it_beside_the_old_billing_type()
    {
        var id = await TermAsync();
        var list = await CustomerList.OpenAsync(_tab);
        Assert.Empty(list.Row(id).QuerySelectorAll(".pb-requested"));
        await RequestAsync(id);
        await list.SeesAsync(() => Assert.Equal("requested, not yet seen", list.Row(id).QuerySelector(".pb-billing .pb-requested")!.TextContent));
        Assert.Equal("Monthly usage was requested at the vendor and is not seen there yet.", list.Row(id).QuerySelector(".pb-requested")!.GetAttribute("title"));
        Assert.StartsWith("Termed", list.Row(id).QuerySelector(".pb-billing")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_head_of_the_details_says_it()
    {
        var id = await TermAsync();
        var panel = _tab.Page.Render<DetailsPanel>(parameters => parameters
            .Add(p => p.CustomerId, id).Add(p => p.Side, true).Add(p => p.OpenContact, EventCallback.Factory.Create<Guid>(this, () => { })));
        await panel.WaitForAssertionAsync(() => panel.Find(".pb-sections"));
        Assert.Empty(panel.FindAll(".pb-requested"));
        await _tab.HandedAsync(() => RequestAsync(id));
        await panel.WaitForAssertionAsync(() => Assert.Equal("Monthly usage: requested, not yet seen", panel.Find(".pb-details-facts .pb-requested").TextContent));
    }

    private Task<BulkResult> RequestAsync(Guid id)
    {
        Central.Answer = CentralAnswer.Requested;
        return Billing.UpdateAsync(Admin, [new(id, BillingType.Term)], ["CIXA-MSP"], cancel: None);
    }
}
