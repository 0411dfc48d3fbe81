using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>The health check of a customer (domain.md B10).</summary>
internal sealed class HealthCalls(StandInAnswers answers, Gate gate)
{
    /// <summary>Maps it.</summary>
    public void Map(IEndpointRouteBuilder site) =>
        site.MapGroup("/account-health-check/v1").AddEndpointFilter(gate.TokenAsync).AddEndpointFilter(gate.TenantAsync).AddEndpointFilter(gate.RegionAsync)
            .MapGet("/health-check", (HttpContext http) => Check(http));

    private IResult Check(HttpContext http)
    {
        var checks = Asked(http.Request.Query["checks"], HealthJson.Checks);
        var products = Asked(http.Request.Query["products"], HealthJson.Products);
        return checks is null || products is null
            ? answers.Refusal(400)
            : answers.Of(HealthJson.Of(Gate.CustomerOf(http), checks, products));
    }

    // Everything when nothing is asked for; null: something nobody knows is.
    private static IReadOnlyList<string>? Asked(StringValues values, IReadOnlyList<string> known)
    {
        List<string> asked = [.. values.SelectMany(value => value!.Split(',', StringSplitOptions.RemoveEmptyEntries))];
        return asked.Count == 0 ? known : asked.TrueForAll(known.Contains) ? asked : null;
    }
}
