using PartnerBlazor.Accounts;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>What depends on licences nobody has read yet is not done, and only that.</summary>
public sealed class LicenceReadRulesTests
{
    private static readonly DateTime s_now = new(2026, 6, 15, 10, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly s_today = new(2026, 6, 15);

    [Fact]
    public void Only_a_connected_vendors_first_reading_is_waited_for()
    {
        var listed = new CustomerAsOf { ListedAt = s_now };
        Assert.True(LicenceReadRules.AreAwaited(listed, hasVendor: true));
        Assert.False(LicenceReadRules.AreAwaited(listed, hasVendor: false));
        Assert.False(LicenceReadRules.AreAwaited(null, hasVendor: true));
        Assert.False(LicenceReadRules.AreAwaited(new CustomerAsOf(), hasVendor: true));
        Assert.False(LicenceReadRules.AreAwaited(new CustomerAsOf { ListedAt = s_now, LicencesAt = s_now.AddDays(-90) }, hasVendor: true));
        var hidden = new CustomerAsOf { ListedAt = s_now, Hidden = RefusalCodes.NoVisibility };
        Assert.False(LicenceReadRules.AreAwaited(hidden, hasVendor: true));
        Assert.True(LicenceReadRules.AreHidden(hidden, hasVendor: true));
        Assert.False(LicenceReadRules.AreHidden(listed, hasVendor: true));
    }

    [Theory]
    [InlineData(BillingType.Term, true, RefusalCodes.LicencesNotRead)]
    [InlineData(BillingType.Usage, true, RefusalCodes.LicencesNotRead)]
    [InlineData(BillingType.Term, false, null)]
    [InlineData(BillingType.Usage, false, null)]
    public void Nobody_is_unlinked_because_nothing_is_known(BillingType billing, bool activated, string? code)
    {
        var customer = new Customer { Name = "C", BillingType = billing, Activated = activated };
        Assert.Equal(code, UnlinkRules.PlanOf(customer, [], mspFlex: true, s_today, isKnown: false).Refusal?.Code);
        Assert.Null(UnlinkRules.PlanOf(customer, [], mspFlex: true, s_today, isKnown: true).Refusal);
    }

    [Fact]
    public void What_is_known_to_hold_an_account_is_named()
    {
        var active = new Licence { ProductCode = "X", ProductName = "Endpoint", Type = LicenceType.Term, StartDate = s_today, EndDate = s_today.AddDays(90) };
        var customer = new Customer { Name = "C", BillingType = BillingType.Term };
        Assert.Equal(RefusalCodes.ActiveLicence, UnlinkRules.PlanOf(customer, [active], mspFlex: true, s_today, isKnown: false).Refusal?.Code);
        customer.BillingType = BillingType.Usage;
        Assert.Equal(RefusalCodes.ActiveLicence, UnlinkRules.RefusalWhenDue(customer, [active], s_today, isKnown: false)?.Code);
    }

    [Fact]
    public void Billing_depends_on_them_but_for_trials()
    {
        string? Of(BillingType from, BillingType to) => BillingRules.RefusalOf(new Customer { Name = "C", BillingType = from }, to, mspFlex: true, isKnown: false);
        Assert.Null(Of(BillingType.Trial, BillingType.Usage));
        Assert.Equal(RefusalCodes.LicencesNotRead, Of(BillingType.Term, BillingType.Usage));
        Assert.Equal(RefusalCodes.LicencesNotRead, Of(BillingType.Usage, BillingType.Term));
        Assert.Equal(RefusalCodes.BillingChangeNotOffered, Of(BillingType.Term, BillingType.Trial));
        Assert.Equal(RefusalCodes.LicencesNotRead, BillingRules.RefusalOfProducts(new Customer { Name = "C", BillingType = BillingType.Usage }, mspFlex: true, isKnown: false));
        Assert.Equal(RefusalCodes.NotMonthly, BillingRules.RefusalOfProducts(new Customer { Name = "C", BillingType = BillingType.Term }, mspFlex: true, isKnown: false));
    }
}
