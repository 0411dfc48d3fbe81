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
/// <param name="Open">The customer whose details are open beside the list.</param>
public sealed record CustomerLink(CustomerFilter Filter, Guid? Contact = null, Guid? Open = null)
{
    /// <summary>Path of the list.</summary>
    public const string Path = "/customers";

    /// <summary>Reads the query part of an address.</summary>
    public static CustomerLink Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        string Value(string key) => values.GetValueOrDefault(key, "");
        Guid? Id(string key) => Guid.TryParse(Value(key), out var id) ? id : null;
        var sort = Value("sort");
        return new CustomerLink(
            new CustomerFilter
            {
                Search = SearchText.Cut(Value("q")),
                Billing = Enums<BillingType>(Value("billing")),
                States = Enums<LicenceState>(Value("state")),
                Categories = Enums<LicenceCategory>(Value("category")),
                Groups = [.. Value("group").Split(',').Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()],
                Assistance = Enums<PartnerAssistance>(Value("assistance")),
                ExpiresWithin = int.TryParse(Value("expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                    && days <= CustomerFilter.MaxExpiresWithin ? days : null,
                WithAlerts = Value("alerts") == "1",
                Sort = Enums<CustomerSort>(sort.TrimStart('-')) is [var column, ..] && column != CustomerSort.Usage ? column : CustomerSort.Name,
                Descending = sort.StartsWith('-'),
            },
            Id("contact"),
            Id("open"));
    }

    /// <summary>The address of a customer's own page, which leads back to this list.</summary>
    public string ToPage(Guid customerId) => Address($"{Path}/{customerId}", this with { Contact = null, Open = null });

    /// <summary>The address; the list without anything is the bare path.</summary>
    public override string ToString() => Address(Path, this);

    private static string Address(string path, CustomerLink link)
    {
        var (filter, contact, open) = link;
        var parts = new Dictionary<string, string?>();
        void Add(string key, string value)
        {
            if (value.Length > 0)
                parts[key] = value;
        }
        Add("q", SearchText.Cut(filter.Search));
        Add("billing", Names(filter.Billing));
        Add("state", Names(filter.States));
        Add("category", Names(filter.Categories));
        Add("group", string.Join(',', filter.Groups));
        Add("assistance", Names(filter.Assistance));
        Add("expires", filter.ExpiresWithin?.ToString(CultureInfo.InvariantCulture) ?? "");
        Add("alerts", filter.WithAlerts ? "1" : "");
        Add("sort", filter is { Sort: CustomerSort.Name, Descending: false } ? "" : $"{(filter.Descending ? "-" : "")}{Name(filter.Sort)}");
        Add("contact", contact?.ToString() ?? "");
        Add("open", open?.ToString() ?? "");
        return QueryHelpers.AddQueryString(path, parts);
    }

    private static List<T> Enums<T>(string text) where T : struct, Enum =>
        [.. text.Split(',')
            .Select(name => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Name(value!.Value) == name))
            .OfType<T>().Distinct()];

    private static string Names<T>(IEnumerable<T> values) where T : struct, Enum => string.Join(',', values.Select(Name));

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
