using System.Text.Json.Nodes;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Writes customers (domain.md B3).</summary>
internal sealed class CustomerJson(StandInEstate estate, StandInOptions options, Func<Uri> regional)
{
    /// <summary>The record.</summary>
    public JsonObject Of(StandInCustomer customer)
    {
        var written = new JsonObject
        {
            ["id"] = customer.Id.ToString(),
            ["name"] = customer.Name,
            ["dataGeography"] = customer.DataGeography,
            ["dataRegion"] = customer.DataRegion,
            ["billingType"] = customer.BillingType,
            ["partner"] = new JsonObject { ["id"] = estate.PartnerId.ToString() },
            ["status"] = customer.Status,
        };
        PutIf(written, "showAs", customer.ShowAs);
        if (customer.OrganizationId is { } organization)
            written["organization"] = new JsonObject { ["id"] = organization.ToString() };
        if (customer.Activated)
            written["apiHost"] = HostOf(customer.DataRegion);
        PutIf(written, "managed", customer.Managed);
        PutIf(written, "primary", customer.Primary);
        PutIf(written, "externalIds", ArrayOf(customer.ExternalIds));
        PutIf(written, "products", customer.Products is null ? null : new JsonArray([.. customer.Products.Select(code => new JsonObject { ["code"] = code })]));
        PutIf(written, "contact", customer.Contact is { } contact ? Of(contact) : null);
        return written;
    }

    // Without the last slash, as the vendor writes it. A region that is not served here has a host that is nowhere.
    private string? HostOf(string? region) => region is null ? null
        : options.Serves(region) ? regional().GetLeftPart(UriPartial.Authority)
        : $"http://api-{region}.invalid";

    private static JsonObject Of(StandInContact contact)
    {
        var address = new JsonObject();
        PutText(address, "address1", contact.Address1);
        PutText(address, "address2", contact.Address2);
        PutText(address, "address3", contact.Address3);
        PutText(address, "city", contact.City);
        PutText(address, "state", contact.State);
        PutText(address, "countryCode", contact.CountryCode);
        PutText(address, "postalCode", contact.PostalCode);
        var written = new JsonObject();
        PutText(written, "firstName", contact.FirstName);
        PutText(written, "lastName", contact.LastName);
        PutText(written, "email", contact.Email);
        PutText(written, "phone", contact.Phone);
        PutText(written, "mobile", contact.Mobile);
        PutText(written, "fax", contact.Fax);
        if (address.Count > 0)
            written["address"] = address;
        return written;
    }

    private static JsonArray? ArrayOf(IReadOnlyList<string>? texts) => texts is null ? null : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);

    private static void PutIf(JsonObject written, string name, JsonNode? value)
    {
        if (value is not null)
            written[name] = value;
    }

    private static void PutText(JsonObject written, string name, string text) => PutIf(written, name, text.Length > 0 ? text : null);
}
