using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Journal;

/// <summary>For how many days the journal is kept, in one open tab (scoped).</summary>
public sealed class RetentionState(JournalQueries queries, JournalCommands commands, LiveSession live, ILogger<RetentionState> log) : SharedState(live)
{
    /// <summary>The days; null until they were read, and for whom they are no business.</summary>
    public int? Days { get; private set; }

    /// <summary>True while they cannot be read.</summary>
    public bool Failed { get; private set; }

    /// <inheritdoc cref="JournalCommands.SetDaysAsync"/>
    public Task SaveAsync(int days, int expected, CancellationToken cancel) => commands.SetDaysAsync(Live.Scope, days, expected, cancel);

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets) => sets.Any(set => set.Rules) ? RetryAsync(CancellationToken.None) : Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            Days = Live.Scope.May(Permission.ManagePeople) ? await queries.DaysAsync(Live.Scope, cancel) : null;
            Failed = false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The retention of the journal could not be read.");
            Failed = true;
        }
    }
}
