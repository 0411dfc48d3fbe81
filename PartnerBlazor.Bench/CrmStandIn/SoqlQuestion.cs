using System.Text;
using System.Text.RegularExpressions;

namespace PartnerBlazor.Bench.CrmStandIn;

/// <summary>The part of SOQL that is asked of accounts: <c>SELECT fields FROM Account [WHERE field IN ('…', …)] [LIMIT n]</c>, with its escapes.</summary>
internal sealed partial record SoqlQuestion(IReadOnlyList<string> Fields, string? Where, IReadOnlyList<string> Values, int? Limit)
{
    /// <summary>Reads one; null: it is malformed.</summary>
    public static SoqlQuestion? Read(string? soql)
    {
        if (soql is null || Shape().Match(soql) is not { Success: true } shape)
            return null;
        var values = shape.Groups["values"].Success ? ValuesOf(shape.Groups["values"].Value) : [];
        return values is null ? null : new SoqlQuestion(
            [.. shape.Groups["fields"].Value.Split(',').Select(field => field.Trim())],
            shape.Groups["where"].Success ? shape.Groups["where"].Value : null,
            values,
            shape.Groups["limit"].Success ? int.Parse(shape.Groups["limit"].Value, System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    // Quoted, parted by commas; a quote inside is escaped.
    private static List<string>? ValuesOf(string text)
    {
        var (values, at) = (new List<string>(), 0);
        while (at < text.Length)
        {
            if (text[at++] != '\'')
                return null;
            var value = new StringBuilder();
            for (; at < text.Length && text[at] != '\''; at++)
            {
                if (text[at] == '\\' && ++at == text.Length)
                    return null;
                value.Append(text[at]);
            }
            if (at++ == text.Length)
                return null;
            values.Add(value.ToString());
            if (at < text.Length && text[at++] != ',')
                return null;
            while (at < text.Length && text[at] == ' ')
                at++;
        }
        return values.Count == 0 ? null : values;
    }

    [GeneratedRegex(@"^SELECT (?<fields>[\w, ]+) FROM Account(?: WHERE (?<where>\w+) IN \((?<values>.+)\))?(?: LIMIT (?<limit>\d{1,6}))?\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Shape();
}
