using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>The token, who one is, and the licences (domain.md B1, B6).</summary>
internal sealed class GlobalCalls(
    StandInEstate estate, StandInOptions options, StandInAnswers answers, Gate gate, Func<(Uri Global, Uri Regional)> addresses)
{
    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder site, TokenDesk tokens)
    {
        site.MapPost("/api/v2/oauth2/token", (Delegate)tokens.GiveAsync);
        site.MapGet("/whoami/v1", WhoAmI).AddEndpointFilter(gate.TokenAsync);
        site.MapGet("/licenses/v1/licenses", (HttpContext http) => answers.Of(LicenceJson.Of(Gate.CustomerOf(http))))
            .AddEndpointFilter(gate.TokenAsync).AddEndpointFilter(gate.TenantAsync).AddEndpointFilter(gate.LicencesAsync);
    }

    private IResult WhoAmI()
    {
        // One with a slash at its end and one without, as in the vendor's own sample.
        var hosts = new JsonObject { ["global"] = addresses().Global.AbsoluteUri };
        if (options.Kind == StandInKind.Tenant && options.Serves(estate.Find(gate.OwnId)?.DataRegion))
            hosts["dataRegion"] = addresses().Regional.GetLeftPart(UriPartial.Authority);
        return answers.Of(new JsonObject
        {
            ["id"] = gate.OwnId.ToString(),
            ["idType"] = options.Kind switch { StandInKind.Partner => "partner", StandInKind.Organization => "organization", _ => "tenant" },
            ["apiHosts"] = hosts,
        });
    }
}
