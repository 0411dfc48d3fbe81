using Microsoft.Extensions.Options;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>Registers the audit log and what keeps the journal whole.</summary>
public static class JournalServices
{
    /// <summary>Commands, queries, the workers, and what a tab stands on.</summary>
    public static void AddJournal(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(services => JournalFiles.Of(services.GetRequiredService<StoreFile>(),
            services.GetRequiredService<IOptions<JournalOptions>>().Value, services.GetRequiredService<IHostEnvironment>().ContentRootPath));
        builder.Services.AddSingleton<JournalKey>();
        builder.Services.AddSingleton<JournalCommands>();
        builder.Services.AddSingleton<JournalQueries>();
        builder.Services.AddSingleton<JournalVerifier>();
        builder.Services.AddSingleton<JournalPulse>();
        builder.Services.AddSingleton<JournalHeadKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<JournalHeadKeeper>());
        builder.Services.AddSingleton<JournalTrimmer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<JournalTrimmer>());
        builder.Services.AddSingleton<AuditQueries>();
        builder.Services.AddSingleton<AuditWords>();
        builder.Services.AddSingleton<AuditCsv>();
        builder.Services.AddScoped<RetentionState>();
        // Made by whoever shows it and disposed by it: a transient would be kept by the tab's scope to the end.
        builder.Services.AddScoped<Func<AuditState>>(tab => () => ActivatorUtilities.CreateInstance<AuditState>(tab));
        builder.Services.AddScoped<Func<EraseState>>(tab => () => ActivatorUtilities.CreateInstance<EraseState>(tab));
    }

    /// <summary>Compares the journals with the heads kept outside the database, and keeps them up from here on.</summary>
    /// <param name="app">The program, its store opened.</param>
    /// <param name="anew">The database was built anew.</param>
    /// <exception cref="ProgramStartException">The file of the heads cannot be written.</exception>
    public static async Task OpenJournalAsync(this WebApplication app, bool anew)
    {
        ArgumentNullException.ThrowIfNull(app);
        var keeper = app.Services.GetRequiredService<JournalHeadKeeper>();
        try
        {
            await keeper.OpenAsync(anew, CancellationToken.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProgramStartException($"Journal:HeadFile cannot be written: {error.Message.ReplaceLineEndings(" ")} Give this account write access to it, or set another file.");
        }
        var feed = app.Services.GetRequiredService<ChangeFeed>();
        feed.Listen(keeper);
        feed.Listen(app.Services.GetRequiredService<JournalPulse>());
    }

    /// <summary>Writes how far the journals go, at the end of a command that wrote to them and started no workers.</summary>
    /// <param name="app">The program.</param>
    /// <param name="failed">The command has failed and said why: a file that cannot be written either is no more news.</param>
    /// <exception cref="ProgramStartException">The file of the heads cannot be written.</exception>
    public static async Task CloseJournalAsync(this WebApplication app, bool failed)
    {
        ArgumentNullException.ThrowIfNull(app);
        try
        {
            await app.Services.GetRequiredService<JournalHeadKeeper>().WriteAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (!failed)
                throw new ProgramStartException($"Done, but Journal:HeadFile cannot be written: {error.Message.ReplaceLineEndings(" ")} It is written when the portal starts.");
        }
    }

    /// <summary>What is downloaded.</summary>
    public static void MapJournal(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet(AuditLink.DownloadPath, AuditDownload.GetAsync).RequireAuthorization();
    }
}
