using PartnerBlazor.Access;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Crm;

/// <summary>The page of the CRM's accounts in one open tab (scoped).</summary>
public sealed class CrmState(CrmQueries queries, CrmCommands commands, LiveSession live, TimeProvider time, ILogger<CrmState> log) : SharedState(live)
{
    /// <summary>What was read; null: not yet.</summary>
    public CrmView? View { get; private set; }

    /// <summary>Which customers are shown.</summary>
    public CrmShown Shown { get; private set; }

    /// <summary>What is searched for.</summary>
    public string Search { get; private set; } = "";

    /// <summary>True while the person may see it; may turn false while they look.</summary>
    public bool Allowed { get; private set; }

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Shows others.</summary>
    public Task ShowAsync(CrmShown shown, CancellationToken cancel)
    {
        Shown = shown;
        return RetryAsync(cancel);
    }

    /// <summary>Searches.</summary>
    public Task SearchAsync(string text, CancellationToken cancel)
    {
        Search = text;
        return RetryAsync(cancel);
    }

    /// <inheritdoc cref="CrmCommands.MatchAsync"/>
    public Task MatchAsync(CancellationToken cancel) => commands.MatchAsync(Live.Scope, cancel);

    /// <inheritdoc cref="CrmCommands.ChooseAsync"/>
    public async Task<CrmAccountRecord> ChooseAsync(Guid customerId, string typed, CancellationToken cancel)
    {
        var account = await commands.ChooseAsync(Live.Scope, customerId, typed, cancel);
        await RetryAsync(cancel);
        return account;
    }

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Any(set => set.Changes.Any(change => change.Kind is JournalKinds.CrmMatched or JournalKinds.CrmUnmatched or JournalKinds.CustomerRenamed or JournalKinds.Delivered)
            || set.Rows.Any(row => row.Before is null || row.After is null)) ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        // Signed out meanwhile: the tab is told of that elsewhere.
        if (Live.ScopeNow is not { } scope)
            return;
        Allowed = scope.May(Permission.ManagePeople);
        var wanted = (Shown, Search);
        try
        {
            var view = Allowed ? await queries.ReadAsync(scope, Shown, Search, cancel) : null;
            // An older question that was answered late.
            if (wanted == (Shown, Search))
                (View, Failed) = (view, false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "The accounts of the CRM could not be read.");
            Failed = true;
        }
    }
}
