namespace PartnerBlazor.Alerts;

/// <summary>Registers what the bell stands on.</summary>
public static class AlertServices
{
    /// <summary>The queries are a stateless singleton; the state is one a tab.</summary>
    public static void AddAlerts(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<AlertQueries>();
        builder.Services.AddSingleton<AlertCommands>();
        builder.Services.AddSingleton<LoudCommands>();
        builder.Services.AddSingleton<ResolveOutcomes>();
        builder.Services.AddSingleton<ResolveSender>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ResolveSender>());
        builder.Services.AddSingleton<AlertCalendar>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AlertCalendar>());
        builder.Services.AddScoped<AlertsState>();
        builder.Services.AddScoped<AlertWords>();
        builder.Services.AddScoped<AlertCells>();
        builder.Services.AddScoped<AlertActs>();
        builder.Services.AddScoped<Func<AlertListState>>(tab => () => ActivatorUtilities.CreateInstance<AlertListState>(tab));
        builder.Services.AddScoped<Func<AlertDetailsState>>(tab => () => ActivatorUtilities.CreateInstance<AlertDetailsState>(tab));
        builder.Services.AddScoped<Func<AlertActState>>(tab => () => ActivatorUtilities.CreateInstance<AlertActState>(tab));
        builder.Services.AddScoped<Func<LoudState>>(tab => () => ActivatorUtilities.CreateInstance<LoudState>(tab));
    }
}
