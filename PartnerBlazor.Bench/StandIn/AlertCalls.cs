using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>The alerts of a customer, and what is done about them (domain.md B9).</summary>
internal sealed class AlertCalls(StandInEstate estate, StandInOptions options, StandInAnswers answers, Gate gate)
{
    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder site)
    {
        var alerts = site.MapGroup("/common/v1/alerts").AddEndpointFilter(gate.TokenAsync).AddEndpointFilter(gate.TenantAsync).AddEndpointFilter(gate.RegionAsync);
        alerts.MapGet("", (HttpContext http) => List(http));
        alerts.MapPost("/search", (Delegate)SearchAsync);
        alerts.MapGet("/{id:guid}", (HttpContext http, Guid id) => One(http, id));
        alerts.MapPost("/{id:guid}/actions", ActAsync);
    }

    private IResult List(HttpContext http) => AlertQuestion.Of(http.Request.Query) switch
    {
        null => answers.Refusal(400),
        { Sorts: true } when Gate.CustomerOf(http).RefusesSort => answers.Refusal(400, "Sorting is not supported."),
        var question => Page(Gate.CustomerOf(http), question),
    };

    private async Task<IResult> SearchAsync(HttpContext http)
    {
        var (body, refusal) = await JsonBody.ReadAsync(http, answers);
        if (refusal is not null)
            return refusal;
        return AlertQuestion.Of(body) is { } question ? Page(Gate.CustomerOf(http), question) : answers.Refusal(400);
    }

    private IResult One(HttpContext http, Guid id) =>
        Gate.CustomerOf(http) is var customer && customer.Alerts.FirstOrDefault(alert => alert.Id == id) is { } found
            ? answers.Of(AlertJson.Of(found, customer))
            : answers.Refusal(404, error: "resourceNotFound");

    private async Task<IResult> ActAsync(HttpContext http, Guid id)
    {
        var (body, refusal) = await JsonBody.ReadAsync(http, answers);
        if (refusal is not null)
            return refusal;
        var customer = Gate.CustomerOf(http);
        if (customer.Alerts.FirstOrDefault(alert => alert.Id == id) is not { } alert)
            return answers.Refusal(404, error: "resourceNotFound");
        var action = body.TextOf("action");
        if (action is null || !alert.AllowedActions.Contains(action))
            return answers.Refusal(400, "The action is not allowed for this alert.");
        // A message to the user leaves the alert as it is.
        if (!action.StartsWith("sendMsg", StringComparison.Ordinal))
            estate.Settle(customer.Id, id);
        return answers.Of(AlertJson.Started(id, action, options.Time.GetUtcNow()), StatusCodes.Status201Created);
    }

    private IResult Page(StandInCustomer customer, AlertQuestion question)
    {
        var wanted = question.Order.Sort(customer.Alerts.Where(question.Wants)).ToList();
        var rest = wanted;
        if (question.Key is { } key)
        {
            if (question.Order.After(key) is not { } after)
                return answers.Refusal(400, "The page key is not known.");
            rest = [.. wanted.Where(after)];
        }
        var pages = new JsonObject { ["size"] = question.Size, ["maxSize"] = AlertQuestion.Most };
        if (rest.Count > question.Size)
            pages["nextKey"] = question.Order.KeyAfter(rest[question.Size - 1]);
        if (question.Counted)
            (pages["total"], pages["items"]) = ((wanted.Count + question.Size - 1) / question.Size, wanted.Count);
        return answers.Of(new JsonObject
        {
            ["items"] = new JsonArray([.. rest.Take(question.Size).Select(alert => AlertJson.Of(alert, customer))]),
            ["pages"] = pages,
        });
    }
}
