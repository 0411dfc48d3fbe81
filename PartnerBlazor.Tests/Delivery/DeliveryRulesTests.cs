using PartnerBlazor.Delivery;

namespace PartnerBlazor.Tests.Delivery;

/// <summary>How long a silent receiver is left alone.</summary>
public sealed class DeliveryRulesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(12, 2048)]
    [InlineData(13, 3600)]
    [InlineData(1_000_000, 3600)]
    public void The_pause_doubles_from_a_second_to_an_hour(int attempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliveryRules.Pause(attempts));
}
