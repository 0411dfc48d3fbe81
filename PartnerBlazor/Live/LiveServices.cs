namespace PartnerBlazor.Live;

/// <summary>Registers the change feed.</summary>
public static class LiveServices
{
    /// <summary>One feed a node.</summary>
    public static void AddLive(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ChangeFeed>());
        builder.Services.AddScoped<LiveSession>();
    }
}
