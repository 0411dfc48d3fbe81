using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Customers;
using PartnerBlazor.People;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.People;

/// <summary>Which rule grants or denies, for every role and every kind of customer.</summary>
public sealed class VerdictsTests
{
    private static readonly Guid s_north = Guid.NewGuid();
    private static readonly Role[] s_roles = Enum.GetValues<Role>();

    [Fact]
    public void Without_a_customer_the_role_and_the_programme_decide()
    {
        foreach (var person in s_roles.SelectMany(role => (PartnerScope[])[Of(role), Of(role) with { MspFlex = false }]))
            foreach (var verdict in Verdicts.Of(person, null))
            {
                var needsFlex = verdict.Permission is Permission.ManageMonthly or Permission.UpdateBilling;
                Assert.Equal(person.May(verdict.Permission) && (person.MspFlex || !needsFlex), verdict.Granted);
                Assert.Equal(verdict.Granted ? VerdictRule.Role : person.Role.Allows(verdict.Permission) ? VerdictRule.State : VerdictRule.RoleTable, verdict.Rule);
            }
    }

    [Fact]
    public void What_a_custom_role_takes_away_is_said_so_and_what_the_role_never_had_is_not()
    {
        foreach (var role in s_roles)
        {
            var person = Of(role) with { CustomRole = "Less", Removed = RolePermissions.Removed(role, Enum.GetValues<Permission>()) };
            foreach (var verdict in Verdicts.Of(person, null).Where(verdict => verdict.Permission != Permission.SeeCustomers))
                Assert.Equal((false, role.Allows(verdict.Permission) ? VerdictRule.RemovedByRole : VerdictRule.RoleTable), (verdict.Granted, verdict.Rule));
        }
    }

    [Fact]
    public void What_is_explained_is_what_the_list_offers()
    {
        var acts = new Dictionary<CustomerAct, Permission>
        {
            [CustomerAct.Launch] = Permission.LaunchCustomer,
            [CustomerAct.RequestAssistance] = Permission.RequestAssistance,
            [CustomerAct.ChangeLicences] = Permission.ManageMonthly,
            [CustomerAct.UpdateBilling] = Permission.UpdateBilling,
            [CustomerAct.Unlink] = Permission.Unlink,
        };
        foreach (var person in s_roles.SelectMany(role => (PartnerScope[])[Of(role), Of(role) with { MspFlex = false }]))
            foreach (var row in Kinds())
            {
                var offered = Acts.Of(person, row).ToDictionary(act => act.Act);
                foreach (var (act, permission) in acts)
                    Assert.Equal(offered.TryGetValue(act, out var offer) && offer.Why is null, Verdicts.Of(person, row, permission).Granted);
            }
    }

    [Theory]
    [InlineData(Permission.LaunchCustomer, PartnerAssistance.Off, RefusalCodes.AssistanceOff)]
    [InlineData(Permission.SeeAlerts, PartnerAssistance.Unknown, RefusalCodes.AssistanceOff)]
    [InlineData(Permission.RequestAssistance, PartnerAssistance.On, RefusalCodes.AssistanceAlreadyOn)]
    [InlineData(Permission.ManageMonthly, PartnerAssistance.On, RefusalCodes.NotMonthly)]
    public void The_state_of_a_customer_is_named(Permission permission, PartnerAssistance assistance, string code)
    {
        var verdict = Verdicts.Of(Of(Role.SuperAdmin), Row(c => c.Customer.PartnerAssistance = assistance), permission);
        Assert.Equal((false, VerdictRule.State, code), (verdict.Granted, verdict.Rule, verdict.Code));
    }

    [Theory]
    [InlineData(Permission.Rename)]
    [InlineData(Permission.ManageMonthly)]
    [InlineData(Permission.UpdateBilling)]
    [InlineData(Permission.Unlink)]
    public void A_managed_order_is_named(Permission permission) =>
        Assert.Equal(RefusalCodes.ManagedOrder, Verdicts.Of(Of(Role.SuperAdmin), Row(c => c.Managed()), permission).Code);

    [Fact]
    public void Out_of_scope_nothing_is_granted_that_is_done_to_a_customer()
    {
        var person = Of(Role.Admin) with { AllCustomers = false, GroupIds = new HashSet<Guid> { s_north } };
        var (inside, outside) = (Row(c => c.In(s_north)), Row());
        Assert.Equal(VerdictRule.OutOfScope, Verdicts.Of(person, outside, Permission.SeeCustomers).Rule);
        Assert.Equal([Permission.ReadAudit], Verdicts.Of(person, outside).Where(verdict => verdict.Granted).Select(verdict => verdict.Permission));
        Assert.True(Verdicts.Of(person, inside, Permission.Rename).Granted);
        Assert.Equal(VerdictRule.ConnectMissing, Verdicts.Of(Of(Role.Admin) with { MspFlexConnect = false }, Row(c => c.Managed()), Permission.SeeCustomers).Rule);
    }

    [Fact]
    public void The_way_into_the_scope_is_named()
    {
        var names = new Dictionary<Guid, string> { [s_north] = "North" };
        var row = Row(c => c.In(s_north));
        var few = Of(Role.Admin) with { AllCustomers = false };
        Assert.Null(Verdicts.WayOf(few, row, names));
        Assert.Equal(["North"], Verdicts.WayOf(few with { GroupIds = new HashSet<Guid> { s_north } }, row, names)!.Groups);
        Assert.True(Verdicts.WayOf(few with { CustomerIds = new HashSet<Guid> { row.Id } }, row, names)!.Chosen);
        Assert.True(Verdicts.WayOf(Of(Role.Admin), row, names)!.All);
    }

    private static IEnumerable<CustomerRow> Kinds() =>
        from billing in Enum.GetValues<BillingType>()
        from assistance in Enum.GetValues<PartnerAssistance>()
        from activated in (bool[])[true, false]
        select Row(c =>
        {
            (c.Customer.BillingType, c.Customer.PartnerAssistance, c.Customer.Activated) = (billing, assistance, activated);
            c.Customer.Origin = billing == BillingType.Ordered ? CustomerOrigin.ManagedOrder : CustomerOrigin.Term;
        });

    private static CustomerRow Row(Action<TestCustomer>? with = null)
    {
        var customer = new TestCustomer(1, "Customer");
        with?.Invoke(customer);
        // The list's own projector, so that a row here is as rows are there.
        return new CustomerProjector().Build(customer.Customer, customer.Licences, _ => 0, new DateOnly(2026, 6, 15), 1);
    }

    private static PartnerScope Of(Role role) => new()
    {
        PartnerId = 1,
        PersonId = Guid.NewGuid(),
        PersonName = "Somebody",
        Role = role,
        MspFlex = true,
        MspFlexConnect = true,
        CanLaunch = true,
        AllCustomers = true,
    };
}
