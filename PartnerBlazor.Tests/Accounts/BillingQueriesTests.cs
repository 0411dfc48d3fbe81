using PartnerBlazor.Accounts;
using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>What is told before the billing type or the products change: to whom, of which customers, and what.</summary>
public sealed class BillingQueriesTests : LifecycleTests
{
    private BillingQueries Queries => new(Store.Factory, Store.Time);

    [Fact]
    public async Task Every_direction_says_what_ends_and_what_is_lost()
    {
        var trial = await TrialAsync("A trial");
        var term = await Store.AddCustomerAsync(Partner, "B term", c => c
            .Licence(l => (l.ProductName, l.EndDate) = ("Running", Store.Today.AddDays(90)))
            .Licence(l => (l.ProductName, l.StartDate, l.EndDate) = ("Coming", Store.Today.AddDays(5), Store.Today.AddDays(14)))
            .Licence(l => (l.ProductName, l.EndDate) = ("Ended", Store.Today.AddDays(-10)))
            .Licence(l => l.ProductName = "Perpetual"));
        var monthly = await MonthlyAsync("C monthly");
        var order = await Store.AddCustomerAsync(Partner, "D order", c => c.Managed());
        var asked = await TermAsync("E asked");
        Central.AnswerFor[asked] = CentralAnswer.Requested;
        await Billing.UpdateAsync(Admin, [new(asked, BillingType.Term)], ["CIXA-MSP"], cancel: None);

        var previews = await Queries.PreviewAsync(Admin, [order, asked, monthly, term, trial, trial], None);
        Assert.Equal([trial, term, monthly, order, asked], previews.Select(p => p.CustomerId));
        Assert.Equal(
            [(BillingType.Trial, BillingType.Usage, null), (BillingType.Term, BillingType.Usage, null), (BillingType.Usage, BillingType.Term, null),
                (BillingType.Ordered, null, RefusalCodes.ManagedOrder), (BillingType.Term, (BillingType?)BillingType.Usage, (string?)RefusalCodes.BillingAlreadyRequested)],
            previews.Select(p => (p.From, p.To, p.Refusal)));
        Assert.Equal([("Intercept X", 0), ("Intercept X", 0)], previews[0].Ends.Select(e => (e.Product, e.ForfeitedDays)));
        Assert.Equal([("Coming", 10), ("Perpetual", 0), ("Running", 90)], previews[1].Ends.Select(e => (e.Product, e.ForfeitedDays)));
        Assert.Equal([("Endpoint Advanced – User", 0)], previews[2].Ends.Select(e => (e.Product, e.ForfeitedDays)));
        Assert.Empty(previews[3].Ends);
        Assert.Empty(previews[4].Ends);
        Assert.Equal(BillingType.Usage, previews[4].Requested);
        Assert.Equal([true, true, false, false, false], previews.Select(p => p.BecomesMonthly));
        Assert.Equal([false, false, true, false, false], previews.Select(p => p.NeedsKey));
    }

