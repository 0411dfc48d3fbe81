using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery.Demo;

/// <summary>The demo's CRM in one open tab (scoped).</summary>
public sealed class DemoCrmState(
    DemoCrmQueries queries, DemoCrmCommands commands, DeliveryPulse pulse, LiveSession live, TimeProvider time, ILogger<DemoCrmState> log)
    : FollowingState(pulse, live, time)
{
    /// <summary>What is searched.</summary>
    public string Search { get; private set; } = "";

    /// <summary>What was read; null: not yet.</summary>
    public DemoCrmView? View { get; private set; }

    /// <summary>True when the partner has no such CRM.</summary>
    public bool Missing { get; private set; }

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>True when the person may make it fail.</summary>
    public bool MaySet => Live.Scope.May(Access.Permission.ManagePeople);

    /// <summary>Searches something else.</summary>
    public Task SearchAsync(string search, CancellationToken cancel)
    {
        Search = search;
        return RetryAsync(cancel);
    }

    /// <inheritdoc cref="DemoCrmCommands.SetModeAsync"/>
    public async Task SetModeAsync(DemoCrmMode mode, CancellationToken cancel)
    {
        await commands.SetModeAsync(Live.Scope, mode, cancel);
        await RetryAsync(cancel);
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        var (scope, search) = (Live.Scope, Search);
        Missing = !scope.HasConsoles;
        Reading();
        try
        {
            var view = Missing ? null : await queries.ReadAsync(scope, search, cancel);
            // Something else is searched meanwhile.
            if (search == Search)
                (View, Failed) = (view, false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "The accounts of the demo's CRM could not be read.");
            Failed = true;
        }
    }
}
