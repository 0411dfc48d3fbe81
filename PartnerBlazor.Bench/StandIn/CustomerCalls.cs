using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>The customers: list, one, another name, a new one (domain.md B3, B4, B5).</summary>
internal sealed class CustomerCalls(StandInEstate estate, StandInOptions options, StandInAnswers answers, CustomerJson written, Gate gate)
{
    private const int MaxName = 200;

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder site)
    {
        var partner = site.MapGroup("/partner/v1/tenants").AddEndpointFilter(gate.TokenAsync).AddEndpointFilter(gate.PartnerAsync);
        partner.MapGet("", (HttpContext http) => Page(http, Listed));
        partner.MapPost("", (Delegate)CreateAsync);
        partner.MapGet("/{id:guid}", (Guid id) => One(estate.Find(id) is { } there && IsListed(there) ? there : null));
        partner.MapPatch("/{id:guid}", RenameAsync);
        site.MapGet("/organization/v1/tenants", (HttpContext http) =>
                Page(http, [.. Listed.Where(customer => customer.OrganizationId == estate.OrganizationId)]))
            .AddEndpointFilter(gate.TokenAsync).AddEndpointFilter(gate.OrganizationAsync);
    }

    private IReadOnlyList<StandInCustomer> Listed => [.. estate.Customers.Where(IsListed)];

    private bool IsListed(StandInCustomer customer) => customer.ListedFrom <= options.Time.GetUtcNow().UtcDateTime;

    private IResult Page(HttpContext http, IReadOnlyList<StandInCustomer> customers) =>
        NumberPage.Of(http.Request.Query) is { } page ? answers.Of(page.Answer(customers, written.Of)) : answers.Refusal(400);

    private IResult One(StandInCustomer? customer) =>
        customer is null ? answers.Refusal(404, error: "resourceNotFound") : answers.Of(written.Of(customer));

    private async Task<IResult> RenameAsync(HttpContext http, Guid id)
    {
        var (body, refusal) = await JsonBody.ReadAsync(http, answers, "application/merge-patch+json");
        if (refusal is not null)
            return refusal;
        if (body.EnumerateObject().Any(field => field.Name != "showAs"))
            return answers.Refusal(400, "Only showAs can be changed.");
        if (body.TextOf("showAs") is not { Length: > 0 and <= MaxName } name || string.IsNullOrWhiteSpace(name))
            return answers.Refusal(400, "showAs must have 1 to 200 characters.");
        return One(estate.Rename(id, name));
    }

    private async Task<IResult> CreateAsync(HttpContext http)
    {
        var (body, refusal) = await JsonBody.ReadAsync(http, answers);
        if (refusal is not null)
            return refusal;
        var now = options.Time.GetUtcNow().UtcDateTime;
        if (NewCustomer.Problem(body) is { } problem)
            return answers.Refusal(400, problem);
        var customer = NewCustomer.Of(body, DateOnly.FromDateTime(now)) with { ListedFrom = now + options.ListsAfter };
        return estate.AddIfNew(customer, body.ObjectOf("admin").TextOf("email"), options.EqualNames) is { } there
            ? answers.Refusal(409, $"There is one with this {there} already.")
            : answers.Of(written.Of(customer), StatusCodes.Status201Created);
    }
}
