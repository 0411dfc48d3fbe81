using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Who may ask what (domain.md B2, B12): endpoint filters, each of which refuses or lets through.</summary>
internal sealed class Gate(StandInOptions options, StandInEstate estate, StandInAnswers answers, TokenDesk tokens, LimitWindow limits)
{
    private static readonly object s_customer = new();

    /// <summary>The customer a request is about, behind <see cref="TenantAsync"/>.</summary>
    public static StandInCustomer CustomerOf(HttpContext http) => (StandInCustomer)http.Items[s_customer]!;

    /// <summary>Whose credentials these are.</summary>
    public Guid OwnId => options.Kind switch
    {
        StandInKind.Partner => estate.PartnerId,
        StandInKind.Organization => estate.OrganizationId,
        _ => options.TenantId ?? estate.Customers.FirstOrDefault(customer => customer.Activated)?.Id ?? Guid.Empty,
    };

    /// <summary>A good token, and not too many requests with it.</summary>
    public async ValueTask<object?> TokenAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        if (!tokens.Knows(call.HttpContext))
            return answers.Refusal(401);
        if (limits.Wait() is not { } wait)
            return await next(call);
        call.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return answers.Refusal(429);
    }

    /// <summary>The partner itself.</summary>
    public ValueTask<object?> PartnerAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        OwnAsync(call, next, "X-Partner-ID", StandInKind.Partner);

    /// <summary>The organisation itself.</summary>
    public ValueTask<object?> OrganizationAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        OwnAsync(call, next, "X-Organization-ID", StandInKind.Organization);

    /// <summary>A customer of whoever asks.</summary>
    public async ValueTask<object?> TenantAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        if (!Guid.TryParse(call.HttpContext.Request.Headers["X-Tenant-ID"], out var id))
            return answers.Refusal(401);
        if (estate.Find(id) is not { } customer || !IsOurs(customer))
            return answers.Refusal(403);
        call.HttpContext.Items[s_customer] = customer;
        return await next(call);
    }

    /// <summary>A customer whose data is in this region, and that lets the partner in.</summary>
    public async ValueTask<object?> RegionAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var customer = CustomerOf(call.HttpContext);
        if (!customer.Activated || !options.Serves(customer.DataRegion))
            return answers.Refusal(404);
        return LetsIn(customer) ? await next(call) : answers.Refusal(403);
    }

    /// <summary>A customer whose licences may be seen: who pays monthly is the partner's affair anyway.</summary>
    public async ValueTask<object?> LicencesAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var customer = CustomerOf(call.HttpContext);
        return LetsIn(customer) || customer.BillingType is not ("term" or "trial") ? await next(call) : answers.Refusal(403);
    }

    private async ValueTask<object?> OwnAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next, string header, StandInKind kind)
    {
        if (!Guid.TryParse(call.HttpContext.Request.Headers[header], out var id))
            return answers.Refusal(401);
        return options.Kind == kind && id == OwnId ? await next(call) : answers.Refusal(403);
    }

    // Partner Assistance is asked of partners only.
    private bool LetsIn(StandInCustomer customer) => options.Kind != StandInKind.Partner || customer.Assistance;

    private bool IsOurs(StandInCustomer customer) => options.Kind switch
    {
        StandInKind.Partner => true,
        StandInKind.Organization => customer.OrganizationId == OwnId,
        _ => customer.Id == OwnId,
    };
}
