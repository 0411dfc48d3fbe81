using Microsoft.AspNetCore.WebUtilities;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>What a link to the alerts page says, so that a copied link opens the same view. What a link says wrongly is left out, never an error.</summary>
/// <param name="Filter">What is shown.</param>
/// <param name="Open">The alert whose details are open beside the list.</param>
public sealed record AlertLink(AlertFilter Filter, Guid? Open = null)
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/alerts";

    // Longest word of the vendor's an address is believed to hold, and most of them.
    private const int MaxWord = 100;
    private const int MaxWords = 50;

    /// <summary>Reads the query part of an address.</summary>
    public static AlertLink Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        string Value(string key) => values.GetValueOrDefault(key, "");
        Guid? Id(string key) => Guid.TryParse(Value(key), out var id) ? id : null;
        var states = Enums<AlertState>(Value("state"));
        var sort = Value("sort");
        return new AlertLink(new AlertFilter
        {
            Search = SearchText.Cut(Value("q")),
            Severities = Enums<AlertSeverity>(Value("severity")),
            States = Value("state") == "all" ? [] : states.Count == 0 ? AlertFilter.Work : states,
            Categories = Words(Value("category")),
            Products = Words(Value("product")),
            Groups = [.. Value("group").Split(',').Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Take(MaxWords)],
            Holders = [.. Value("assigned").Split(',').Select(AlertHolder.Parse).OfType<AlertHolder>().Distinct().Take(MaxWords)],
            CustomerId = Id("customer"),
            Reopened = Value("reopened") == "1",
            Sort = Enums<AlertSort>(sort.TrimStart('-')) is [var column, ..] ? column : AlertSort.Severity,
            Turned = sort.StartsWith('-'),
        }, Id("open"));
    }

    /// <summary>The address; open work without anything else is the bare path.</summary>
    public override string ToString()
    {
        (string Key, string Value)[] parts =
        [
            ("q", SearchText.Cut(Filter.Search)),
            ("severity", Names(Filter.Severities)),
            ("state", Filter.States.Count == 0 ? "all" : Filter.States.Order().SequenceEqual(AlertFilter.Work) ? "" : Names(Filter.States)),
            ("category", string.Join(',', Filter.Categories)),
            ("product", string.Join(',', Filter.Products)),
            ("group", string.Join(',', Filter.Groups)),
            ("assigned", string.Join(',', Filter.Holders)),
            ("customer", Filter.CustomerId?.ToString() ?? ""),
            ("reopened", Filter.Reopened ? "1" : ""),
            ("sort", Filter is { Sort: AlertSort.Severity, Turned: false } ? "" : $"{(Filter.Turned ? "-" : "")}{Name(Filter.Sort)}"),
            ("open", Open?.ToString() ?? ""),
        ];
        return QueryHelpers.AddQueryString(Path, parts.Where(part => part.Value.Length > 0).ToDictionary(part => part.Key, part => (string?)part.Value));
    }

    /// <summary>True for a word of the vendor's that an address can hold.</summary>
    public static bool IsWord(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length is > 0 and <= MaxWord && word.All(char.IsLetterOrDigit);
    }

    // The vendor's own words, which may be others tomorrow.
    private static IReadOnlyList<string> Words(string text) =>
        [.. text.Split(',').Where(IsWord).Distinct(StringComparer.Ordinal).Take(MaxWords)];

    private static List<T> Enums<T>(string text) where T : struct, Enum =>
        [.. text.Split(',').Select(name => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Name(value!.Value) == name)).OfType<T>().Distinct()];

    private static string Names<T>(IEnumerable<T> values) where T : struct, Enum => string.Join(',', values.Order().Select(Name));

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
