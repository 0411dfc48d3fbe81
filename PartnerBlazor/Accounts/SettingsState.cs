using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>The partner settings in one open tab (scoped); read anew when somebody changes them.</summary>
public sealed class SettingsState(PartnerQueries queries, PartnerCommands commands, LiveSession live, ILogger<SettingsState> log) : SharedState(live)
{
    /// <summary>The settings; null until they were read.</summary>
    public PartnerSettings? Settings { get; private set; }

    /// <summary>True while the person may manage them; may turn false while they look.</summary>
    public bool Allowed => Live.Scope.May(Permission.ManagePeople);

    /// <summary>True while they cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <inheritdoc cref="PartnerCommands.SetProgrammesAsync"/>
    public Task SaveAsync(Programmes to, Programmes expected, ScheduledUnlinks scheduled, CancellationToken cancel) =>
        commands.SetProgrammesAsync(Live.Scope, to, expected, scheduled, cancel);

    /// <inheritdoc cref="PartnerCommands.SetSignInRuleAsync"/>
    public Task SaveRuleAsync(SignInRule to, SignInRule expected, CancellationToken cancel) => commands.SetSignInRuleAsync(Live.Scope, to, expected, cancel);

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.SelectMany(set => set.Rows).Any(row => row.Before?.UnlinkOn != row.After?.UnlinkOn) ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            Settings = Allowed ? await queries.SettingsAsync(Live.Scope, cancel) : null;
            Failed = false;
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "The partner settings could not be read.");
            Failed = true;
        }
    }
}
