using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Delivery;

/// <summary>The deliveries page of one open tab (scoped).</summary>
public sealed class DeliveriesState(
    DeliveryQueries queries, DeliveryPulse pulse, LiveSession live, TimeProvider time, ILogger<DeliveriesState> log)
    : FollowingState(pulse, live, time)
{
    /// <summary>What is listed.</summary>
    public DeliveriesFilter Filter { get; private set; } = new();

    /// <summary>What was read.</summary>
    public DeliveryList List { get; private set; } = DeliveryList.Empty;

    /// <summary>True while the person may rename customers; may turn false while they look.</summary>
    public bool Allowed { get; private set; }

    /// <summary>True once it was read.</summary>
    public bool Loaded { get; private set; }

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>True when there is a system that is told of names.</summary>
    public bool TellsOthers => Live.Scope.TellsOthers;

    /// <summary>True when the demo's CRM can be looked at.</summary>
    public bool HasCrm => Live.Scope.HasConsoles;

    /// <summary>A real CRM is told, and the person may say which account is whose.</summary>
    public bool MayMatch => Live.Scope.HasCrm && Live.Scope.May(Permission.ManagePeople);

    /// <summary>Lists something else from the next read on; until then, nothing.</summary>
    public void Choose(DeliveriesFilter filter)
    {
        if (filter == Filter)
            return;
        (Filter, Loaded) = (filter, false);
        List = List with { Deliveries = [] };
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        Allowed = Live.Scope.May(Permission.Rename);
        var filter = Filter;
        Reading();
        try
        {
            var list = Allowed ? await queries.ListAsync(Live.Scope, filter, cancel) : DeliveryList.Empty;
            // Another filter was chosen meanwhile.
            if (filter == Filter)
                (List, Loaded, Failed) = (list, true, false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or Store.RefusedException))
        {
            log.LogError(error, "The deliveries could not be read.");
            Failed = true;
        }
    }
}
