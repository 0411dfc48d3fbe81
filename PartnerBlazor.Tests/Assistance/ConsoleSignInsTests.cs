using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PartnerBlazor.Assistance;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>Whom a console's handle lets in, and what ends it.</summary>
public sealed class ConsoleSignInsTests : ConsoleTests
{
    [Fact]
    public async Task An_administrator_is_of_one_customer_and_is_no_technician()
    {
        var handle = (await SignIns.StartAsync(Customer, None))!;
        Assert.True((await AdministratorAsync(handle))!.IsAdministrator);
        Assert.Null(await TechnicianAsync(handle));
        Assert.Null(await SignIns.FindAsync(handle, await MonthlyAsync("Other"), technician: false, None));
        Assert.Null(await AdministratorAsync(handle + "x"));
        Assert.Null(await SignIns.FindAsync(null, Customer, technician: false, None));
        await SignIns.EndAsync((await AdministratorAsync(handle))!.SignInId);
        Assert.Null(await AdministratorAsync(handle));
    }

    [Fact]
    public async Task A_technician_is_no_administrator()
    {
        var handle = await VisitAsync(Me);
        Assert.False((await TechnicianAsync(handle))!.IsAdministrator);
        Assert.Null(await AdministratorAsync(handle));
    }

    [Fact]
    public async Task Switched_off_a_visit_is_over_for_good_and_the_administrators_is_not()
    {
        var (visit, own) = (await VisitAsync(Me), (await SignIns.StartAsync(Customer, None))!);
        await AssistanceAsync(PartnerAssistance.Off);
        Assert.Null(await TechnicianAsync(visit));
        await AssistanceAsync(PartnerAssistance.On);
        Assert.Null(await TechnicianAsync(visit));
        Assert.NotNull(await AdministratorAsync(own));
        Assert.NotNull(await TechnicianAsync(await VisitAsync(Me)));
    }

    [Theory]
    [InlineData("scope")]
    [InlineData("role")]
    [InlineData("deactivated")]
    [InlineData("sign-out")]
    [InlineData("suspended")]
    public async Task A_visit_lasts_no_longer_than_what_it_stands_on(string lost)
    {
        var scope = await Store.AddPersonAsync(Partner, Role.HelpDesk, customers: [Customer]);
        var claims = await SignInAsync(scope);
        var handle = await VisitAsync(claims);
        Assert.NotNull(await TechnicianAsync(handle));
        await (lost switch
        {
            "scope" => ChangeAsync(scope, p => p.Customers.Clear()),
            "role" => ChangeAsync(scope, p => p.Role = Role.BusinessAdmin),
            "deactivated" => ChangeAsync(scope, p => p.Active = false),
            "sign-out" => Registry.EndAsync(claims.SignInId),
            _ => ChangeAsync(c => c.Status = CustomerStatus.Suspended),
        });
        Assert.Null(await TechnicianAsync(handle));
    }

    [Theory]
    [InlineData("scope")]
    [InlineData("group")]
    [InlineData("role")]
    [InlineData("suspended")]
    public async Task What_was_lost_and_given_back_must_be_launched_anew_though_no_page_was_open(string lost)
    {
        var fallen = new FallenVisits(SignIns, NullLogger<FallenVisits>.Instance);
        Store.Feed.Listen(fallen);
        var group = await Store.AddGroupAsync(Partner, "Some");
        await GroupAsync(group, into: true);
        var scope = lost == "group"
            ? await Store.AddPersonAsync(Partner, Role.HelpDesk, groups: [group])
            : await Store.AddPersonAsync(Partner, Role.HelpDesk, customers: [Customer]);
        var (claims, untouched) = (await SignInAsync(scope), await VisitAsync(Me));
        var handle = await VisitAsync(claims);
        async Task SetAsync(bool taken) => await (lost switch
        {
            "scope" => ChangeAsync(scope, p =>
            {
                p.Customers.Clear();
                if (!taken)
                    p.Customers.Add(new PersonCustomer { PersonId = p.Id, CustomerId = Customer });
            }),
            "group" => GroupAsync(group, !taken),
            "role" => ChangeAsync(scope, p => p.Role = taken ? Role.BusinessAdmin : Role.HelpDesk),
            _ => ChangeAsync(c => c.Status = taken ? CustomerStatus.Suspended : CustomerStatus.Active),
        });

        await SetAsync(taken: true);
        await fallen.Settled;
        await SetAsync(taken: false);
        await fallen.Settled;

        Assert.Null(await TechnicianAsync(handle));
        Assert.Equal(lost == "suspended", await TechnicianAsync(untouched) is null);
        Assert.NotNull(await TechnicianAsync(await VisitAsync(claims)));
    }

    [Fact]
    public async Task Twelve_hours_are_the_end_of_both()
    {
        var own = (await SignIns.StartAsync(Customer, None))!;
        Store.Time.Advance(ConsoleSignIns.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(await AdministratorAsync(own));
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await AdministratorAsync(own));
    }

    [Fact]
    public async Task An_unlinked_customer_has_no_console_and_restored_no_old_visit()
    {
        var customer = await Store.AddCustomerAsync(Partner, "Leaves");
        var visit = (await Launch.RedeemAsync(Me, customer, await Launch.IssueAsync(Me, customer, "", None), None)).Handle!;
        var own = (await SignIns.StartAsync(customer, None))!;
        await Unlink.UnlinkAsync(Admin, [new(customer, null)], "Leaves", null, None);
        Assert.False(await SignIns.ExistsAsync(customer, None));
        Assert.Null(await SignIns.FindAsync(own, customer, technician: false, None));
        Assert.Null(await SignIns.StartAsync(customer, None));
        await Unlink.RestoreAsync(Admin, customer, None);
        Assert.Null(await SignIns.FindAsync(visit, customer, technician: true, None));
    }

    [Fact]
    public async Task There_are_consoles_in_the_demo_and_of_its_partners_only()
    {
        var own = (await SignIns.StartAsync(Customer, None))!;
        var real = new ConsoleSignIns(Store.Factory, Store.Store, Registry, Options.Create(new DemoOptions { Enabled = false }), Store.Time);
        Assert.False(await real.ExistsAsync(Customer, None));
        Assert.Null(await real.FindAsync(own, Customer, technician: false, None));
        await DemoAsync(false);
        Assert.False(await SignIns.ExistsAsync(Customer, None));
        Assert.Null(await SignIns.StartAsync(Customer, None));
        Assert.Null(await AdministratorAsync(own));
    }

    private Task GroupAsync(Guid group, bool into) => Store.WriteAsync(Partner, async write =>
    {
        var customer = await write.CustomerAsync(Customer, None);
        if (into)
            customer.Groups.Add(new GroupMember { CustomerId = Customer, GroupId = group });
        else
            customer.Groups.RemoveAll(m => m.GroupId == group);
        write.Journal(JournalKinds.CustomerGroups, Customer);
    });
}
