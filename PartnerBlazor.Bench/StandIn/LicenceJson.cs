using System.Text.Json.Nodes;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Writes the licences of a customer (domain.md B6).</summary>
internal static class LicenceJson
{
    /// <summary>The answer.</summary>
    public static JsonObject Of(StandInCustomer customer)
    {
        var answer = new JsonObject
        {
            ["tenant"] = new JsonObject { ["id"] = customer.Id.ToString() },
            ["licenses"] = new JsonArray([.. customer.Licences.Select(Of)]),
        };
        if (customer.OrganizationId is { } organization)
            answer["organization"] = new JsonObject { ["id"] = organization.ToString() };
        return answer;
    }

    private static JsonObject Of(StandInLicence licence)
    {
        var written = new JsonObject
        {
            ["id"] = licence.Id,
            ["product"] = new JsonObject { ["code"] = licence.ProductCode, ["name"] = licence.ProductName, ["features"] = new JsonArray() },
            ["perpetual"] = licence.Perpetual,
            ["type"] = licence.Type,
            ["unlimited"] = licence.Unlimited,
            ["usage"] = licence.Usage is { } count ? UsageOf(count, licence.UsageDate) : null,
        };
        if (licence.Identifier is not null)
            written["licenseIdentifier"] = licence.Identifier;
        if (licence.StartDate is not null)
            written["startDate"] = licence.StartDate;
        if (licence.EndDate is not null)
            written["endDate"] = licence.EndDate;
        if (licence.Quantity is not null)
            written["quantity"] = licence.Quantity;
        return written;
    }

    private static JsonObject UsageOf(int count, string? date)
    {
        var current = new JsonObject { ["count"] = count };
        if (date is not null)
            (current["date"], current["collectedAt"]) = (date, $"{date}T04:10:00.000Z");
        return new JsonObject { ["current"] = current };
    }
}
