using System.Globalization;

namespace PartnerBlazor.Shell;

/// <summary>The letters in a person's round mark.</summary>
public static class Initials
{
    /// <summary>First letters of the first and the last word; whole characters also where they take several code points.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ends = words.Length > 1 ? [words[0], words[^1]] : words;
        return string.Concat(ends.Select(word => StringInfo.GetNextTextElement(word))).ToUpper(CultureInfo.CurrentCulture);
    }
}
