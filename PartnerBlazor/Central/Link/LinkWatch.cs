using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Central.Link;

/// <summary>
/// Looks at the start and now and then how the link stands, so that what is said of it is true also while nothing else is asked: every ten minutes
/// while all is well, a minute after anything failed, and as told where the vendor or a refusal asks for more.
/// </summary>
public sealed class LinkWatch(CentralLink link, IOptions<CentralOptions> options, TimeProvider time, ILogger<LinkWatch> log) : BackgroundService
{
    private static readonly TimeSpan s_calm = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);
    // Asks our own database only.
    private static readonly TimeSpan s_setUp = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Exists())
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await link.CheckAsync(CallLane.Background, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(error, "The link to the vendor could not be looked at; it is tried again.");
            }
            await RestAsync(stoppingToken);
        }
    }

    // Until it is time; what other calls find out meanwhile may bring that nearer, or further.
    private async Task RestAsync(CancellationToken stop)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var next = link.Next;
            var left = Pause(link.Status) - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                return;
            using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(next, Task.Delay(left, time, woken.Token));
            await woken.CancelAsync();
            stop.ThrowIfCancellationRequested();
        }
    }

    private TimeSpan Pause(LinkStatus status) => status switch
    {
        { State: LinkState.Ok } => s_calm,
        { State: LinkState.NoPartner } => s_setUp,
        { RetryAt: { } at } when at - time.GetUtcNow().UtcDateTime is var pause && pause > s_soon => pause < s_longest ? pause : s_longest,
        _ => s_soon,
    };
}
