using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>
/// Lets journal entries go once they are older than their partner keeps them: at start and whenever an hour has passed. Whole UTC days
/// count, so that there is something to do once a day.
/// </summary>
public sealed class JournalTrimmer(JournalCommands commands, IDbContextFactory<PartnerDb> factory, TimeProvider time, ILogger<JournalTrimmer> log) : BackgroundService
{
    /// <summary>Time between two turns.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Lets go what is due, in batches: nobody waits long for their turn to write.</summary>
    /// <returns>How many entries went.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var gone = 0;
        foreach (var partner in await db.Partners.Select(p => p.Id).ToListAsync(cancel))
            for (var some = JournalCommands.Batch; some == JournalCommands.Batch && !cancel.IsCancellationRequested;)
                gone += some = await commands.TrimAsync(partner, cancel);
        return gone;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                if (await RunAsync(stoppingToken) is > 0 and var gone)
                    log.LogInformation("{Gone} journal entries were older than they are kept.", gone);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "Old journal entries could not be let go; it is tried again.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
