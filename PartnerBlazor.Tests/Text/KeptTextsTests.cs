using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Text;

/// <summary>The kept texts say what the framework's say, in each language, and look each up once.</summary>
public sealed class KeptTextsTests
{
    [Fact]
    public void They_say_the_same_in_every_language_and_look_it_up_once()
    {
        var spoken = new SpokenTexts(new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizerFactory>());
        var kept = new KeptTexts<CustomerTexts>(new Factory(spoken));
        foreach (var language in (string[])["en-US", "fr-FR", "en-US", "fr-FR"])
        {
            TestTab.Speak(language);
            Assert.Equal((string)spoken[nameof(CustomerTexts.Search)], kept[nameof(CustomerTexts.Search)]);
            Assert.Equal((string)spoken[nameof(CustomerTexts.ShownOf), 1234.5, "x"], kept[nameof(CustomerTexts.ShownOf), 1234.5, "x"]);
        }
        // Four times by the test, once a language by what keeps them.
        Assert.Equal(4 + 2, spoken.Said(nameof(CustomerTexts.Search)));

        Assert.True(kept["NoSuchText"].ResourceNotFound);
        Assert.Equal("NoSuchText", kept["NoSuchText", 1]);
    }

    private sealed class Factory(IStringLocalizer texts) : IStringLocalizerFactory
    {
        public IStringLocalizer Create(Type resourceSource) => texts;

        public IStringLocalizer Create(string baseName, string location) => texts;
    }
}
