using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>One customer open in a popup of a tab; follows the changes. One a component: made and disposed by it.</summary>
public sealed class CustomerDetailsState(
    CustomerQueries queries, CustomerCommands commands, LiveSession live, TimeProvider time, ILogger<CustomerDetailsState> log) : ILiveState, IDisposable
{
    private IDisposable? _membership;
    private Guid _id;
    private int _reads;

    /// <summary>Called on the tab's context when something changed.</summary>
    public Action? Changed { get; set; }

    /// <summary>The customer and its contact; null while loading, or when it does not exist for the person.</summary>
    public CustomerContact? Customer { get; private set; }

    /// <summary>True once it is known that the customer does not exist for the person (any more).</summary>
    public bool Missing { get; private set; }

    /// <summary>True when the person saw the customer and may see it no more.</summary>
    public bool Left { get; private set; }

    /// <summary>Since when reading fails (UTC); null while reads succeed. What is shown is as old as that.</summary>
    public DateTime? FailedAt { get; private set; }

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Who looks.</summary>
    public PartnerScope Scope => live.Scope;

    /// <summary>True when the person may rename it.</summary>
    public bool MayRename => Scope.May(Permission.Rename) && Customer is { Row.ManagedOrder: false };

    /// <summary>Opens a customer: watches, then reads.</summary>
    public Task OpenAsync(Guid customerId, CancellationToken cancel)
    {
        _id = customerId;
        _membership ??= live.Join(this);
        live.Show(this, [customerId]);
        return ReadAsync(cancel);
    }

    /// <summary>Reads again after a failure.</summary>
    public Task RetryAsync(CancellationToken cancel) => ReadAsync(cancel);

    /// <inheritdoc cref="CustomerCommands.RenameAsync"/>
    public async Task<string> RenameAsync(string showAs, string expectedShowAs, CancellationToken cancel)
    {
        try
        {
            return await commands.RenameAsync(Scope, _id, showAs, expectedShowAs, cancel);
        }
        catch (RefusedException refused) when (refused.Code == RefusalCodes.ChangedMeanwhile)
        {
            // What the person is about to be told of may not have been pushed to this tab yet.
            await ReadAsync(cancel);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.SelectMany(set => set.Rows).LastOrDefault(row => row.CustomerId == _id) is not { } change)
            return;
        if (change.After is null)
            Lose();
        else if (Customer is null || change.After.Version > Customer.Row.Version)
            // The open customer is one person's look at one record: reading it once more is cheaper than carrying contacts in every change.
            await ReadAsync(CancellationToken.None);
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public async Task OnResyncAsync()
    {
        await ReadAsync(CancellationToken.None);
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Changed = null;
        _membership?.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var read = ++_reads;
        try
        {
            var customer = await queries.ContactAsync(Scope, _id, cancel);
            // A later read, or the loss of the customer, has overtaken this one.
            if (read != _reads)
                return;
            if (customer is null)
                Lose();
            else
                (Customer, Missing, Left, FailedAt) = (customer, false, false, null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (read == _reads)
                Fail(error);
        }
    }

    private void Lose()
    {
        _reads++;
        Left |= Customer is not null;
        (Customer, Missing, FailedAt) = (null, true, null);
    }

    private void Fail(Exception error)
    {
        log.LogError(error, "The contact of a customer could not be read.");
        FailedAt ??= Now;
    }
}
