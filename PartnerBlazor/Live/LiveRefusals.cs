using Microsoft.AspNetCore.SignalR;
using PartnerBlazor.Store;

namespace PartnerBlazor.Live;

/// <summary>
/// Answers a refusal with its stable code and logs everything else a hub method meets. SignalR's own line, an error with a stack for every
/// expected refusal, is switched off, else a client could fill the log.
/// </summary>
public sealed class LiveRefusals(ILogger<LiveHub> log) : IHubFilter
{
    /// <summary>The category of SignalR's own line.</summary>
    public const string NoisyCategory = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            return await next(invocationContext);
        }
        catch (RefusedException refused)
        {
            throw new HubException(refused.Code);
        }
        catch (Exception error) when (error is not (HubException or OperationCanceledException))
        {
            log.LogError(error, "The hub's {Method} failed.", invocationContext.HubMethodName);
            throw;
        }
    }
}
