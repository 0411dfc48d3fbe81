using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>
/// What a link to the usage page says: filter, order and page, so that a copied link opens the same view. What a link says wrongly is left
/// out, never an error.
/// </summary>
/// <param name="Filter">What is shown.</param>
/// <param name="Page">Which page of it, from 1.</param>
public sealed record UsageLink(UsageFilter Filter, int Page = 1)
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/usage";

    /// <summary>Path of its download.</summary>
    public const string DownloadPath = "/usage.csv";

    private const string Usage = "usage";
    private const string Name = "name";

    /// <summary>The address of the download of the same view, all pages of it.</summary>
    public string Download => Address(DownloadPath, this with { Page = 1 });

    /// <summary>Reads the query part of an address.</summary>
    public static UsageLink Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Value(string key) => values.TryGetValue(key, out var value) ? value.ToString() : "";
        var sort = Value("sort");
        var billing = Value("billing").Split(',');
        return new UsageLink(
            new UsageFilter
            {
                Search = SearchText.Cut(Value("q")),
                Billing = [.. UsageFilter.Managed.Where(type => billing.Contains(NameOf(type)))],
                OverUsed = Value("over") == "1",
                Unprotected = Value("unprotected") == "1",
                ByUsage = sort.TrimStart('-') == Usage,
                Descending = sort is $"-{Usage}" or $"-{Name}",
            },
            int.TryParse(Value("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1);
    }

    /// <summary>The address; the page without anything is the bare path.</summary>
    public override string ToString() => Address(Path, this);

    private static string Address(string path, UsageLink link)
    {
        var (filter, page) = link;
        var parts = new Dictionary<string, string?>();
        void Add(string key, string value)
        {
            if (value.Length > 0)
                parts[key] = value;
        }
        Add("q", SearchText.Cut(filter.Search));
        Add("billing", string.Join(',', filter.Billing.Select(NameOf)));
        Add("over", filter.OverUsed ? "1" : "");
        Add("unprotected", filter.Unprotected ? "1" : "");
        Add("sort", filter is { ByUsage: false, Descending: false } ? "" : $"{(filter.Descending ? "-" : "")}{(filter.ByUsage ? Usage : Name)}");
        Add("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : "");
        return QueryHelpers.AddQueryString(path, parts);
    }

    private static string NameOf(BillingType type) => type.ToString().ToLowerInvariant();
}
