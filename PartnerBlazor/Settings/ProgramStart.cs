using System.Net.Sockets;

namespace PartnerBlazor.Settings;

/// <summary>
/// The first and the last step of the start, which the framework takes: what stands in their way outside the program becomes one line for
/// the person who started it.
/// </summary>
public static class ProgramStart
{
    private static readonly string[] s_starting = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>Reads the settings.</summary>
    /// <param name="settings">Those of the command line.</param>
    /// <exception cref="ProgramStartException">A settings file or the folder they are in cannot be read.</exception>
    public static WebApplicationBuilder Read(string[] settings)
    {
        try
        {
            return WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = ContentRoot.OfPublished });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ProgramStartException($"The settings cannot be read: {Reasons(error)}");
        }
    }

    /// <summary>Runs the portal until it is told to stop.</summary>
    /// <exception cref="ProgramStartException">It cannot listen where it is told to.</exception>
    public static async Task ListenAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        await using var ended = app;
        try
        {
            await app.StartAsync();
        }
        catch (Exception error) when (IsAboutListening(error))
        {
            // Calendar and demo have begun: they are stopped before what they work with goes.
            await app.StopAsync();
            throw new ProgramStartException($"The portal cannot listen on {Where(app)}: {Line(error).TrimEnd('.')}. Set Urls to an address this machine has and no other program uses.");
        }
        app.Services.GetRequiredService<Quiet>().IsOver = true;
        await app.WaitForShutdownAsync();
    }

    /// <summary>Until <see cref="ListenAsync"/> has begun to listen, what host and server have against it is told by the exception alone, in one line.</summary>
    public static void AddQuietStart(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var quiet = new Quiet();
        builder.Services.AddSingleton(quiet);
        foreach (var category in s_starting)
            builder.Logging.AddFilter(category, level => level == LogLevel.Warning || (level > LogLevel.Warning && quiet.IsOver));
    }

    private static bool IsAboutListening(Exception error) => error is IOException or SocketException
        || error.Source?.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) == true;

    // The outer one names the file, the innermost the line in it.
    private static string Reasons(Exception error) => string.Join(' ', new[] { error, error.GetBaseException() }.Select(Line).Distinct());

    private static string Line(Exception error) => error.Message.ReplaceLineEndings(" ");

    private static string Where(WebApplication app) => string.Join(", ", ListenAddresses.Of(app.Configuration).Select(address => address.Value));

    private sealed class Quiet
    {
        public bool IsOver { get; set; }
    }
}

/// <summary>The program cannot start: one line for the person who started it.</summary>
public sealed class ProgramStartException(string message) : Exception(message);
