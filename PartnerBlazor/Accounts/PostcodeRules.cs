using System.Text.RegularExpressions;

namespace PartnerBlazor.Accounts;

/// <summary>What a postcode looks like in the countries where that is known; elsewhere anything short enough is one. Pure.</summary>
public static class PostcodeRules
{
    /// <summary>Longest postcode.</summary>
    public const int MaxLength = 20;

    // 9 is a digit, A a letter, a blank may be left out; anything else stands for itself. Where a country has several, they are separated by |.
    private static readonly Dictionary<string, string> s_patterns = new(StringComparer.Ordinal)
    {
        ["AT"] = "9999",
        ["AU"] = "9999",
        ["BE"] = "9999",
        ["BR"] = "99999-999|99999999",
        ["CA"] = "A9A 9A9",
        ["CH"] = "9999",
        ["CZ"] = "999 99",
        ["DE"] = "99999",
        ["DK"] = "9999",
        ["EE"] = "99999",
        ["ES"] = "99999",
        ["FI"] = "99999",
        ["FR"] = "99999",
        ["GB"] = "A9 9AA|A99 9AA|AA9 9AA|AA99 9AA|A9A 9AA|AA9A 9AA",
        ["GF"] = "99999",
        ["GP"] = "99999",
        ["GR"] = "999 99",
        ["HR"] = "99999",
        ["HU"] = "9999",
        ["IE"] = "A99 ****|A9A ****",
        ["IN"] = "999 999",
        ["IT"] = "99999",
        ["JP"] = "999-9999|9999999",
        ["LT"] = "99999|LT-99999",
        ["LU"] = "9999|L-9999",
        ["LV"] = "9999|LV-9999",
        ["MA"] = "99999",
        ["MC"] = "99999",
        ["MQ"] = "99999",
        ["MX"] = "99999",
        ["NL"] = "9999 AA",
        ["NO"] = "9999",
        ["NZ"] = "9999",
        ["PL"] = "99-999|99999",
        ["PT"] = "9999-999|9999999",
        ["RE"] = "99999",
        ["RO"] = "999999",
        ["SE"] = "999 99",
        ["SG"] = "999999",
        ["SI"] = "9999",
        ["SK"] = "999 99",
        ["TN"] = "9999",
        ["US"] = "99999|99999-9999",
        ["ZA"] = "9999",
    };

    // Nobody there has a postcode to give.
    private static readonly HashSet<string> s_without = new(StringComparer.Ordinal)
    {
        "AE", "AG", "AO", "AW", "BS", "BW", "BZ", "BJ", "BO", "BQ", "BF", "BI", "CM", "CF", "TD", "KM", "CG", "CD", "CK", "CI", "CW", "DJ", "DM",
        "ER", "FJ", "GA", "GM", "GD", "GY", "HK", "KI", "ML", "MO", "MR", "NR", "NU", "QA", "RW", "ST", "SC", "SL", "SB", "SR", "SX", "SY", "TG",
        "TK", "TL", "TO", "TV", "UG", "VU", "YE", "ZW",
    };

    private static readonly Dictionary<string, Regex> s_regexes = s_patterns.ToDictionary(
        pattern => pattern.Key,
        pattern => new Regex($"^(?:{string.Concat(pattern.Value.Select(Of))})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase),
        StringComparer.Ordinal);

    /// <summary>True where addresses have a postcode.</summary>
    public static bool IsUsedIn(string countryCode) => !s_without.Contains(countryCode);

    /// <summary>The shape of a country's postcodes (9 a digit, A a letter, X either), to be told with the error; null where it is not known.</summary>
    public static string? ShapeOf(string countryCode) =>
        s_patterns.GetValueOrDefault(countryCode)?.Split('|')[0].Replace('*', 'X');

    /// <summary>True when the country may have such a postcode.</summary>
    public static bool Fits(string countryCode, string postcode) =>
        !s_regexes.TryGetValue(countryCode, out var regex) || regex.IsMatch(postcode);

    private static string Of(char sign) => sign switch
    {
        '9' => "[0-9]",
        'A' => "[A-Z]",
        '*' => "[A-Z0-9]",
        ' ' => " ?",
        '|' => "|",
        var itself => Regex.Escape($"{itself}"),
    };
}
