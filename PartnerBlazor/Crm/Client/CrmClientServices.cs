using Microsoft.Extensions.Http.Resilience;
using PartnerBlazor.Settings;
using Polly;

namespace PartnerBlazor.Crm.Client;

/// <summary>A call that got no answer is made once more.</summary>
/// <param name="First">Pause before that.</param>
public sealed record CrmRetry(TimeSpan First);

/// <summary>Registers the client of the CRM's API.</summary>
internal static class CrmClientServices
{
    private const int Times = 1;

    /// <summary>Client and token are singletons: one set of credentials.</summary>
    public static void AddCrmClient(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CrmTokens>();
        services.AddSingleton(new CrmRetry(TimeSpan.FromSeconds(1)));
        services.AddTransient<CrmHandler>();
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        services.AddHttpClient(CrmTokens.ClientName, client => client.Bound(CrmHandler.Patience, CrmHandler.MostBytes)).Quiet();
        // The handler bounds every attempt.
        var client = services.AddHttpClient<CrmClient>(client => client.Bound(Timeout.InfiniteTimeSpan, CrmHandler.MostBytes)).Quiet();
        client.AddResilienceHandler("crm", (pipeline, context) => pipeline.AddRetry(Retry(context.ServiceProvider.GetRequiredService<CrmRetry>())));
        client.AddHttpMessageHandler<CrmHandler>();
    }

    // Reading and setting a name again does no harm; nobody's "no" is asked twice.
    private static HttpRetryStrategyOptions Retry(CrmRetry retry) => new()
    {
        MaxRetryAttempts = Times,
        Delay = retry.First,
        ShouldRetryAfterHeader = false,
        ShouldHandle = args => ValueTask.FromResult(
            args.Outcome.Exception is HttpRequestException or IOException || (args.Outcome.Result is { } answer && (int)answer.StatusCode >= 500)),
    };
}
