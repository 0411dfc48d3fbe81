using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Reads the connected partner's customers, their licences, alerts and devices from the vendor, by itself and as often as the vendor's limits allow (<see cref="SyncPlan"/>).
/// What is due follows from what was done, so a restart forgets nothing; a person may have it read now, stop it and let it go on.
/// </summary>
public sealed class CentralSync(
    CentralLink link, CallGate gate, SyncSchedules schedules, SyncWishes wishes, CustomerRun customers, RoundRun rounds, IEnumerable<CustomerAsk> asks,
    IOptions<CentralOptions> options,
    TimeProvider time, ILogger<CentralSync> log) : BackgroundService
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    // Who takes its turn after whom: as often in a row as SyncPlan gives it of the calls.
    private static readonly SyncKind[] s_turns =
    [
        SyncKind.Alerts, SyncKind.Licences, SyncKind.Alerts, SyncKind.Licences, SyncKind.Alerts, SyncKind.Health, SyncKind.Alerts, SyncKind.Licences, SyncKind.Alerts,
    ];

    private readonly Dictionary<SyncKind, CustomerAsk> _asks = asks.ToDictionary(ask => ask.Kind);
    private int _turn;

    private readonly NextNews _news = new();
    private readonly NextNews _woken = new();

    /// <summary>Ends with the next news of what is read; as <see cref="CentralLink.Next"/>.</summary>
    public Task Next => _news.Task;

    /// <summary>Something is wanted: it looks at once.</summary>
    public void Wake()
    {
        _woken.Tell();
        _news.Tell();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Exists())
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var (changed, woken) = (link.Next, _woken.Task);
            var rest = s_soon;
            try
            {
                rest = await TurnAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(error, "What the vendor tells could not be read; tried again in a minute.");
            }
            if (rest > TimeSpan.Zero)
                await RestAsync(rest, stoppingToken, changed, woken);
        }
    }

    /// <summary>Reads what is due: a whole list, or one kind of facts of a few customers.</summary>
    /// <returns>How long nothing is to be done; zero: there is more.</returns>
    internal async Task<TimeSpan> TurnAsync(CancellationToken cancel)
    {
        var status = link.Status;
        if (status is not { Account: { } account, PartnerId: { } partnerId, State: LinkState.Ok or LinkState.Silent or LinkState.Limited })
            return s_soon;
        var (now, schedule) = (time.GetUtcNow().UtcDateTime, await schedules.ReadAsync(partnerId, account.Kind, cancel));
        link.TellLate(status.State == LinkState.Ok && schedule.IsLate(status.Since, now));
        if (schedule.Wish.StoppedAt is not null || status.State == LinkState.Silent)
            return s_soon;
        if (gate.LimitedUntil is { } until)
            return Within(until - now);
        var reader = ReaderOf(partnerId, account, schedule.Wish.AskedAt, cancel);
        if (schedule.NextList is { } due && due <= now)
        {
            await customers.ReadAsync(reader, schedule.Reconciles(now), cancel);
            return TimeSpan.Zero;
        }
        return await StepAsync(reader, schedule, now, cancel) ? TimeSpan.Zero : Within(schedule.Next - now);
    }

    // True: there may be more to do at once.
    private async Task<bool> StepAsync(SyncReader reader, SyncSchedule schedule, DateTime now, CancellationToken cancel)
    {
        var done = new HashSet<SyncKind>();
        while (done.Count < _asks.Count)
        {
            var kind = s_turns[_turn++ % s_turns.Length];
            if (!done.Add(kind))
                continue;
            if (schedule.NextOf(kind) is not { } due)
                continue;
            var round = due <= now ? await rounds.BeginAsync(reader, kind, DueRules.Last(schedule.RunsOf(kind)), cancel) : null;
            var step = await rounds.StepAsync(reader, _asks[kind], round, cancel);
            if (step == Step.More || round?.EndedAt is not null)
                return true;
            if (step == Step.NotNow)
                return false;
        }
        return false;
    }

    // While a long list is read; devices are in no hurry.
    private async Task LookAsync(SyncReader reader, CancellationToken cancel)
    {
        foreach (var kind in _asks.Keys.Where(kind => kind != SyncKind.Health))
            await rounds.StepAsync(reader, _asks[kind], null, cancel);
    }

    private SyncReader ReaderOf(int partnerId, VendorAccount account, DateTime? wantedAt, CancellationToken cancel)
    {
        var woken = _woken.Task;
        return new(partnerId, account)
        {
            WantedAt = wantedAt,
            IsStoppedAsync = async () =>
            {
                // Taken before it is looked at: what is wanted meanwhile ends the next wait.
                woken = _woken.Task;
                return link.Status is { State: LinkState.Refused or LinkState.OtherPartner } || link.Status.Account != account || (await wishes.ReadAsync(partnerId, cancel)).StoppedAt is not null;
            },
            WaitAsync = pause => RestAsync(pause, cancel, woken),
            LookAsync = () => LookAsync(ReaderOf(partnerId, account, wantedAt, cancel), cancel),
            Tell = _news.Tell,
        };
    }

    // What is on screen is looked at in between.
    private static TimeSpan Within(TimeSpan rest) => rest < TimeSpan.Zero ? s_soon : rest < s_soon ? rest : s_soon;

    private async Task RestAsync(TimeSpan rest, CancellationToken cancel, params Task[] until)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny([.. until, Task.Delay(rest, time, over.Token)]);
        await over.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }
}
