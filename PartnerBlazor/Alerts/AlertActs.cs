using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>Acts upon a few alerts that need no dialog, as the person of this tab. Scoped: one a tab.</summary>
public sealed class AlertActs(AlertCommands commands, LiveSession live)
{
    /// <inheritdoc cref="AlertCommands.ActAsync"/>
    public Task<AlertResult> ActAsync(AlertAct act, IReadOnlyCollection<Guid> alertIds, CancellationToken cancel) => commands.ActAsync(live.Scope, act, alertIds, cancel: cancel);

    /// <summary>Undoes what an act did, wherever nothing came after it.</summary>
    public Task<BulkResult> UndoAsync(IReadOnlyCollection<AlertBefore> before, CancellationToken cancel) => commands.UndoAsync(live.Scope, before, null, cancel);
}
