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
        builder.Services.AddSingleton<LaunchCommands>();
        builder.Services.AddSingleton<ConsoleSignIns>();
        builder.Services.AddSingleton<ConsoleCommands>();
        builder.Services.AddSingleton<ConsoleQueries>();
        builder.Services.AddSingleton<ConsoleVisits>();
        builder.Services.AddSingleton<ConsoleEvents>();
        builder.Logging.AddFilter(AddressesLogged, LogLevel.Warning);
    }

    /// <summary>The launch and the forms of the console; its pages are mapped with all pages.</summary>
    public static void MapAssistance(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Services.GetRequiredService<ChangeFeed>().Listen(app.Services.GetRequiredService<ConsoleVisits>());
        LaunchEndpoints.Map(app);
        ConsoleEndpoints.Map(app);
    }
}
