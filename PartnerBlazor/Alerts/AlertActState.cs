using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>What an open dialog about alerts knows: whom they can be given to, and what the act would do. One a dialog: made and disposed by it.</summary>
public sealed class AlertActState(AlertQueries queries, AlertCommands commands, LiveSession live, TimeProvider time, ILogger<AlertActState> log) : OwnState(live)
{
    private CancellationTokenSource _looking = new();

    /// <summary>False once the person may not handle alerts any more; the dialog closes.</summary>
    public bool Allowed => Scope.May(Permission.SeeAlerts) && Scope.May(Permission.HandleAlerts);

    /// <summary>Who may handle alerts.</summary>
    public IReadOnlyList<AlertPerson> People { get; private set; } = [];

    /// <summary>What the act would do; null: not known.</summary>
    public AlertPreview? Preview { get; private set; }

    /// <summary>True while that could not be read.</summary>
    public bool Failed { get; private set; }

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A real vendor is connected: it does what it is asked in its own time.</summary>
    public bool HasVendor => Scope.HasVendor;

    /// <summary>Whoever looks.</summary>
    public Guid PersonId => Scope.PersonId;

    /// <summary>Reads whom they can be given to, and begins to follow the person's rights.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        Watch();
        await TryAsync(async () => People = await queries.PeopleAsync(Scope, cancel));
    }

    /// <summary>Looks what an act would do: a dry run. One that was asked for later counts.</summary>
    public async Task LookAsync(AlertAct act, IReadOnlyCollection<Guid> alertIds, CancellationToken cancel)
    {
        await _looking.CancelAsync();
        // Left to the collector: a read may still ask it.
        var mine = _looking = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(mine.Token, cancel);
        var (scope, token) = (Scope, either.Token);
        try
        {
            await TryAsync(async () => Preview = await Task.Run(() => queries.PreviewAsync(scope, act, alertIds, token), token));
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // Another one was asked for.
        }
    }

    /// <summary>Does it.</summary>
    /// <exception cref="RefusedException">As <see cref="AlertCommands.ActAsync"/>.</exception>
    public Task<AlertResult> ActAsync(AlertAct act, IReadOnlyCollection<Guid> alertIds, Action<int> progress, Action<AlertResult> done, CancellationToken cancel) =>
        commands.ActAsync(Scope, act, alertIds, progress, done, cancel);

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets) => Task.CompletedTask;

    /// <inheritdoc/>
    public override Task OnResyncAsync()
    {
        Changed?.Invoke();
        return Task.CompletedTask;
    }

    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
            Failed = false;
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "What an act upon alerts would do could not be read.");
            Failed = true;
        }
        Changed?.Invoke();
    }
}
