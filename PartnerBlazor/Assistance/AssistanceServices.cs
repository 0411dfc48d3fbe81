using PartnerBlazor.Live;

namespace PartnerBlazor.Assistance;

/// <summary>Registers and maps Partner Assistance, launch and the demo's customer console.</summary>
public static class AssistanceServices
{
    // Writes the whole address of every request, and the one of a launch link holds its token.
    private const string AddressesLogged = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Commands, queries, and the open consoles.</summary>
    public static void AddAssistance(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<AssistanceCommands>();
        builder.Services.AddScoped<AssistanceActs>();
        builder.Services.AddSingleton<AssistanceMailText>();
        builder.Services.AddSingleton<AssistanceMailer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AssistanceMailer>());
        builder.Services.AddSingleton<LaunchCommands>();
        builder.Services.AddSingleton<ConsoleSignIns>();
        builder.Services.AddSingleton<ConsoleCommands>();
        builder.Services.AddSingleton<ConsoleQueries>();
        builder.Services.AddSingleton<ConsoleVisits>();
        builder.Services.AddSingleton<ConsoleEvents>();
        builder.Services.AddSingleton<ConsoleDoor>();
        builder.Services.AddSingleton<FallenVisits>();
        builder.Services.PostConfigure<LoggerFilterOptions>(SilenceAddresses);
    }

    /// <summary>Sockets, for open consoles only: circuits have their own.</summary>
    public static void UseAssistance(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/console"),
            console => console.UseWebSockets(new WebSocketOptions { KeepAliveInterval = ConsoleEvents.Breath, KeepAliveTimeout = ConsoleEvents.Breath }));
    }

    // One that names a provider wins over one that names none, so each provider that has any gets its own.
    private static void SilenceAddresses(LoggerFilterOptions options)
    {
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
            options.Rules.Add(new LoggerFilterRule(provider, AddressesLogged, LogLevel.Warning, null));
    }

    /// <summary>The launch and the forms of the console; its pages are mapped with all pages.</summary>
    public static void MapAssistance(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var feed = app.Services.GetRequiredService<ChangeFeed>();
        feed.Listen(app.Services.GetRequiredService<ConsoleVisits>());
        feed.Listen(app.Services.GetRequiredService<FallenVisits>());
        LaunchEndpoints.Map(app);
        ConsoleEndpoints.Map(app);
    }
}
