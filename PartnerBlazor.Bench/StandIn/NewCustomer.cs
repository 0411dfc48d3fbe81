using System.Globalization;
using System.Text.Json;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>A customer somebody wants to create (domain.md B5): what it must say, and what becomes of it.</summary>
internal static class NewCustomer
{
    private static readonly Dictionary<string, string> s_regions = new(StringComparer.Ordinal)
    {
        ["US"] = "us03",
        ["IE"] = "eu01",
        ["DE"] = "eu02",
        ["CA"] = "ca01",
        ["AU"] = "au01",
        ["JP"] = "jp01",
        ["IN"] = "in01",
        ["BR"] = "br01",
        ["AE"] = "ae01",
    };

    // The vendor has had three regions in the United States, and names the country.
    private static readonly Dictionary<string, string> s_geographies =
        s_regions.Select(pair => (pair.Value, pair.Key)).Concat([("us01", "US"), ("us02", "US")]).ToDictionary(StringComparer.Ordinal);

    private static readonly (string Field, int Most, bool Required)[] s_contact =
        [("firstName", 100, true), ("lastName", 100, true), ("email", 254, true), ("phone", 50, true), ("mobile", 50, false), ("fax", 50, false)];

    private static readonly (string Field, int Most, bool Required)[] s_address =
    [
        ("address1", 200, true), ("address2", 200, false), ("address3", 200, false), ("city", 100, true), ("state", 100, false),
        ("countryCode", 2, true), ("postalCode", 20, true),
    ];

    // The codes that were met (domain.md B14), word by word: not the portal's own catalogue, which is what is tested.
    private static readonly HashSet<string> s_codes = new(StringComparer.Ordinal)
    {
        "CIXA-MSP", "CIXAMTR-ADV-MSP", "CIXAMTR-STD-MSP", "CIXAXDR", "SVRCLOUDADV-MSP", "SVRCIXAMTR-ADV-MSP", "SVRCIXAMTR-STD-MSP", "SVRCIXAXDR", "CDE-MSP",
        "CEMA-MSP", "CEMA-PE-ADDON-MSP", "xg_email_std", "CPHISH-MSP", "CMA-MSP", "CMS-MSP", "NDR-MSP", "CW7-SUP-MSP",
    };

    /// <summary>What is wrong with it; null: nothing.</summary>
    public static string? Problem(JsonElement body)
    {
        var (contact, admin) = (body.ObjectOf("contact"), body.ObjectOf("admin"));
        return ProblemOf(body, [("name", 200, true), ("showAs", 200, false), ("billingType", 10, true)])
            ?? ProblemOf(contact, s_contact, "contact.")
            ?? ProblemOf(contact.ObjectOf("address"), s_address, "contact.address.")
            ?? (contact.TextOf("email")!.Contains('@', StringComparison.Ordinal) ? null : "contact.email is no address.")
            ?? (contact.ObjectOf("address").TextOf("countryCode")!.Length == 2 ? null : "contact.address.countryCode must have two letters.")
            ?? (body.TextOf("billingType") is "trial" or "usage" or "ordered" ? null : "billingType must be trial, usage or ordered.")
            ?? PlaceProblem(body.TextOf("dataGeography"), body.TextOf("dataRegion"))
            ?? (admin.TextOf("email") is not null && string.IsNullOrWhiteSpace(admin.TextOf("name")) ? "admin.name is required." : null)
            ?? ProductsProblem(body.ObjectOf("products"));
    }

    /// <summary>The customer; nothing is wrong with it.</summary>
    public static StandInCustomer Of(JsonElement body, DateOnly today)
    {
        var (contact, address) = (body.ObjectOf("contact"), body.ObjectOf("contact").ObjectOf("address"));
        var region = body.TextOf("dataRegion") ?? s_regions[body.TextOf("dataGeography")!];
        var products = ProductsOf(body);
        return new StandInCustomer
        {
            Name = body.TextOf("name")!,
            ShowAs = body.TextOf("showAs") ?? body.TextOf("name"),
            BillingType = body.TextOf("billingType")!,
            DataGeography = body.TextOf("dataGeography") ?? s_geographies[region],
            DataRegion = region,
            Managed = true,
            Products = [.. products.Select(product => product.Code)],
            Licences = [.. products.Select(product => LicenceOf(product.Code, product.Quantity, body.TextOf("billingType")!, today))],
            Contact = new StandInContact
            {
                FirstName = contact.TextOf("firstName")!,
                LastName = contact.TextOf("lastName")!,
                Email = contact.TextOf("email")!,
                Phone = contact.TextOf("phone")!,
                Mobile = contact.TextOf("mobile") ?? "",
                Fax = contact.TextOf("fax") ?? "",
                Address1 = address.TextOf("address1")!,
                Address2 = address.TextOf("address2") ?? "",
                Address3 = address.TextOf("address3") ?? "",
                City = address.TextOf("city")!,
                State = address.TextOf("state") ?? "",
                CountryCode = address.TextOf("countryCode")!,
                PostalCode = address.TextOf("postalCode")!,
            },
        };
    }

    private static string? ProblemOf(JsonElement owner, (string Field, int Most, bool Required)[] fields, string path = "")
    {
        foreach (var (field, most, required) in fields)
        {
            var text = owner.TextOf(field);
            if (required && string.IsNullOrWhiteSpace(text))
                return $"{path}{field} is required.";
            if (text?.Length > most)
                return $"{path}{field} is too long.";
        }
        return null;
    }

    private static string? PlaceProblem(string? geography, string? region) => (geography, region) switch
    {
        (null, null) => "Either dataGeography or dataRegion is required.",
        (not null, not null) => "Only one of dataGeography and dataRegion can be given.",
        _ => (geography is null || s_regions.ContainsKey(geography)) && (region is null || s_geographies.ContainsKey(region)) ? null : "There is no such place.",
    };

    private static string? ProductsProblem(JsonElement products)
    {
        if (products.ValueKind == JsonValueKind.Undefined)
            return null;
        if (products.ValueKind != JsonValueKind.Array)
            return "products must be an array.";
        return products.EnumerateArray().All(product => product.TextOf("code") is { } code && s_codes.Contains(code)
            && (product.ObjectOf("quantity") is var quantity && (quantity.ValueKind == JsonValueKind.Undefined
                || (quantity.ValueKind == JsonValueKind.Number && quantity.TryGetInt32(out var count) && count > 0))))
            ? null
            : "A product needs a code that is sold, and a quantity above zero if any.";
    }

    private static List<(string Code, int? Quantity)> ProductsOf(JsonElement body) => body.ObjectOf("products") is { ValueKind: JsonValueKind.Array } products
        ? [.. products.EnumerateArray().Select(product => (product.TextOf("code")!, product.TryGetProperty("quantity", out var quantity) ? quantity.GetInt32() : (int?)null))]
        : [];

    private static StandInLicence LicenceOf(string code, int? quantity, string type, DateOnly today) => new()
    {
        Id = Guid.NewGuid().ToString("N").ToUpperInvariant()[..16],
        ProductCode = code,
        ProductName = Products.Find(code)?.Name ?? code,
        StartDate = today.ToString("O", CultureInfo.InvariantCulture),
        EndDate = type == "trial" ? today.AddDays(29).ToString("O", CultureInfo.InvariantCulture) : null,
        Type = type,
        Quantity = quantity,
        Unlimited = quantity is null,
        Usage = 0,
        UsageDate = today.ToString("O", CultureInfo.InvariantCulture),
    };
}
