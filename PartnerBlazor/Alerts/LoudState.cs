using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>The rules that are always loud, in an open dialog: read when it opens, and live. Made and disposed by it.</summary>
public sealed class LoudState(AlertQueries queries, LoudCommands commands, LiveSession live, ILogger<LoudState> log) : OwnState(live)
{
    /// <summary>False once the person may not say so any more; the dialog closes.</summary>
    public bool Allowed => Scope.May(Permission.SeeAlerts) && Scope.May(Permission.ManagePeople);

    /// <summary>The rules, and how many alerts of each are not closed; null: not read yet.</summary>
    public IReadOnlyList<(string Rule, int Alerts)>? Rules { get; private set; }

    /// <summary>True while they could not be read.</summary>
    public bool Failed { get; private set; }

    /// <summary>Reads them, and follows them from now on.</summary>
    public Task OpenAsync(CancellationToken cancel)
    {
        Watch();
        return ReadAsync(cancel);
    }

    /// <summary>Reads them again after a failure.</summary>
    public Task RetryAsync(CancellationToken cancel) => ReadAsync(cancel);

    /// <summary>Puts a rule on the list.</summary>
    /// <exception cref="RefusedException">As <see cref="LoudCommands.AddAsync"/>.</exception>
    public async Task AddAsync(string rule, CancellationToken cancel)
    {
        await commands.AddAsync(Scope, rule, cancel);
        await ReadAsync(cancel);
    }

    /// <summary>Takes a rule off the list.</summary>
    /// <exception cref="RefusedException">As <see cref="LoudCommands.RemoveAsync"/>.</exception>
    public async Task RemoveAsync(string rule, CancellationToken cancel)
    {
        await commands.RemoveAsync(Scope, rule, cancel);
        await ReadAsync(cancel);
    }

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Any(set => set.Rules) ? ReadAsync(CancellationToken.None) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnResyncAsync() => ReadAsync(CancellationToken.None);

    private async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            Rules = Allowed ? await queries.LoudRulesAsync(Scope, cancel) : [];
            Failed = false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The rules that are always loud could not be read.");
            Failed = true;
        }
        Changed?.Invoke();
    }
}
