using PartnerBlazor.Live;

namespace PartnerBlazor.Licences;

/// <summary>Runs the licence calendar: at start and at every 00:00 UTC (SPEC §4).</summary>
public sealed class LicenceCalendar(LicenceCommands commands, ChangeFeed feed, TimeProvider time, ILogger<LicenceCalendar> log) : BackgroundService
{
    // A clock that is set back or a sleeping machine must not make it miss a day.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateOnly? last = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            if (today != last && await CatchUpAsync(stoppingToken))
            {
                if (last is not null)
                    feed.PublishNewDay();
                last = today;
            }
            var untilMidnight = time.GetUtcNow().UtcDateTime.Date.AddDays(1) - time.GetUtcNow().UtcDateTime;
            await Task.Delay(untilMidnight < s_longestWait ? untilMidnight : s_longestWait, time, stoppingToken);
        }
    }

    // A failed run is tried again at the next wait; the day is not done until it succeeds.
    private async Task<bool> CatchUpAsync(CancellationToken stop)
    {
        try
        {
            var changed = await commands.CatchUpAsync(stop);
            if (changed > 0)
                log.LogInformation("The licence calendar changed {Changed} licences.", changed);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The licence calendar failed; it is tried again.");
            return false;
        }
    }
}

/// <summary>Registers the licence calendar.</summary>
public static class LicenceServices
{
    /// <summary>Commands and calendar.</summary>
    public static void AddLicences(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<LicenceCommands>();
        builder.Services.AddHostedService<LicenceCalendar>();
    }
}
