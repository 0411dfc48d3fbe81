using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>
/// What an open dialog about customers' billing knows: read when it opens, read anew when one of its customers changes or the person's scope
/// does. One a dialog: made and disposed by it.
/// </summary>
public abstract class BillingState(LiveSession live, TimeProvider time, ILogger log) : OwnState(live)
{
    private HashSet<Guid> _ids = [];
    private int _reads;

    /// <summary>False once the role or the partner's programme does not allow the act; the dialog closes.</summary>
    public bool Allowed { get; private set; } = true;

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>True once it was read.</summary>
    public bool Loaded { get; private set; }

    /// <summary>True when the customers were there, and are not there for the person any more.</summary>
    public bool Left { get; private set; }

    /// <summary>A real vendor is connected: what is asked for here is done there by hand.</summary>
    public bool HasVendor => Scope.HasVendor;

    /// <summary>The UTC day on which everything here takes effect.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>What the person must be allowed; MSP Flex besides.</summary>
    protected abstract Permission Needs { get; }

    /// <summary>The customers as asked for.</summary>
    protected IReadOnlyCollection<Guid> CustomerIds => _ids;

    /// <summary>True when any customer of it exists for the person.</summary>
    protected abstract bool Any { get; }

    /// <summary>Watches the customers, then reads.</summary>
    public Task OpenAsync(IEnumerable<Guid> customerIds, CancellationToken cancel)
    {
        _ids = [.. customerIds];
        Watch();
        Live.Show(this, _ids);
        return ReadAsync(cancel);
    }

    /// <summary>Reads again after a failure.</summary>
    public Task RetryAsync(CancellationToken cancel) => ReadAsync(cancel);

    /// <inheritdoc/>
    public override async Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Any(Concerns))
            await OnResyncAsync();
    }

    // Read without news, they can be judged now.
    /// <inheritdoc/>
    public override Task OnAsOfAsync(IReadOnlyDictionary<Guid, DateTime> asOf) => _ids.Any(asOf.ContainsKey) ? OnResyncAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    public override async Task OnResyncAsync()
    {
        await ReadAsync(CancellationToken.None);
        Changed?.Invoke();
    }

    // What is still being read comes too late.
    /// <inheritdoc/>
    protected override void Leave() => _reads++;

    /// <summary>Reads what exists now; the answer is kept only when no later read has overtaken it.</summary>
    /// <returns>Keeps what was read.</returns>
    protected abstract Task<Action> FetchAsync(CancellationToken cancel);

    /// <summary>Reads anew.</summary>
    protected async Task ReadAsync(CancellationToken cancel)
    {
        var read = ++_reads;
        Allowed = Scope.May(Needs) && Scope.MspFlex;
        if (!Allowed)
            return;
        try
        {
            var keep = await FetchAsync(cancel);
            if (read != _reads)
                return;
            var was = Any;
            keep();
            (Failed, Loaded, Left) = (false, true, !Any && (was || Left));
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "The billing of customers could not be read.");
            Failed |= read == _reads;
        }
    }

    // Alerts change nothing here, and there are many.
    private bool Concerns(ChangeSet set) =>
        set.Changes.Any(change => !change.IsAlert && change.CustomerId is { } id && _ids.Contains(id))
        || set.Rows.Any(row => (row.Before is null || row.After is null) && _ids.Contains(row.CustomerId));
}

/// <summary>The dry run of <em>Update billing type</em> for one or many customers, and the act. For those with <see cref="Permission.UpdateBilling"/> and MSP Flex.</summary>
public sealed class UpdateBillingState(BillingQueries queries, BillingCommands commands, LiveSession live, TimeProvider time, ILogger<UpdateBillingState> log)
    : BillingState(live, time, log)
{
    /// <summary>What it would do now, by customer name; customers that are no longer there for the person are not in it.</summary>
    public IReadOnlyList<BillingPreview> Previews { get; private set; } = [];

    /// <inheritdoc/>
    protected override Permission Needs => Permission.UpdateBilling;

    /// <inheritdoc/>
    protected override bool Any => Previews.Count > 0;

    /// <summary>Runs it, then reads what is so now.</summary>
    /// <inheritdoc cref="BillingCommands.UpdateAsync"/>
    public async Task<BulkResult> UpdateAsync(
        IReadOnlyCollection<BillingTarget> targets, IReadOnlyCollection<string> products, Action<int> progress, CancellationToken cancel)
    {
        var result = await commands.UpdateAsync(Scope, targets, products, progress, cancel);
        // What is offered to be tried again has to be what is so now; it may not have been pushed to this tab yet.
        await ReadAsync(cancel);
        return result;
    }

    /// <inheritdoc/>
    protected override async Task<Action> FetchAsync(CancellationToken cancel)
    {
        var previews = await queries.PreviewAsync(Scope, CustomerIds, cancel);
        return () => Previews = previews;
    }
}

/// <summary>The products of a monthly account while they are changed. For those with <see cref="Permission.ManageMonthly"/> and MSP Flex.</summary>
public sealed class ChangeLicencesState(BillingQueries queries, BillingCommands commands, LiveSession live, TimeProvider time, ILogger<ChangeLicencesState> log)
    : BillingState(live, time, log)
{
    /// <summary>What the account has now; null while loading, or when it does not exist for the person.</summary>
    public MonthlyPlan? Plan { get; private set; }

    /// <inheritdoc/>
    protected override Permission Needs => Permission.ManageMonthly;

    /// <inheritdoc/>
    protected override bool Any => Plan is not null;

    /// <inheritdoc cref="BillingCommands.ChangeLicencesAsync"/>
    public async Task<bool> ChangeAsync(IReadOnlyCollection<string> products, IReadOnlyCollection<string> expected, CancellationToken cancel)
    {
        try
        {
            return await commands.ChangeLicencesAsync(Scope, CustomerIds.Single(), products, expected, cancel);
        }
        catch (RefusedException refused) when (refused.Code is RefusalCodes.PlanChanged or RefusalCodes.NotMonthly or RefusalCodes.NotFound)
        {
            // What the person is about to be told of may not have been pushed to this tab yet.
            await ReadAsync(cancel);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async Task<Action> FetchAsync(CancellationToken cancel)
    {
        var plan = await queries.PlanAsync(Scope, CustomerIds.Single(), cancel);
        return () => Plan = plan;
    }
}
