using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Central.Link;

/// <summary>Looks at the start and now and then how the link stands, so that what is said of it is true also while nothing else is asked.</summary>
public sealed class LinkWatch(CentralLink link, IOptions<CentralOptions> options, TimeProvider time, ILogger<LinkWatch> log) : BackgroundService
{
    private static readonly TimeSpan s_calm = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    // Asks our own database only.
    private static readonly TimeSpan s_setUp = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Exists())
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = s_soon;
            try
            {
                pause = Pause(await link.CheckAsync(CallLane.Background, stoppingToken));
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(error, "The link to the vendor could not be looked at; it is tried again.");
            }
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private TimeSpan Pause(LinkStatus status) => status switch
    {
        { State: LinkState.Ok } => s_calm,
        { State: LinkState.NoPartner } => s_setUp,
        { RetryAt: { } at } when at - time.GetUtcNow().UtcDateTime is var pause && pause > s_soon => pause,
        _ => s_soon,
    };
}
