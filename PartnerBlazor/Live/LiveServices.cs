using Microsoft.AspNetCore.SignalR;

namespace PartnerBlazor.Live;

/// <summary>Registers the change feed and maps the hub.</summary>
public static class LiveServices
{
    /// <summary>One feed and one relay a node.</summary>
    public static void AddLive(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ChangeFeed>());
        builder.Services.AddScoped<LiveSession>();
        builder.Services.AddSingleton<LiveHistory>();
        builder.Services.AddSingleton<LiveRelay>();
        builder.Services.AddSingleton<LiveRefusals>();
        builder.Services.AddSignalR().AddHubOptions<LiveHub>(options =>
        {
            options.AddFilter<LiveRefusals>();
            Bound(options);
        });
        builder.Logging.AddFilter(LiveRefusals.NoisyCategory, LogLevel.None);
    }

    /// <summary>The hub. Demands a signed-in person: programs get 401, and a foreign page never gets as far.</summary>
    public static void MapLive(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // A sign-in that grows too old ends its connections too.
        app.MapHub<LiveHub>(LiveHub.Path, options =>
        {
            options.CloseOnAuthenticationExpiration = true;
            // A client that does not read: the hub waits when so much lies before it, the connection's own mailbox then says to resync.
            options.TransportMaxBufferSize = 64 * 1024;
        }).RequireAuthorization();
    }

    private static void Bound(HubOptions hub)
    {
        // A call is a name and a number or an id.
        hub.MaximumReceiveMessageSize = 4 * 1024;
        // One at a time: a program waits for its answer. A snapshot runs beside it, and has a limit of its own.
        hub.MaximumParallelInvocationsPerClient = 1;
        // No method takes a stream.
        hub.StreamBufferCapacity = 1;
        // Refusals have codes; the rest is the log's.
        hub.EnableDetailedErrors = false;
    }
}
