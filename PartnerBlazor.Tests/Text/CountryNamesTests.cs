using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Text;

/// <summary>Countries in the person's language.</summary>
public sealed class CountryNamesTests
{
    [Theory]
    [InlineData("en-GB", "DE", "Germany")]
    [InlineData("fr-FR", "DE", "Allemagne")]
    [InlineData("en-GB", "fr", "France")]
    [InlineData("fr-FR", "GB", "Royaume-Uni")]
    [InlineData("fr-FR", "AE", "Émirats arabes unis")]
    // Not a country: as the vendor wrote it.
    [InlineData("en-GB", "XX", "XX")]
    [InlineData("en-GB", "Éire", "Éire")]
    [InlineData("en-GB", "", "")]
    public void A_code_is_spoken_in_the_persons_language(string culture, string code, string name)
    {
        TestTab.Speak(culture);
        Assert.Equal(name, CountryNames.Of(code));
    }
}
