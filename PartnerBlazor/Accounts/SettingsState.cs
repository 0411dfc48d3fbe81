using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>The partner settings in one open tab (scoped); read anew when somebody changes them.</summary>
public sealed class SettingsState(PartnerQueries queries, PartnerCommands commands, LiveSession live, ILogger<SettingsState> log) : ILiveState
{
    private IDisposable? _membership;
    private Action? _changed;

    /// <summary>The settings; null until they were read.</summary>
    public PartnerSettings? Settings { get; private set; }

    /// <summary>True while the person may manage them; may turn false while they look.</summary>
    public bool Allowed => live.Scope.May(Permission.ManagePeople);

    /// <summary>True while they cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>Reads the settings and follows them until the token is disposed. One listener: the page.</summary>
    /// <param name="changed">Called on the tab's context when something changed.</param>
    /// <param name="cancel">Cancels the reading.</param>
    public async Task<IDisposable> OpenAsync(Action changed, CancellationToken cancel)
    {
        _changed = changed;
        // Watch first, then read.
        _membership ??= live.Join(this);
        await ReadAsync(cancel);
        return new Look(this);
    }

    /// <summary>Reads again after a failure.</summary>
    public async Task RetryAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        _changed?.Invoke();
    }

    /// <inheritdoc cref="PartnerCommands.SetProgrammesAsync"/>
    public Task SaveAsync(Programmes to, Programmes expected, ScheduledUnlinks scheduled, CancellationToken cancel) =>
        commands.SetProgrammesAsync(live.Scope, to, expected, scheduled, cancel);

    /// <inheritdoc/>
    public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.SelectMany(set => set.Rows).Any(row => row.Before?.UnlinkOn != row.After?.UnlinkOn) ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnResyncAsync() => RetryAsync(CancellationToken.None);

    private async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            Settings = Allowed ? await queries.SettingsAsync(live.Scope, cancel) : null;
            Failed = false;
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "The partner settings could not be read.");
            Failed = true;
        }
    }

    private sealed class Look(SettingsState state) : IDisposable
    {
        public void Dispose()
        {
            state._membership?.Dispose();
            (state._membership, state._changed) = (null, null);
        }
    }
}