    [Fact]
    public async Task Nobody_is_told_of_anothers_customers_or_of_what_is_out_of_scope()
    {
        var stranger = await Store.AddPartnerAsync(name: "Stranger");
        var theirs = await Store.AddCustomerAsync(stranger, "Theirs");
        var order = await Store.AddCustomerAsync(Partner, "Order", c => c.Managed());
        var (ours, other) = (await MonthlyAsync("Ours"), await MonthlyAsync("Other"));
        Assert.Equal([order, ours], (await Queries.PreviewAsync(Admin, [ours, theirs, order, Guid.NewGuid()], None)).Select(p => p.CustomerId));
        Assert.Null(await Queries.PlanAsync(Admin, theirs, None));
        Assert.Null(await Queries.PlanAsync(Admin, Guid.NewGuid(), None));

        // No role that may act has a part of the customers today; the query does not count on it.
        var narrow = Admin with { AllCustomers = false, CustomerIds = new HashSet<Guid> { ours } };
        Assert.Equal([ours], (await Queries.PreviewAsync(narrow, [ours, other], None)).Select(p => p.CustomerId));
        Assert.NotNull(await Queries.PlanAsync(narrow, ours, None));
        Assert.Null(await Queries.PlanAsync(narrow, other, None));

        var noConnect = await Store.AddPartnerAsync(mspFlexConnect: false, name: "No Connect");
        var hidden = await Store.AddCustomerAsync(noConnect, "Hidden", c => c.Managed());
        Assert.Empty(await Queries.PreviewAsync(await Store.AddPersonAsync(noConnect), [hidden], None));
    }

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.HelpDesk)]
    [InlineData(Role.ReadOnly)]
    public async Task Who_may_not_act_is_told_nothing(Role role)
    {
        var id = await MonthlyAsync();
        var person = await Store.AddPersonAsync(Partner, role);
        Assert.Equal(RefusalCodes.NotAllowed, await RefusedAsync(() => Queries.PreviewAsync(person, [id], None)));
        Assert.Equal(RefusalCodes.NotAllowed, await RefusedAsync(() => Queries.PlanAsync(person, id, None)));
    }

    [Fact]
    public async Task Without_the_programme_nothing_is_offered()
    {
        var plain = await Store.AddPartnerAsync(mspFlex: false, name: "Plain");
        var id = await Store.AddCustomerAsync(plain, "Term", c => c.Licence());
        var person = await Store.AddPersonAsync(plain);
        Assert.Equal(RefusalCodes.MspFlexRequired, (await Queries.PreviewAsync(person, [id], None)).Single().Refusal);
        Assert.Equal(RefusalCodes.MspFlexRequired, (await Queries.PlanAsync(person, id, None))!.Refusal);
    }

    [Fact]
    public async Task A_monthly_account_has_its_running_products_the_unknown_ones_too()
    {
        var id = await Store.AddCustomerAsync(Partner, "Monthly", c =>
        {
            (c.Customer.BillingType, c.Customer.Origin) = (BillingType.Usage, CustomerOrigin.MonthlyAccount);
            c.Licence(l => (l.ProductCode, l.Type, l.RollsOver) = ("CDE-MSP", LicenceType.Usage, true))
                .Licence(l => (l.ProductCode, l.ProductName, l.Type, l.RollsOver) = ("OLD-1", "Old Gateway", LicenceType.Usage, true))
                .Licence(l => (l.ProductCode, l.Type, l.EndDate) = ("CEMA-MSP", LicenceType.Usage, Store.Today.AddDays(-3)));
        });
        var plan = (await Queries.PlanAsync(Admin, id, None))!;
        Assert.Equal(("Monthly", null), (plan.Name, plan.Refusal));
        Assert.Equal([("CDE-MSP", "Device Encryption"), ("OLD-1", "Old Gateway")], plan.Products.Select(p => (p.Code, p.Name)).Order());
        Assert.Equal(RefusalCodes.NotMonthly, (await Queries.PlanAsync(Admin, await TermAsync(), None))!.Refusal);
    }

    [Fact]
    public async Task What_is_said_of_other_products_is_what_the_command_does()
    {
        var id = await MonthlyAsync();
        await Billing.ChangeLicencesAsync(Admin, id, ["CIXA-MSP", "CEMA-MSP", "CIXAMTR-STD-MSP"], ["CIXA-MSP"], None);
        var present = (await Queries.PlanAsync(Admin, id, None))!.Products;
        string[] chosen = ["CIXA-MSP", "CIXAMTR-ADV-MSP", "CDE-MSP"];
        var said = BillingRules.ProductChangeOf(present, chosen);
        Assert.Equal(["CDE-MSP"], said.Comes.Select(p => p.Code));
        Assert.Equal([("CIXAMTR-STD-MSP", "CIXAMTR-ADV-MSP")], said.Replaces.Select(r => (r.Old.Code, r.New.Single().Code)));
        Assert.Equal(["CEMA-MSP"], said.Goes.Select(p => p.Code));
        Assert.True(BillingRules.ProductChangeOf(present, [.. present.Select(p => p.Code)]).IsNone);

        Assert.True(await Billing.ChangeLicencesAsync(Admin, id, chosen, [.. present.Select(p => p.Code)], None));
        var licences = (await LicencesAsync(id)).ToDictionary(l => l.ProductCode);
        Assert.Equal((Store.Today, Store.Today), (licences["CIXAMTR-STD-MSP"].EndDate, licences["CIXAMTR-STD-MSP"].ReplacedFrom));
        Assert.Equal((Store.Today, null), (licences["CEMA-MSP"].EndDate, licences["CEMA-MSP"].ReplacedFrom));
        Assert.Null(licences["CDE-MSP"].EndDate);
    }
}
