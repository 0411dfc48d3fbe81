using Microsoft.AspNetCore.WebUtilities;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>What a link to the audit page says, so that a copied link opens the same view. What a link says wrongly is left out, never an error.</summary>
public static class AuditLink
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/audit";

    /// <summary>Path of its download.</summary>
    public const string DownloadPath = "/audit/entries.csv";

    /// <summary>Reads the query part of an address.</summary>
    public static AuditFilter Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Value(string key) => values.TryGetValue(key, out var value) ? value.ToString() : "";
        var types = Value("type").Split(',');
        var (from, to) = (IsoDay.Read(Value("from")), IsoDay.Read(Value("to")));
        return new AuditFilter
        {
            Search = SearchText.Cut(Value("q")),
            From = from is { } first && to is { } last && first > last ? last : from,
            To = to,
            Types = [.. Enum.GetValues<AuditType>().Where(type => types.Contains(NameOf(type)))],
            By = [.. Value("by").Split(',').Select(AuditBy.Parse).OfType<AuditBy>().Distinct()],
            CustomerId = Guid.TryParse(Value("customer"), out var customer) ? customer : null,
        };
    }

    /// <summary>The address of the page; without anything it is the bare path.</summary>
    public static string Page(AuditFilter filter) => Address(Path, filter);

    /// <summary>The address of the download of the same view, all of it.</summary>
    public static string Download(AuditFilter filter) => Address(DownloadPath, filter);

    private static string Address(string path, AuditFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (string Key, string Value)[] parts =
        [
            ("q", SearchText.Cut(filter.Search)), ("from", IsoDay.Of(filter.From) ?? ""), ("to", IsoDay.Of(filter.To) ?? ""),
            ("type", string.Join(',', filter.Types.Select(NameOf))), ("by", string.Join(',', filter.By)), ("customer", filter.CustomerId?.ToString() ?? ""),
        ];
        return QueryHelpers.AddQueryString(path, parts.Where(part => part.Value.Length > 0).ToDictionary(part => part.Key, part => (string?)part.Value));
    }

    private static string NameOf(AuditType type) => type.ToString().ToLowerInvariant();
}
