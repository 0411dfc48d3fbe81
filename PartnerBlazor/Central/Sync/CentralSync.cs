using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Reads the connected partner's customers and licences from the vendor, by itself and as often as the vendor's limits allow (<see cref="SyncPlan"/>).
/// What is due follows from what was done, so a restart forgets nothing; a person may have it read now, stop it and let it go on.
/// </summary>
public sealed class CentralSync(
    CentralLink link, CallGate gate, SyncWishes wishes, SyncRuns runs, CustomerRun customers, LicenceRun licences, IDbContextFactory<PartnerDb> factory,
    IOptions<CentralOptions> options, TimeProvider time, ILogger<CentralSync> log) : BackgroundService
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    private TaskCompletionSource _next = NewNext();
    private TaskCompletionSource _woken = NewNext();

    /// <summary>Ends with the next news of what is read; as <see cref="CentralLink.Next"/>.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Something is wanted: it looks at once.</summary>
    public void Wake()
    {
        Interlocked.Exchange(ref _woken, NewNext()).SetResult();
        Tell();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Exists())
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var (changed, woken) = (link.Next, Volatile.Read(ref _woken).Task);
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
                await RestAsync(rest, changed, woken, stoppingToken);
        }
    }

    /// <summary>Reads what is due: a whole list, or the licences of a few customers.</summary>
    /// <returns>How long nothing is to be done; zero: there is more.</returns>
    internal async Task<TimeSpan> TurnAsync(CancellationToken cancel)
    {
        var status = link.Status;
        if (status is not { Account: { } account, PartnerId: { } partnerId, State: LinkState.Ok or LinkState.Silent or LinkState.Limited })
            return s_soon;
        var (now, wish) = (time.GetUtcNow().UtcDateTime, await wishes.ReadAsync(partnerId, cancel));
        var (lists, rounds) = (await runs.OfKindAsync(partnerId, SyncKind.Customers, cancel), await runs.OfKindAsync(partnerId, SyncKind.Licences, cancel));
        var plan = SyncPlan.Of(await CountAsync(partnerId, account, cancel));
        link.TellLate(IsLate(lists, rounds, plan, status, now));
        if (wish.StoppedAt is not null || status.State == LinkState.Silent)
            return s_soon;
        if (gate.LimitedUntil is { } until)
            return Within(until - now);
        var reader = ReaderOf(partnerId, account, cancel);
        var nextList = account.Kind == VendorKind.Tenant ? DateTime.MaxValue : DueRules.List(lists, plan.ListEvery, wish.AskedAt);
        if (nextList <= now)
        {
            await customers.ReadAsync(reader, DueRules.Reconciles(lists, SyncPlan.Reconcile, wish.AskedAt, now), cancel);
            return TimeSpan.Zero;
        }
        var nextRound = DueRules.Licences(rounds, plan.LicencesEvery, wish.AskedAt);
        var round = nextRound <= now ? await licences.BeginAsync(reader, DueRules.Last(rounds), cancel) : null;
        if (await licences.StepAsync(reader, round, wish.AskedAt, cancel) || round?.EndedAt is not null)
            return TimeSpan.Zero;
        return Within((nextList < nextRound ? nextList : nextRound) - now);
    }

    /// <summary>Customers of a partner that are to be read.</summary>
    internal async Task<int> CountAsync(int partnerId, VendorAccount account, CancellationToken cancel)
    {
        if (account.Kind == VendorKind.Tenant)
            return 1;
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.CustomerRows.CountAsync(row => row.PartnerId == partnerId, cancel);
    }

    private void Tell() => Interlocked.Exchange(ref _next, NewNext()).SetResult();

    private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static bool IsLate(IReadOnlyList<SyncRun> lists, IReadOnlyList<SyncRun> rounds, SyncPlan plan, LinkStatus status, DateTime now) =>
        status.State == LinkState.Ok
        && ((status.Account!.Kind != VendorKind.Tenant && DueRules.IsLate(lists, plan.ListEvery, status.Since, now)) || DueRules.IsLate(rounds, plan.LicencesEvery, status.Since, now));

    private SyncReader ReaderOf(int partnerId, VendorAccount account, CancellationToken cancel)
    {
        var woken = Volatile.Read(ref _woken).Task;
        return new(partnerId, account)
        {
            IsStoppedAsync = async () =>
            {
                // Taken before it is looked at: what is wanted meanwhile ends the next wait.
                woken = Volatile.Read(ref _woken).Task;
                return link.Status is { State: LinkState.Refused or LinkState.OtherPartner } || link.Status.Account != account || (await wishes.ReadAsync(partnerId, cancel)).StoppedAt is not null;
            },
            WaitAsync = pause => RestAsync(pause, woken, woken, cancel),
            LookAsync = () => licences.StepAsync(ReaderOf(partnerId, account, cancel), null, null, cancel),
            Tell = Tell,
        };
    }

    // What is on screen is looked at in between.
    private static TimeSpan Within(TimeSpan rest) => rest < TimeSpan.Zero ? s_soon : rest < s_soon ? rest : s_soon;

    private async Task RestAsync(TimeSpan rest, Task changed, Task woken, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(changed, woken, Task.Delay(rest, time, over.Token));
        await over.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }
}
