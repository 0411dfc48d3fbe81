using PartnerBlazor.Assistance;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>
/// One customer in an open dialog that asks before a simple act: its row as it is now, and the act. Whoever makes it disposes it.
/// </summary>
public sealed class OneActState(CustomerQueries queries, UnlinkCommands unlink, AssistanceCommands assistance, LiveSession live) : OwnState(live)
{
    private Guid _id;
    private int _told;

    /// <summary>The customer's row; null until it was read, and when it does not exist for the person any more.</summary>
    public CustomerRow? Row { get; private set; }

    /// <summary>The contact to whom a mail goes; null: the customer is told otherwise.</summary>
    public string? MailTo(CustomerAct act) => act == CustomerAct.RequestAssistance && Scope.HasVendor ? Row?.Fields.Email : null;

    /// <summary>True once it was read.</summary>
    public bool Loaded { get; private set; }

    /// <summary>Why the act is impossible now; null: it is possible. Absent acts are impossible too.</summary>
    public Refusal? RefusalOf(CustomerAct act) => Row is null ? new Refusal(RefusalCodes.NotFound)
        : Acts.Of(Scope, Row).FirstOrDefault(offered => offered.Act == act) is not { } offer ? new Refusal(RefusalCodes.NotAllowed)
        : offer.Why is { } why ? new Refusal(why)
        : MailTo(act) is "" ? new Refusal(RefusalCodes.ContactEmailMissing) : null;

    /// <summary>Reads the customer and follows it.</summary>
    public async Task OpenAsync(Guid customerId, CancellationToken cancel)
    {
        _id = customerId;
        Watch();
        var told = _told;
        var read = await queries.RowAsync(Scope, customerId, cancel);
        // What was told meanwhile is newer than what was read.
        Row = told == _told ? read : Row;
        Loaded = true;
        Changed?.Invoke();
    }

    /// <summary>Does it.</summary>
    /// <exception cref="RefusedException">It was refused.</exception>
    public Task RunAsync(CustomerAct act, CancellationToken cancel) => act switch
    {
        CustomerAct.CancelUnlink => unlink.CancelAsync(Scope, _id, cancel),
        CustomerAct.RequestAssistance => assistance.RequestAsync(Scope, _id, cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Not a simple act."),
    };

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.SelectMany(set => set.Rows).LastOrDefault(row => row.CustomerId == _id) is not { } change || change.After?.Version < Row?.Version)
            return Task.CompletedTask;
        (Row, _told) = (change.After, _told + 1);
        Changed?.Invoke();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnResyncAsync() => OpenAsync(_id, CancellationToken.None);
}
