using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using MudBlazor;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Text;

/// <summary>Both languages are complete, and French is typeset as French.</summary>
public sealed partial class TextsTests
{
    private static readonly Assembly s_app = typeof(ShellTexts).Assembly;
    private static readonly CultureInfo s_french = CultureInfo.GetCultureInfo("fr");

    /// <summary>Every text area of the app; English is the neutral language.</summary>
    public static TheoryData<string> Areas => [.. s_app.GetManifestResourceNames()
        .Where(name => name.EndsWith("Texts.resources", StringComparison.Ordinal))
        .Select(name => name[..^".resources".Length])];

    [Fact]
    public void The_areas_are_found() => Assert.Contains("PartnerBlazor.Text.ShellTexts", Areas.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Areas))]
    public void English_and_French_say_the_same_things(string area) =>
        AssertSame(Read(area, s_app, CultureInfo.InvariantCulture), Read(area, s_app, s_french));

    [Fact]
    public void Every_refusal_has_its_words()
    {
        var codes = RefusalCodes.All;
        Assert.Equal(codes.Order(StringComparer.Ordinal), Read("PartnerBlazor.Text.RefusalTexts", s_app, CultureInfo.InvariantCulture).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void French_has_all_texts_of_MudBlazor() => AssertSame(
        Read("MudBlazor.Resources.LanguageResource", typeof(MudButton).Assembly, CultureInfo.InvariantCulture),
        Read("PartnerBlazor.Text.MudTexts", s_app, s_french));

    [Theory]
    [MemberData(nameof(Areas))]
    [InlineData("PartnerBlazor.Text.MudTexts")]
    public void French_is_typeset_as_French(string area)
    {
        foreach (var (key, text) in Read(area, s_app, s_french))
        {
            Assert.False(text.Contains('\'', StringComparison.Ordinal), $"{key}: straight apostrophe in “{text}”");
            Assert.False(text.Contains('"', StringComparison.Ordinal) || text.Contains('“', StringComparison.Ordinal), $"{key}: not guillemets in “{text}”");
            Assert.False(BreakingSpace().IsMatch(text), $"{key}: breaking or missing space at a double punctuation mark in “{text}”");
        }
    }

    private static void AssertSame(Dictionary<string, string> english, Dictionary<string, string> french)
    {
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), french.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in english)
        {
            Assert.False(string.IsNullOrWhiteSpace(text), $"{key} is empty");
            Assert.False(string.IsNullOrWhiteSpace(french[key]), $"{key} is empty in French");
            Assert.True(Placeholders(text).SequenceEqual(Placeholders(french[key])), $"{key}: other placeholders in “{french[key]}”");
        }
    }

    private static Dictionary<string, string> Read(string area, Assembly assembly, CultureInfo culture)
    {
        var set = new ResourceManager(area, assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();

    // A colon inside a setting's name ("Demo:Enabled"), a time or an address has no space; a colon that ends a word has.
    [GeneratedRegex(@"[^\u00A0\u202F?!…](?:[;?!]|:(?=\s|$))|«[^\u00A0\u202F]|[^\u00A0\u202F]»")]
    private static partial Regex BreakingSpace();
}
