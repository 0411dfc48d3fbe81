using PartnerBlazor.Live;

namespace PartnerBlazor.Journal;

/// <summary>The dialog that erases a person's values: whom it may concern, and the act. Whoever makes it disposes it.</summary>
public sealed class EraseState(JournalQueries queries, JournalCommands commands, LiveSession live, ILogger<EraseState> log) : OwnState(live)
{
    /// <summary>The people who may no longer sign in; null until they were read.</summary>
    public IReadOnlyList<ErasablePerson>? People { get; private set; }

    /// <summary>True while they cannot be read.</summary>
    public bool Failed { get; private set; }

    /// <summary>Reads whom it may concern.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        Watch();
        try
        {
            People = await queries.ErasableAsync(Scope, cancel);
            Failed = false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The people whose values can be erased could not be read.");
            Failed = true;
        }
        Changed?.Invoke();
    }

    /// <inheritdoc cref="JournalCommands.EraseAsync"/>
    public Task<int> EraseAsync(Guid personId, Action<int> progress, CancellationToken cancel) => commands.EraseAsync(Scope, personId, progress, cancel);

    /// <inheritdoc/>
    // Somebody may have been deactivated, or may sign in again.
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets) => sets.Any(set => set.People) ? OpenAsync(CancellationToken.None) : Task.CompletedTask;

    /// <inheritdoc/>
    public override Task OnResyncAsync() => OpenAsync(CancellationToken.None);
}
