using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.ToDo;

/// <summary>What is to be done at the vendor, in one open tab (scoped). Follows the changes while somebody shows it.</summary>
public sealed class ToDoState(
    ToDoQueries queries, ToDoCommands commands, UnlinkCommands unlinks, RequestQueries requests, RequestCommands accounts, IOptions<CentralOptions> options, LiveSession live, TimeProvider time, ILogger<ToDoState> log)
    : SharedState(live)
{
    /// <summary>What is to be done, what is due first first.</summary>
    public IReadOnlyList<VendorToDo> ToDos { get; private set; } = [];

    /// <summary>New accounts that were asked for and are not there yet, those that need a look first.</summary>
    public IReadOnlyList<AccountRequest> Accounts { get; private set; } = [];

    /// <summary>True while the person may see any of it; may turn false while they look.</summary>
    public bool Allowed { get; private set; }

    /// <summary>True once it was read.</summary>
    public bool Loaded { get; private set; }

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>A real vendor is connected.</summary>
    public bool HasVendor => Live.Scope.HasVendor;

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The customer in the vendor's console; null: nobody said where that is.</summary>
    public Uri? ConsoleOf(Guid customerId) => WebAddresses.ForCustomer(options.Value.ConsoleUrl, customerId);

    /// <summary>Takes it back: it is not to be done any more.</summary>
    /// <exception cref="RefusedException">As the commands say.</exception>
    public Task TakeBackAsync(VendorToDo toDo, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(toDo);
        return toDo switch
        {
            { Kind: ToDoKind.Billing, To: { } asked } => commands.WithdrawBillingAsync(Live.Scope, toDo.CustomerId, asked, cancel),
            { Kind: ToDoKind.Products } => commands.WithdrawProductsAsync(Live.Scope, toDo.CustomerId, toDo.Detail, cancel),
            { Linked: true } => unlinks.CancelAsync(Live.Scope, toDo.CustomerId, cancel),
            _ => unlinks.RestoreAsync(Live.Scope, toDo.CustomerId, cancel),
        };
    }

    /// <inheritdoc cref="RequestCommands.SendAgainAsync"/>
    public Task SendAgainAsync(AccountRequest request, CancellationToken cancel) => AccountAsync(request, accounts.SendAgainAsync, cancel);

    /// <inheritdoc cref="RequestCommands.GiveUpAsync(PartnerScope, AccountKind, Guid, CancellationToken)"/>
    public Task GiveUpAsync(AccountRequest request, CancellationToken cancel) => AccountAsync(request, accounts.GiveUpAsync, cancel);

    /// <inheritdoc cref="RequestCommands.OpenAgainAsync"/>
    public Task OpenAgainAsync(AccountRequest request, CancellationToken cancel) => AccountAsync(request, accounts.OpenAgainAsync, cancel);

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Any(set => set.Accounts || set.Rows.Any(Concerns) || set.Changes.Any(change => change.Kind is JournalKinds.Unlinked or JournalKinds.UnlinkRequested)) ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        Allowed = ToDo.ToDos.MaySee(Live.Scope);
        try
        {
            ToDos = Allowed ? await queries.ListAsync(Live.Scope, cancel) : [];
            Accounts = await requests.ListAsync(Live.Scope, cancel);
            (Loaded, Failed) = (true, false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "What is to be done at the vendor could not be read.");
            Failed = true;
        }
    }

    private Task AccountAsync(AccountRequest request, Func<PartnerScope, AccountKind, Guid, CancellationToken, Task> act, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return act(Live.Scope, request.Kind, request.Id, cancel);
    }

    // Who comes or goes may take something along.
    private bool Concerns(RowChange row) => row.Before is not { } before || row.After is not { } after
        || (before.BillingRequested, before.ProductsRequested, before.UnlinkOn) != (after.BillingRequested, after.ProductsRequested, after.UnlinkOn)
        || ((before.DisplayName, before.BillingType) != (after.DisplayName, after.BillingType) && ToDos.Any(toDo => toDo.CustomerId == row.CustomerId));
}
