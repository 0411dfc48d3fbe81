using CsCheck;
using PartnerBlazor.Accounts;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Licences;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>When a customer may be unlinked: SPEC §5 as examples and as properties.</summary>
public sealed class UnlinkRulesTests
{
    private static readonly DateOnly s_today = new(2026, 6, 15);

    [Theory]
    // Days since the end; the days to wait, null: now.
    [InlineData(1, 59)]
    [InlineData(58, 2)]
    [InlineData(59, 1)]
    [InlineData(60, null)]
    [InlineData(61, null)]
    public void An_ended_licence_holds_the_account_until_it_can_no_longer_be_reactivated(int daysSince, int? wait)
    {
        var plan = Plan(Customer(), Term(end: s_today.AddDays(-daysSince)));
        if (wait is not { } days)
            Assert.Equal(new(), plan);
        else
            Assert.Equal(InGrace(s_today.AddDays(days)), plan);
    }

    [Fact]
    public void The_last_of_several_in_grace_decides() => Assert.Equal(
        InGrace(s_today.AddDays(50)), Plan(Customer(), Term(end: s_today.AddDays(-40)), Term(end: s_today.AddDays(-10))));

    [Fact]
    public void Any_active_licence_refuses_however_many_have_expired_and_is_named() => Assert.Equal(
        new(new Refusal(RefusalCodes.ActiveLicence, "Running")),
        Plan(Customer(), Term(end: s_today.AddDays(-200), name: "Gone"), Term(end: s_today.AddDays(200), name: "Running")));

    [Fact]
    public void One_that_has_yet_to_begin_is_active_too() => Assert.Equal(
        RefusalCodes.ActiveLicence, Plan(Customer(), Term(start: s_today.AddDays(1), end: s_today.AddYears(1))).Refusal?.Code);

    [Fact]
    public void Trials_revoked_and_replaced_licences_never_hold_an_account()
    {
        Assert.Equal(new(), Plan(Customer(BillingType.Trial), Of(LicenceType.Trial, end: s_today.AddDays(20))));
        Assert.Equal(new(), Plan(Customer(BillingType.Trial), Of(LicenceType.Trial, end: s_today.AddDays(-3))));
        Assert.Equal(new(), Plan(Customer(), Term(end: s_today.AddDays(90), with: l => l.Revoked = true)));
        Assert.Equal(new(), Plan(Customer(), Term(end: s_today, with: l => l.ReplacedFrom = s_today)));
        // Until its replacement begins it counts.
        Assert.NotNull(Plan(Customer(), Term(end: s_today, with: l => l.ReplacedFrom = s_today.AddDays(1))).Refusal);
    }

    [Fact]
    public void What_is_not_activated_goes_at_once_whatever_it_has()
    {
        var customer = Customer();
        customer.Activated = false;
        Assert.Equal(new(), Plan(customer, Term(end: s_today.AddDays(90))));
    }

    [Theory]
    [InlineData("2026-01-31", "2026-02-01")]
    [InlineData("2026-02-01", "2026-03-01")]
    [InlineData("2026-12-31", "2027-01-01")]
    [InlineData("2028-02-29", "2028-03-01")]
    public void A_monthly_account_leaves_on_the_first_of_the_next_month(string today, string on)
    {
        var day = DateOnly.Parse(today, null);
        Assert.Equal(
            new(On: DateOnly.Parse(on, null)),
            UnlinkRules.PlanOf(Customer(BillingType.Usage), [Of(LicenceType.Usage)], mspFlex: true, day, isKnown: true));
    }

    [Fact]
    public void A_monthly_account_needs_MSP_Flex_and_no_active_licence_of_another_type()
    {
        var monthly = Customer(BillingType.Usage);
        Assert.Equal(RefusalCodes.MspFlexRequired, UnlinkRules.PlanOf(monthly, [], mspFlex: false, s_today, isKnown: true).Refusal?.Code);
        Assert.Equal(RefusalCodes.ActiveLicence, Plan(monthly, Of(LicenceType.Usage), Term(end: s_today.AddDays(9))).Refusal?.Code);
        Assert.Equal(new(On: UnlinkRules.NextMonth(s_today)), Plan(monthly, Of(LicenceType.Usage), Term(end: s_today.AddDays(-9))));
        Assert.Equal(new(On: UnlinkRules.NextMonth(s_today)), Plan(monthly, Of(LicenceType.Trial, end: s_today.AddDays(9))));
        // Also one that is not activated.
        monthly.Activated = false;
        Assert.Equal(new(On: UnlinkRules.NextMonth(s_today)), Plan(monthly));
    }

