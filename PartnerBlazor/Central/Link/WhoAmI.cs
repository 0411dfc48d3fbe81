using System.Text.Json;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>Reads the vendor's word on whose credentials they are (domain.md B1). Fields nobody knows are passed over.</summary>
internal static class WhoAmI
{
    /// <summary>The account; null: the answer does not say, or of a kind nobody knows.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="hosts">Which hosts may be used.</param>
    public static VendorAccount? Read(JsonElement body, CentralHosts hosts)
    {
        if (Text(body, "id") is not { } text || !Guid.TryParse(text, out var id))
            return null;
        VendorKind? kind = Text(body, "idType")?.ToUpperInvariant() switch
        {
            "PARTNER" => VendorKind.Partner,
            "ORGANIZATION" => VendorKind.Organization,
            "TENANT" => VendorKind.Tenant,
            _ => null,
        };
        var regional = body.TryGetProperty("apiHosts", out var named) && Text(named, "dataRegion") is { } host ? hosts.Regional(host, null) : null;
        return kind is { } known ? new VendorAccount(id, known, regional) : null;
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
