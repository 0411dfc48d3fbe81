using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using static PartnerBlazor.Accounts.CustomerAct;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>What is offered, greyed with its reason, or not there at all.</summary>
public sealed class ActsTests : LifecycleTests
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Admin = Admin with { CanLaunch = true };
    }

    [Fact]
    public async Task Where_no_console_can_be_opened_launch_says_so_before_the_click()
    {
        var row = (await RowAsync(await MonthlyAsync()))!;
        Assert.Contains(new(Launch, RefusalCodes.LaunchNotConfigured), Acts.Of(Admin with { CanLaunch = false }, row));
    }

    [Fact]
    public async Task What_a_role_may_never_do_is_not_there()
    {
        var row = (await RowAsync(await MonthlyAsync()))!;
        IEnumerable<CustomerAct> Of(Role role) => Acts.Of(Admin with { Role = role }, row).Select(act => act.Act);
        Assert.Equal([Launch, ChangeLicences, UpdateBilling, CustomerAct.Unlink], Of(Role.SuperAdmin));
        Assert.Equal([Launch], Of(Role.Admin));
        Assert.Equal([Launch], Of(Role.HelpDesk));
        Assert.Equal([Launch], Of(Role.ReadOnly));
        Assert.Equal([ChangeLicences, UpdateBilling], Of(Role.BusinessAdmin));
    }

    [Fact]
    public async Task Without_the_programme_its_acts_are_not_there()
    {
        var row = (await RowAsync(await MonthlyAsync()))!;
        Assert.Equal([new(Launch, null), new(CustomerAct.Unlink, RefusalCodes.MspFlexRequired)], Acts.Of(Admin with { MspFlex = false }, row));
        Assert.Equal([Launch, CustomerAct.Unlink], Acts.OfMany(Admin with { MspFlex = false }).Select(act => act.Act));
    }

    [Fact]
    public async Task What_the_customers_state_forbids_is_there_with_its_reason()
    {
        var trial = await TrialAsync();
        Assert.Equal(
            [new(Launch, RefusalCodes.AssistanceOff), new(RequestAssistance, null), new(UpdateBilling, null), new(CustomerAct.Unlink, null)],
            Acts.Of(Admin, (await RowAsync(trial))!));
        await Assistance.RequestAsync(Admin, trial, None);
        Assert.Contains(new(RequestAssistance, RefusalCodes.AssistancePending), Acts.Of(Admin, (await RowAsync(trial))!));

        var order = (await RowAsync(await Store.AddCustomerAsync(Partner, "Order", c => c.Managed())))!;
        Assert.Equal([new(Launch, null), new(UpdateBilling, RefusalCodes.ManagedOrder), new(CustomerAct.Unlink, RefusalCodes.ManagedOrder)], Acts.Of(Admin, order));

        var monthly = await MonthlyAsync();
        await Unlink.UnlinkAsync(Admin, [new(monthly, UnlinkRules.NextMonth(Store.Today))], "Monthly", null, None);
        Assert.Equal([Launch, ChangeLicences, UpdateBilling, CancelUnlink], Acts.Of(Admin, (await RowAsync(monthly))!).Select(act => act.Act));
    }

    [Fact]
    public void Upon_many_only_what_can_be_done_to_many() => Assert.Equal(
        [new(Launch, RefusalCodes.OneCustomer), new(UpdateBilling, null), new(CustomerAct.Unlink, null)], Acts.OfMany(Admin));
}
