using System.Globalization;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>The command <c>journal verify</c>: one line a partner on standard output, the first broken entry named.</summary>
public static class JournalVerifyRun
{
    private const int Broken = 4;

    /// <summary>Runs the command; the web server is not started, and the portal must not run: one process owns a database.</summary>
    /// <returns>0 every journal is whole and reaches as far as the head file knows · 4 it does not.</returns>
    /// <exception cref="StoreUnusableException">There is no database, or it cannot be used.</exception>
    public static async Task<int> VerifyJournalAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var file = app.Services.GetRequiredService<StoreFile>();
        if (!File.Exists(file.Path))
            throw new StoreUnusableException(file.Path, "does not exist", "Set Store:Folder and Demo:Enabled as the portal has them.");
        var code = 0;
        using var quiet = app.Services.GetRequiredService<StoreLogs>().Quiet();
        await StoreSetup.GuardAsync(file.Path, async () =>
        {
            await StoreSetup.PrepareAsync(file, app.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<PartnerDb>>(), CancellationToken.None);
            code = await RunAsync(app.Services.GetRequiredService<JournalVerifier>(), app.Services.GetRequiredService<JournalHeadKeeper>().Path, Console.Out, CancellationToken.None);
        });
        return code;
    }

    /// <summary>The command with its surroundings given.</summary>
    internal static async Task<int> RunAsync(JournalVerifier verifier, string headFile, TextWriter output, CancellationToken cancel)
    {
        var (heads, why) = Heads(headFile);
        var checks = await verifier.VerifyAsync(heads, cancel);
        foreach (var check in checks)
            await output.WriteLineAsync(Line(check));
        if (why is not null)
            await output.WriteLineAsync(why);
        return why is null && checks.All(check => check.Fault is null) ? 0 : Broken;
    }

    // Whoever rewrites a journal would take this file away too: without it nothing is proved.
    private static (IReadOnlyList<JournalHead>? Heads, string? Why) Heads(string path)
    {
        try
        {
            return File.Exists(path) ? (JournalHead.Read(path), null)
                : (null, $"{path} is missing: a journal that was shortened or wholly rewritten could not be told. The portal writes it at its start.");
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read ({error.Message}): a journal that was shortened or wholly rewritten could not be told.");
        }
    }

    private static string Line(JournalCheck check)
    {
        var who = $"Partner {check.PartnerId}{(check.Name.Length > 0 ? $" ({check.Name})" : "")}";
        return check.Fault is { } fault
            ? string.Create(CultureInfo.InvariantCulture, $"{who}: BROKEN at entry {fault.Seq}{(fault.At is { } at ? $" of {at:yyyy-MM-dd HH:mm:ss} UTC" : "")}: {fault.What}.")
            : string.Create(CultureInfo.InvariantCulture, $"{who}: {check.Entries} entries from {check.From} on, whole.");
    }
}
