using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>The command <c>import DIR --partner NAME</c>: reads everything first, then writes; progress on standard error, the summary on standard output.</summary>
public static class ImportRun
{
    private const int Refused = 3;
    private const int Misused = 1;

    /// <summary>Registers what the command needs.</summary>
    public static void AddImport(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<Importer>();
        // Standard output is the summary's.
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        // What it has to say of a write that failed becomes the one line of StoreUnusableException.
        builder.Logging.AddFilter(typeof(PartnerStore).FullName, LogLevel.None);
    }

    /// <summary>Runs the command in an opened store; the web server is not started.</summary>
    /// <returns>0 done · 1 the partner is one of the demo's, or without the demo unknown · 3 a file is broken beyond reading, or nothing in the folder could be taken: nothing was written.</returns>
    /// <exception cref="StoreUnusableException">The database could not be written.</exception>
    public static async Task<int> ImportAsync(this WebApplication app, ImportArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(arguments);
        var code = 0;
        using var quiet = app.Services.GetRequiredService<StoreLogs>().Quiet();
        await StoreSetup.GuardAsync(app.Services.GetRequiredService<StoreFile>().Path, async () =>
            code = await RunAsync(app.Services, arguments, Console.Out, Console.Error, CancellationToken.None));
        return code;
    }

    /// <summary>The command with its surroundings given.</summary>
    internal static async Task<int> RunAsync(
        IServiceProvider services, ImportArguments arguments, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        var (importer, time) = (services.GetRequiredService<Importer>(), services.GetRequiredService<TimeProvider>());
        var progress = new ImportProgress(errors, time);
        var tally = new ImportTally();
        VendorReading reading;
        try
        {
            reading = await ReadAsync(arguments.Folder, tally, progress, time.GetUtcNow().UtcDateTime, cancel);
        }
        catch (BrokenAnswerException error)
        {
            await errors.WriteLineAsync(error.Message);
            return Refused;
        }
        if (tally.Files == 0)
        {
            await errors.WriteLineAsync($"{arguments.Folder} holds no answers of the vendor (JSON files). Nothing was imported.");
            return Refused;
        }
        var partner = await importer.FindAsync(arguments.Partner, cancel);
        if (partner is { Demo: true })
        {
            await errors.WriteLineAsync($"{arguments.Partner} is a partner of the demo; imported data needs one of its own. Choose another --partner.");
            return Misused;
        }
        // Without the demo its people come from the set-up: an import invents nobody who could never sign in.
        if (partner is null && !services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled)
        {
            await errors.WriteLineAsync($"There is no partner {arguments.Partner}. Set the portal up first (start it and open /set-up), and take the partner's name from there.");
            return Misused;
        }
        var into = partner is not null ? ImportedInto.KnownPartner
            : await importer.RefuseAllAsync(reading, tally, cancel) ? ImportedInto.Nothing : ImportedInto.NewPartner;
        if (into != ImportedInto.Nothing)
        {
            var id = partner?.Id ?? await services.GetRequiredService<PartnerStore>().AddPartnerAsync(
                new Partner { Name = arguments.Partner, MspFlex = true, MspFlexConnect = true }, ImportPeople.New(), Actor.Import, cancel);
            await importer.WriteAsync(id, reading, tally, (done, of) => progress.Tell("customers written", done, of), cancel);
        }
        await output.WriteAsync(ImportSummary.Of(arguments, into, tally));
        return into == ImportedInto.Nothing ? Refused : 0;
    }

    private static async Task<VendorReading> ReadAsync(
        string folder, ImportTally tally, ImportProgress progress, DateTime now, CancellationToken cancel)
    {
        var files = AnswerFiles.Of(folder, tally.Skip);
        var reader = new AnswerReader(tally);
        for (var i = 0; i < files.Count; i++)
        {
            var name = Path.GetRelativePath(folder, files[i]);
            DateTime saved;
            byte[] bytes;
            try
            {
                // A link has a time of its own, that of its making: the answer is as old as the file it leads to.
                var file = new FileInfo(files[i]);
                file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
                saved = file.LastWriteTimeUtc;
                // Pipes and devices have no length, and reading one may never end.
                bytes = file.Length == 0 ? [] : await File.ReadAllBytesAsync(files[i], cancel);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new BrokenAnswerException(name, "cannot be read");
            }
            reader.Read(new AnswerSource(name, saved < now ? saved : now), bytes);
            progress.Tell("files read", i + 1, files.Count);
        }
        tally.Alerts.Merged += reader.Reading.MergedAlerts;
        return reader.Reading;
    }
}
