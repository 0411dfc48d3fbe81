using PartnerBlazor.Assistance;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>Whose console can be opened (SPEC §5): the whole table.</summary>
public sealed class LaunchRulesTests
{
    [Theory]
    [InlineData(CustomerStatus.Active, true, PartnerAssistance.On, null)]
    [InlineData(CustomerStatus.Active, true, PartnerAssistance.Off, RefusalCodes.AssistanceOff)]
    [InlineData(CustomerStatus.Active, true, PartnerAssistance.Unknown, RefusalCodes.AssistanceOff)]
    [InlineData(CustomerStatus.Active, false, PartnerAssistance.On, RefusalCodes.NotActivated)]
    [InlineData(CustomerStatus.Active, false, PartnerAssistance.Off, RefusalCodes.NotActivated)]
    [InlineData(CustomerStatus.Suspended, true, PartnerAssistance.On, RefusalCodes.CustomerNotActive)]
    [InlineData(CustomerStatus.Cancelled, false, PartnerAssistance.Off, RefusalCodes.CustomerNotActive)]
    public void It_opens_for_an_active_activated_customer_that_lets_the_partner_in(
        CustomerStatus status, bool activated, PartnerAssistance assistance, string? refusal) =>
        Assert.Equal(refusal, LaunchRules.RefusalOf(status, activated, assistance));
}
