using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Assistance;

/// <summary>What the person of a tab does about a request for approval that was sent by mail (scoped).</summary>
public sealed class AssistanceActs(AssistanceCommands commands, LiveSession live)
{
    /// <summary>True when the person may.</summary>
    public bool Allowed => live.Scope.May(Permission.RequestAssistance);

    /// <inheritdoc cref="AssistanceCommands.RemindAsync"/>
    public Task RemindAsync(Guid customerId, CancellationToken cancel) => commands.RemindAsync(live.Scope, customerId, cancel);

    /// <inheritdoc cref="AssistanceCommands.WithdrawAsync"/>
    public Task WithdrawAsync(Guid customerId, CancellationToken cancel) => commands.WithdrawAsync(live.Scope, customerId, cancel);
}
