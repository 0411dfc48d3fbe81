namespace PartnerBlazor.Crm.Client;

/// <summary>Questions to the CRM (SOQL). Pure. Values are quoted, and fields come from the settings, which allow names only.</summary>
public static class Soql
{
    /// <summary>Longest list of values in one question, as it stands in an address: beyond 16,384 bytes of address and headers a question is refused.</summary>
    public const int MostLetters = 7_000;

    /// <summary>Accounts of which a field has one of these values.</summary>
    /// <param name="fields">The fields to read.</param>
    /// <param name="field">The field that is looked at.</param>
    /// <param name="values">The values.</param>
    public static string AccountsWith(string fields, string field, IEnumerable<string> values) =>
        $"SELECT {fields} FROM Account WHERE {field} IN ({string.Join(',', values.Select(Quoted))})";

    /// <summary>One account at most: whether it can be asked at all, and has the field.</summary>
    public static string Any(string fields) => $"SELECT {fields} FROM Account LIMIT 1";

    /// <summary>A value in quotes; without control characters, which no name needs.</summary>
    public static string Quoted(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var plain = new string([.. value.Where(letter => !char.IsControl(letter))]);
        return $"'{plain.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
    }

    /// <summary>The values in parts that fit one question each.</summary>
    public static IEnumerable<IReadOnlyList<string>> Parts(IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        List<string> part = [];
        var letters = 0;
        foreach (var value in values)
        {
            var length = Uri.EscapeDataString(Quoted(value)).Length + 3;
            if (part.Count > 0 && letters + length > MostLetters)
            {
                yield return part;
                (part, letters) = ([], 0);
            }
            part.Add(value);
            letters += length;
        }
        if (part.Count > 0)
            yield return part;
    }
}
