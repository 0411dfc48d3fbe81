using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Delivery;

/// <summary>
/// The deliveries page of one open tab (scoped). A flood of outcomes costs it one read a second: it looks at the pulse, and reads when
/// something happened.
/// </summary>
public sealed class DeliveriesState(
    DeliveryQueries queries, DeliveryCommands commands, DeliveryPulse pulse, LiveSession live, TimeProvider time, ILogger<DeliveriesState> log) : SharedState(live)
{
    /// <summary>How often it looks whether something happened.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private long _beats = -1;
    private bool _stale;

    /// <summary>What is shown.</summary>
    public DeliveriesFilter Filter { get; set; } = new();

    /// <summary>What was read.</summary>
    public DeliveryList List { get; private set; } = DeliveryList.Empty;

    /// <summary>True while the person may rename customers; may turn false while they look.</summary>
    public bool Allowed { get; private set; }

    /// <summary>True once it was read.</summary>
    public bool Loaded { get; private set; }

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Who looks.</summary>
    public Guid PersonId => Live.Scope.PersonId;

    /// <summary>True when the demo's CRM can be looked at.</summary>
    public bool HasCrm => Live.Scope.HasConsoles;

    /// <inheritdoc cref="DeliveryCommands.DismissAsync"/>
    public Task DismissAsync(CancellationToken cancel) => commands.DismissAsync(Live.Scope, cancel);

    /// <summary>Reads when something happened, as long as the page is open.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancel) && Live.ScopeNow is { } scope)
            if (_stale || pulse.Of(scope.PartnerId) != _beats)
                await RetryAsync(cancel);
    }

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        // Names asked for, retried or given up, and customers that come, go or are called something else.
        _stale |= sets.Any(set => set.Changes.Any(DeliveryChange.Concerns) || set.Rows.Any(row => row.Before is null || row.After is null));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        Allowed = Live.Scope.May(Permission.Rename);
        var filter = Filter;
        // Before the read: what happens during it is worth another.
        (_stale, _beats) = (false, pulse.Of(Live.Scope.PartnerId));
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
