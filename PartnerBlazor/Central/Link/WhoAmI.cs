using System.Text.Json;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
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
        if (!Guid.TryParse(body.Get("id").Text(), out var id))
            return null;
        VendorKind? kind = body.Get("idType").Text()?.ToUpperInvariant() switch
        {
            "PARTNER" => VendorKind.Partner,
            "ORGANIZATION" => VendorKind.Organization,
            "TENANT" => VendorKind.Tenant,
            _ => null,
        };
        var regional = hosts.Regional(body.Get("apiHosts", "dataRegion").Text(), null);
        return kind is { } known ? new VendorAccount(id, known, regional) : null;
    }
}
