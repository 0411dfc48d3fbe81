using PartnerBlazor.Accounts;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>Postcodes of countries where their shape is known.</summary>
public sealed class PostcodeRulesTests
{
    [Theory]
    [InlineData("FR", "75001", true)]
    [InlineData("FR", "7500", false)]
    [InlineData("FR", "F-75001", false)]
    [InlineData("GB", "EC1A 1BB", true)]
    [InlineData("GB", "ec1a1bb", true)]
    [InlineData("GB", "M1 1AE", true)]
    [InlineData("GB", "12345", false)]
    [InlineData("IE", "D02 AF30", true)]
    [InlineData("IE", "D6W XY00", true)]
    [InlineData("CA", "K1A 0B1", true)]
    [InlineData("CA", "K1A-0B1", false)]
    [InlineData("US", "94107-1234", true)]
    [InlineData("US", "9410", false)]
    [InlineData("NL", "1012 JS", true)]
    [InlineData("LU", "L-1212", true)]
    [InlineData("LU", "1212", true)]
    [InlineData("JP", "100-0001", true)]
    [InlineData("GE", "anything", true)]
    public void Each_country_has_its_own(string country, string postcode, bool fits) => Assert.Equal(fits, PostcodeRules.Fits(country, postcode));

    [Fact]
    public void Where_nobody_has_one_none_is_asked_for()
    {
        Assert.False(PostcodeRules.IsUsedIn("AE"));
        Assert.True(PostcodeRules.IsUsedIn("FR"));
        Assert.Empty(AccountRules.CheckDetails(AccountRulesTests.Draft with { CountryCode = "AE", PostalCode = "" }));
    }

    [Theory]
    [InlineData("NL", "9999 AA")]
    [InlineData("GB", "A9 9AA")]
    [InlineData("GE", null)]
    public void The_error_can_name_the_shape(string country, string? shape) => Assert.Equal(shape, PostcodeRules.ShapeOf(country));
}