    [Fact]
    public void A_managed_order_is_refused_before_anything_else()
    {
        var order = Customer(BillingType.Ordered);
        (order.Origin, order.Activated) = (CustomerOrigin.ManagedOrder, false);
        Assert.Equal(RefusalCodes.ManagedOrder, UnlinkRules.PlanOf(order, [], mspFlex: false, s_today, isKnown: true).Refusal?.Code);
    }

    [Fact]
    public void Who_is_refused_until_a_day_is_allowed_on_that_day_and_not_on_the_day_before() =>
        Gen.Select(Gen.OneOf(Gen.Const(BillingType.Trial), Gen.Const(BillingType.Term)), LicenceGen.Any.List[0, 4]).Sample((billing, licences) =>
        {
            var customer = Customer(billing);
            if (UnlinkRules.PlanOf(customer, licences, true, LicenceGen.Today, isKnown: true) is not { Refusal: { } refusal, On: { } on })
                return true;
            return refusal.Code == RefusalCodes.LicenceInGrace
                && UnlinkRules.PlanOf(customer, licences, true, on, isKnown: true) is { Refusal: null or { Code: RefusalCodes.ActiveLicence } }
                && UnlinkRules.PlanOf(customer, licences, true, on.AddDays(-1), isKnown: true).Refusal is not null;
        });

    [Fact]
    public void Nobody_with_an_active_licence_that_is_no_usage_leaves() =>
        Gen.Select(Gen.Enum<BillingType>(), LicenceGen.Any.List[1, 5]).Sample((billing, licences) =>
        {
            var holds = licences.Any(l => l.Type is LicenceType.Term or LicenceType.Ordered && UnlinkRules.IsActive(l, LicenceGen.Today));
            var plan = UnlinkRules.PlanOf(Customer(billing), licences, true, LicenceGen.Today, isKnown: true);
            return !holds || plan.Refusal?.Code == RefusalCodes.ActiveLicence;
        });

    [Fact]
    public void An_active_licence_is_one_of_the_running_or_coming_that_is_no_trial_and_not_replaced() =>
        LicenceGen.Any.Sample(licence => UnlinkRules.IsActive(licence, LicenceGen.Today) ==
            (licence.Type != LicenceType.Trial && !(licence.ReplacedFrom <= LicenceGen.Today)
            && LicenceRules.StateOf(licence, LicenceGen.Today) is not (LicenceState.Grace or LicenceState.Expired or LicenceState.Revoked)), print: LicenceGen.Print);

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void It_can_be_restored_until_sixty_days_after_the_request(int days, bool can)
    {
        var customer = Customer();
        customer.Unlink.RequestedAt = new DateTime(2026, 6, 15, 23, 59, 0, DateTimeKind.Utc);
        Assert.Equal(can, UnlinkRules.CanBeRestored(customer, s_today.AddDays(days)));
    }

    [Fact]
    public void When_due_all_but_the_programme_is_judged_again()
    {
        var monthly = Customer(BillingType.Usage);
        Assert.Null(UnlinkRules.RefusalWhenDue(monthly, [Of(LicenceType.Usage)], s_today, isKnown: true));
        Assert.Equal(RefusalCodes.ActiveLicence, UnlinkRules.RefusalWhenDue(monthly, [Term(end: s_today.AddDays(9))], s_today, isKnown: true)?.Code);
        Assert.Equal(RefusalCodes.BillingTypeChanged, UnlinkRules.RefusalWhenDue(Customer(), [], s_today, isKnown: true)?.Code);
        monthly.Origin = CustomerOrigin.ManagedOrder;
        Assert.Equal(RefusalCodes.ManagedOrder, UnlinkRules.RefusalWhenDue(monthly, [], s_today, isKnown: true)?.Code);
    }

    private static UnlinkRules.Plan InGrace(DateOnly until) => new(new Refusal(RefusalCodes.LicenceInGrace, until.ToString("O", null)), until);

    private static UnlinkRules.Plan Plan(Customer customer, params Licence[] licences) => UnlinkRules.PlanOf(customer, licences, mspFlex: true, s_today, isKnown: true);

    private static Customer Customer(BillingType billing = BillingType.Term) => new() { Name = "C", BillingType = billing };

    private static Licence Term(DateOnly? start = null, DateOnly? end = null, string name = "Product", Action<Licence>? with = null) =>
        Of(LicenceType.Term, start, end, name, with);

    private static Licence Of(LicenceType type, DateOnly? start = null, DateOnly? end = null, string name = "Product", Action<Licence>? with = null)
    {
        var licence = new Licence
        {
            ProductCode = "P",
            ProductName = name,
            Type = type,
            StartDate = start ?? new DateOnly(2025, 1, 1),
            EndDate = end,
            RollsOver = type == LicenceType.Usage,
        };
        with?.Invoke(licence);
        return licence;
    }
}
