using CsCheck;
using PartnerBlazor.Accounts;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Licences;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>Which billing type leads to which, and what ends with the one that is left (SPEC §5).</summary>
public sealed class BillingRulesTests
{
    private static readonly DateOnly s_today = new(2026, 6, 15);

    [Theory]
    [InlineData(BillingType.Trial, BillingType.Usage, null)]
    [InlineData(BillingType.Term, BillingType.Usage, null)]
    [InlineData(BillingType.Usage, BillingType.Term, null)]
    [InlineData(BillingType.Trial, BillingType.Term, RefusalCodes.BillingChangeNotOffered)]
    [InlineData(BillingType.Term, BillingType.Trial, RefusalCodes.BillingChangeNotOffered)]
    [InlineData(BillingType.Usage, BillingType.Trial, RefusalCodes.BillingChangeNotOffered)]
    [InlineData(BillingType.Usage, BillingType.Usage, RefusalCodes.BillingChangeNotOffered)]
    [InlineData(BillingType.Ordered, BillingType.Usage, RefusalCodes.BillingChangeNotOffered)]
    [InlineData(BillingType.Term, BillingType.Ordered, RefusalCodes.BillingChangeNotOffered)]
    public void Three_directions_are_offered(BillingType from, BillingType to, string? refusal) =>
        Assert.Equal(refusal, BillingRules.RefusalOf(new Customer { Name = "C", BillingType = from }, to, mspFlex: true, isKnown: true));

    [Fact]
    public void A_managed_order_is_told_before_the_programme_and_that_before_the_direction()
    {
        var order = new Customer { Name = "C", BillingType = BillingType.Ordered, Origin = CustomerOrigin.ManagedOrder };
        Assert.Equal(RefusalCodes.ManagedOrder, BillingRules.RefusalOf(order, BillingType.Usage, mspFlex: false, isKnown: true));
        Assert.Equal(RefusalCodes.MspFlexRequired, BillingRules.RefusalOf(new Customer { Name = "C", BillingType = BillingType.Term }, BillingType.Trial, mspFlex: false, isKnown: true));
    }

    [Fact]
    public void A_trial_ends_every_trial_that_runs_or_is_to_come_and_nothing_else()
    {
        var (running, coming, gone, term) = (Of(LicenceType.Trial, end: 10), Of(LicenceType.Trial, start: 5, end: 35), Of(LicenceType.Trial, end: -5), Of(LicenceType.Term, end: 90));
        var change = BillingRules.ChangeOf(BillingType.Trial, [running, coming, gone, term], s_today);
        Assert.Equal([running, coming], change.Ends);
        // Nobody paid for a trial.
        Assert.Equal(0, change.ForfeitedDays);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(90, 90)]
    public void Forfeited_days_are_those_after_today(int daysToEnd, int forfeited) =>
        Assert.Equal(forfeited, BillingRules.ChangeOf(BillingType.Term, [Of(LicenceType.Term, end: daysToEnd)], s_today).ForfeitedDays);

    [Fact]
    public void Of_a_licence_to_come_every_day_is_forfeited_and_of_one_without_end_none_is_known()
    {
        Assert.Equal(30, BillingRules.ForfeitedDaysOf(Of(LicenceType.Term, start: 5, end: 34), s_today));
        Assert.Equal(0, BillingRules.ForfeitedDaysOf(Of(LicenceType.Term, end: null), s_today));
    }

    [Fact]
    public void What_has_ended_was_withdrawn_or_replaced_is_left_alone() =>
        Gen.Select(Gen.Enum<BillingType>(), LicenceGen.Any.List[0, 6]).Sample((from, licences) =>
            BillingRules.ChangeOf(from, licences, LicenceGen.Today).Ends.All(licence =>
                !(licence.ReplacedFrom <= LicenceGen.Today)
                && LicenceRules.StateOf(licence, LicenceGen.Today) is not (LicenceState.Grace or LicenceState.Expired or LicenceState.Revoked)
                && $"{licence.Type}" == $"{from}"));

    private static Licence Of(LicenceType type, int start = -100, int? end = 0) => new()
    {
        ProductCode = "P",
        ProductName = "Product",
        Type = type,
        StartDate = s_today.AddDays(start),
        EndDate = end is { } days ? s_today.AddDays(days) : null,
    };
}
