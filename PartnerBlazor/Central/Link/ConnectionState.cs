using PartnerBlazor.Access;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>The connection page of one open tab (scoped).</summary>
public sealed class ConnectionState(
    ConnectionQueries queries, ConnectionCommands commands, SyncQueries syncQueries, SyncCommands syncCommands,
    ProductMapQueries productQueries, ProductMapCommands productCommands, LiveSession live, TimeProvider time, ILogger<ConnectionState> log) : SharedState(live)
{
    /// <summary>What was read; null: not yet.</summary>
    public ConnectionView? View { get; private set; }

    /// <summary>How customers and licences are read; null: nothing is connected, or not read yet.</summary>
    public SyncView? Sync { get; private set; }

    /// <summary>Products this program does not know; none: it knows all.</summary>
    public IReadOnlyList<UnknownProduct> Products { get; private set; } = [];

    /// <summary>True while the person may see it; may turn false while they look.</summary>
    public bool Allowed { get; private set; }

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <inheritdoc cref="ConnectionCommands.CheckAsync"/>
    public async Task CheckAsync(CancellationToken cancel)
    {
        await commands.CheckAsync(Live.Scope, cancel);
        await RetryAsync(cancel);
    }

    /// <inheritdoc cref="ConnectionCommands.DismissAsync"/>
    public async Task DismissAsync(LinkError error, CancellationToken cancel)
    {
        await commands.DismissAsync(Live.Scope, error, cancel);
        await RetryAsync(cancel);
    }

    /// <inheritdoc cref="SyncCommands.RunNowAsync"/>
    public async Task RunNowAsync(CancellationToken cancel)
    {
        await syncCommands.RunNowAsync(Live.Scope, cancel);
        await RetryAsync(cancel);
    }

    /// <inheritdoc cref="SyncCommands.StopAsync"/>
    public async Task StopAsync(CancellationToken cancel)
    {
        await syncCommands.StopAsync(Live.Scope, cancel);
        await RetryAsync(cancel);
    }

    /// <inheritdoc cref="SyncCommands.ContinueAsync"/>
    public async Task ContinueAsync(CancellationToken cancel)
    {
        await syncCommands.ContinueAsync(Live.Scope, cancel);
        await RetryAsync(cancel);
    }

    /// <inheritdoc cref="ProductMapCommands.SetAsync"/>
    public async Task MapAsync(string code, LicenceCategory category, CancellationToken cancel)
    {
        await productCommands.SetAsync(Live.Scope, code, category, cancel);
        await RetryAsync(cancel);
    }

    /// <inheritdoc/>
    // The link tells its own news; of changes, only the person's rights concern it, and those resync.
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        // Signed out meanwhile: the tab is told of that elsewhere.
        if (Live.ScopeNow is not { } scope)
            return;
        Allowed = scope.May(Permission.ManagePeople);
        try
        {
            View = Allowed ? await queries.ReadAsync(scope, cancel) : null;
            Sync = Allowed ? await syncQueries.ReadAsync(scope, cancel) : null;
            Products = Allowed ? await productQueries.ReadAsync(scope, cancel) : [];
            Failed = false;
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "The connection could not be read.");
            Failed = true;
        }
    }
}
