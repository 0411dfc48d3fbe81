using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central;
using PartnerBlazor.Customers;
using PartnerBlazor.Licences;
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

    [Fact]
    public async Task Other_products_that_were_only_requested_are_told_at_the_row_until_they_are_seen()
    {
        var id = await MonthlyAsync();
        var list = await CustomerList.OpenAsync(_tab);
        Assert.Empty(list.Row(id).QuerySelectorAll(".pb-requested"));
        await RequestProductsAsync(id, "CIXA-MSP", "CDE-MSP");
        await list.SeesAsync(() => Assert.Equal("other products requested, not yet seen", list.Row(id).QuerySelector(".pb-licences .pb-requested")!.TextContent));
        Assert.Equal(
            "Requested at the vendor, not yet seen there: Device Encryption, Endpoint Advanced – User",
            list.Row(id).QuerySelector(".pb-requested")!.GetAttribute("title"));
        Assert.NotNull(list.Row(id).QuerySelector(".pb-licences .pb-dot"));
        Assert.Equal(["CIXA-MSP"], (await LicencesAsync(id)).Select(l => l.ProductCode));

        // Another wish takes the place of the first; what the vendor confirms or shows ends it.
        await RequestProductsAsync(id, "CEMA-MSP");
        await list.SeesAsync(() => Assert.EndsWith(": Email Advanced", list.Row(id).QuerySelector(".pb-requested")!.GetAttribute("title"), StringComparison.Ordinal));
        Central.Answer = CentralAnswer.Confirmed;
        await Billing.ChangeLicencesAsync(Admin, id, ["CDE-MSP"], ["CIXA-MSP"], None);
        await list.SeesAsync(() => Assert.Empty(list.Row(id).QuerySelectorAll(".pb-requested")));
        Assert.Null((await CustomerAsync(id)).ProductsRequested);
    }

    [Fact]
    public async Task The_licences_of_the_details_say_which_products_were_requested()
    {
        var id = await MonthlyAsync();
        var panel = _tab.Page.Render<DetailsPanel>(parameters => parameters
            .Add(p => p.CustomerId, id).Add(p => p.Side, true).Add(p => p.OpenContact, EventCallback.Factory.Create<Guid>(this, () => { })));
        await panel.WaitForAssertionAsync(() => panel.Find(".pb-sections"));
        Assert.Empty(panel.FindAll("[data-testid=products-requested]"));
        await _tab.HandedAsync(() => RequestProductsAsync(id, "CEMA-MSP"));
        await panel.WaitForAssertionAsync(() => Assert.Equal(
            "Requested at the vendor, not yet seen there: Email Advanced", panel.Find("[data-testid=products-requested]").TextContent));
        await panel.WaitForAssertionAsync(() => Assert.Contains("Other products requested at the vendor: Email Advanced", panel.Find(".pb-sections").TextContent, StringComparison.Ordinal));

        // As the import does when the vendor lists them: a part is not enough.
        await _tab.HandedAsync(() => SeeAsync(id, "CEMA-MSP", endOthers: false));
        await panel.WaitForAssertionAsync(() => Assert.Equal(2, panel.FindAll("[data-licence]").Count));
        Assert.NotEmpty(panel.FindAll("[data-testid=products-requested]"));
        await _tab.HandedAsync(() => SeeAsync(id, null, endOthers: true));
        await panel.WaitForAssertionAsync(() => Assert.Empty(panel.FindAll("[data-testid=products-requested]")));
        Assert.Equal(JournalKinds.LicencesSeen, (await JournalAsync(id))[^1]);
    }

    private Task<bool> RequestProductsAsync(Guid id, params string[] products)
    {
        Central.Answer = CentralAnswer.Requested;
        return Billing.ChangeLicencesAsync(Admin, id, products, ["CIXA-MSP"], None);
    }

    private Task SeeAsync(Guid id, string? comes, bool endOthers) => Store.WriteAsync(Partner, async write =>
    {
        var customer = await write.CustomerAsync(id, None);
        var known = await write.Db.Licences.Where(l => l.CustomerId == id).ToListAsync(None);
        foreach (var licence in known.Where(l => endOthers && l.ProductCode == "CIXA-MSP"))
            write.Replace(licence);
        if (comes is not null)
        {
            var product = Products.Find(comes)!;
            var licence = new Licence
            {
                Id = Guid.NewGuid(),
                PartnerId = Partner,
                CustomerId = id,
                ProductCode = product.Code,
                ProductName = product.Name,
                Category = product.Category,
                Type = LicenceType.Usage,
                RollsOver = true,
                StartDate = write.Today,
                Number = "L9",
            };
            write.Add(licence);
            known.Add(licence);
        }
        write.SeeRequested(customer, known);
    });

    private Task<BulkResult> RequestAsync(Guid id)
    {
        Central.Answer = CentralAnswer.Requested;
        return Billing.UpdateAsync(Admin, [new(id, BillingType.Term)], ["CIXA-MSP"], cancel: None);
    }
}
