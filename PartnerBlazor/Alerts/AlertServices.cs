namespace PartnerBlazor.Alerts;

/// <summary>Registers what the bell stands on.</summary>
public static class AlertServices
{
    /// <summary>The queries are a stateless singleton; the state is one a tab.</summary>
    public static void AddAlerts(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<AlertQueries>();
        builder.Services.AddScoped<AlertsState>();
    }
}
