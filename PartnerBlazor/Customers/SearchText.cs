using System.Text;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>A searchable field of a customer; the order is the order of lines in <see cref="SearchText"/>.</summary>
public enum SearchField
{
    /// <summary>Displayed name.</summary>
    DisplayName,
    /// <summary>Original name.</summary>
    Name,
    /// <summary>First and last name of the contact.</summary>
    Contact,
    /// <summary>Email of the contact.</summary>
    Email,
    /// <summary>Account id.</summary>
    AccountId,
    /// <summary>A former name.</summary>
    FormerName,
}

/// <summary>
/// The text a customer is found by, folded once for text and query alike (SPEC §3). One field a line, then one line of word starts:
/// each start of a word as two marks and at most two letters. The marks make one- and two-letter starts three characters long, so
/// that one trigram index answers queries of every length.
/// </summary>
public static class SearchText
{
    /// <summary>What is past this many characters of a query is ignored (SPEC §3).</summary>
    public const int MaxQuery = 200;

    /// <summary>Marks a start of a word; never part of folded text.</summary>
    public const char Mark = '\u0002';

    private const string TwoMarks = "\u0002\u0002";

    /// <summary>Builds the text of a customer.</summary>
    public static string Of(string displayName, string name, SearchFields fields, Guid id)
    {
        ArgumentNullException.ThrowIfNull(fields);
        string[] lines = [.. ((string[])[displayName, name, fields.Contact, fields.Email, id.ToString(), .. fields.FormerNames]).Select(Folding.Fold)];
        var starts = lines.SelectMany(WordStarts).Distinct(StringComparer.Ordinal);
        return string.Join('\n', lines.Append(string.Concat(starts)));
    }

    /// <summary>The words of a query, folded; empty when nothing is searched for.</summary>
    public static IReadOnlyList<string> Words(string? query) =>
        string.IsNullOrWhiteSpace(query)
            ? []
            : [.. Folding.Fold(Cut(query)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>What a word must find in the text: itself, or, up to two letters long, itself at the start of a word.</summary>
    public static string Needle(string word) => RuneCount(word) switch
    {
        1 => TwoMarks + word,
        2 => Mark + word,
        _ => word,
    };

    /// <summary>True when every word occurs in some field.</summary>
    public static bool Matches(string searchText, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(searchText);
        return words.All(word => searchText.Contains(Needle(word), StringComparison.Ordinal));
    }

    /// <summary>
    /// The field to name beside the displayed name because a word was found only there; null when the displayed name has them all.
    /// For a former name, <paramref name="formerName"/> says which of <see cref="SearchFields.FormerNames"/>.
    /// </summary>
    public static SearchField? MatchedField(string searchText, IReadOnlyList<string> words, out int formerName)
    {
        ArgumentNullException.ThrowIfNull(searchText);
        formerName = -1;
        var lines = searchText.Split('\n')[..^1];
        foreach (var word in words)
        {
            var line = Array.FindIndex(lines, text => FoundIn(text, word));
            if (line <= 0)
                continue;
            formerName = Math.Max(-1, line - (int)SearchField.FormerName);
            return (SearchField)Math.Min(line, (int)SearchField.FormerName);
        }
        return null;
    }

    /// <summary>The part of a query that counts: at most <see cref="MaxQuery"/> characters, never half of one.</summary>
    public static string Cut(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Length <= MaxQuery)
            return query;
        return char.IsHighSurrogate(query[MaxQuery - 1]) ? query[..(MaxQuery - 1)] : query[..MaxQuery];
    }

    /// <summary>True when every word occurs somewhere in a folded text that is not kept: words of one or two letters at the start of a word.</summary>
    public static bool Finds(string folded, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(folded);
        return words.All(word => FoundIn(folded, word));
    }

    private static bool FoundIn(string line, string word) => RuneCount(word) > 2
        ? line.Contains(word, StringComparison.Ordinal)
        : WordStarts(line).Any(start => start.Contains(Needle(word), StringComparison.Ordinal));

    // A word starts at the beginning, after white space, and where a letter or digit follows something that is neither.
    private static IEnumerable<string> WordStarts(string line)
    {
        var runes = line.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            if (Rune.IsWhiteSpace(runes[i]))
                continue;
            var starts = i == 0 || Rune.IsWhiteSpace(runes[i - 1])
                || (Rune.IsLetterOrDigit(runes[i]) && !Rune.IsLetterOrDigit(runes[i - 1]));
            if (!starts)
                continue;
            var second = i + 1 < runes.Length && !Rune.IsWhiteSpace(runes[i + 1]) ? runes[i + 1].ToString() : "";
            yield return $"{TwoMarks}{runes[i]}{second}";
        }
    }

    private static int RuneCount(string word) => word.Length > 4 ? word.Length : word.EnumerateRunes().Count();
}
