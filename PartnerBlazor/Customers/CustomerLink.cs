using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>
/// What a link to the list says: filter, search, order and the open customer, so that a copied link opens the same view (SPEC §3). What
/// a link says wrongly is left out, never an error.
/// </summary>
/// <param name="Filter">What the list shows.</param>
/// <param name="Contact">The customer whose contact popup is open.</param>
public sealed record CustomerLink(CustomerFilter Filter, Guid? Contact = null)
{
    /// <summary>Path of the list.</summary>
    public const string Path = "/customers";

    /// <summary>Reads the query part of an address.</summary>
    public static CustomerLink Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        string Value(string key) => values.GetValueOrDefault(key, "");
        var sort = Value("sort");
        return new CustomerLink(
            new CustomerFilter
            {
                Search = Value("q"),
                Billing = Enums<BillingType>(Value("billing")),
                States = Enums<LicenceState>(Value("state")),
                Categories = Enums<LicenceCategory>(Value("category")),
                Groups = [.. Value("group").Split(',').Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()],
                Assistance = Enums<PartnerAssistance>(Value("assistance")),
                ExpiresWithin = int.TryParse(Value("expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                    && days <= CustomerFilter.MaxExpiresWithin ? days : null,
                WithAlerts = Value("alerts") == "1",
                Sort = Enums<CustomerSort>(sort.TrimStart('-')) is [var column, ..] ? column : CustomerSort.Name,
                Descending = sort.StartsWith('-'),
            },
            Guid.TryParse(Value("contact"), out var contact) ? contact : null);
    }

    /// <summary>The address; the list without anything is the bare path.</summary>
    public override string ToString()
    {
        var parts = new Dictionary<string, string?>();
        void Add(string key, string value)
        {
            if (value.Length > 0)
                parts[key] = value;
        }
        Add("q", Filter.Search);
        Add("billing", Names(Filter.Billing));
        Add("state", Names(Filter.States));
        Add("category", Names(Filter.Categories));
        Add("group", string.Join(',', Filter.Groups));
        Add("assistance", Names(Filter.Assistance));
        Add("expires", Filter.ExpiresWithin?.ToString(CultureInfo.InvariantCulture) ?? "");
        Add("alerts", Filter.WithAlerts ? "1" : "");
        Add("sort", Filter is { Sort: CustomerSort.Name, Descending: false } ? "" : $"{(Filter.Descending ? "-" : "")}{Name(Filter.Sort)}");
        Add("contact", Contact?.ToString() ?? "");
        return QueryHelpers.AddQueryString(Path, parts);
    }

    private static List<T> Enums<T>(string text) where T : struct, Enum =>
        [.. text.Split(',')
            .Select(name => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Name(value!.Value) == name))
            .OfType<T>().Distinct()];

    private static string Names<T>(IEnumerable<T> values) where T : struct, Enum => string.Join(',', values.Select(Name));

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
