using Microsoft.Extensions.Http.Resilience;
using PartnerBlazor.Settings;
using Polly;

namespace PartnerBlazor.Central.Client;

/// <summary>How often a call that got no answer is made again.</summary>
/// <param name="First">Pause before the second attempt; twice as long before the third (domain.md B11).</param>
public sealed record CentralRetry(TimeSpan First)
{
    /// <summary>Attempts after the first.</summary>
    public const int Times = 2;
}

/// <summary>Registers the client of the vendor's API.</summary>
internal static class CentralClientServices
{
    /// <summary>Client, token, gate and hosts are singletons: one set of credentials, one budget.</summary>
    public static void AddCentralClient(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CentralHosts>();
        services.AddSingleton<CallGate>();
        services.AddSingleton<CentralTokens>();
        services.AddSingleton(new CentralRetry(TimeSpan.FromSeconds(1)));
        services.AddTransient<CentralHandler>();
        // It would tell every call.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        services.AddHttpClient(CentralTokens.ClientName, client => client.Bound(CentralHandler.Patience, CentralHandler.MostBytes)).Quiet();
        // The handler bounds every attempt; waiting for a turn is not part of it.
        var client = services.AddHttpClient<CentralClient>(client => client.Bound(Timeout.InfiniteTimeSpan, CentralHandler.MostBytes)).Quiet();
        client.AddResilienceHandler("central", (pipeline, context) => pipeline.AddRetry(Retry(context.ServiceProvider.GetRequiredService<CentralRetry>())));
        client.AddHttpMessageHandler<CentralHandler>();
    }

    // A create is not repeated blindly (the vendor has no idempotency key), and nobody else's "no" is asked twice.
    private static HttpRetryStrategyOptions Retry(CentralRetry retry)
    {
        var options = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = CentralRetry.Times,
            Delay = retry.First,
            BackoffType = DelayBackoffType.Exponential,
            ShouldRetryAfterHeader = false,
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is HttpRequestException or IOException
                || (args.Outcome.Result is { } answer && (int)answer.StatusCode >= 500)),
        };
        options.DisableFor(HttpMethod.Post);
        return options;
    }
}
