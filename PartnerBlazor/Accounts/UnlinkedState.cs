using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>
/// What is scheduled, was not carried out and was unlinked, in one open tab (scoped). Follows the changes while somebody shows it: read anew
/// when a change speaks of an unlink.
/// </summary>
public sealed class UnlinkedState(UnlinkQueries queries, UnlinkCommands commands, LiveSession live, TimeProvider time, ILogger<UnlinkedState> log)
    : SharedState(live)
{
    /// <summary>What is scheduled or was not carried out, then what was unlinked, the last first.</summary>
    public IReadOnlyList<Customer> Customers { get; private set; } = [];

    /// <summary>Those of them whose unlink was asked for and that the vendor has listed since.</summary>
    public IReadOnlySet<Guid> StillLinked { get; private set; } = new HashSet<Guid>();

    /// <summary>True while the person may unlink; may turn false while they look.</summary>
    public bool Allowed { get; private set; }

    /// <summary>True while all of them are listed, so that everybody who comes or goes concerns it; else only failures are told, and a change costs no read.</summary>
    public bool Listed { get; set; }

    /// <summary>True once it was read.</summary>
    public bool Loaded { get; private set; }

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>A real vendor is connected.</summary>
    public bool HasVendor => Live.Scope.HasVendor;

    /// <summary>Who looks.</summary>
    public Guid PersonId => Live.Scope.PersonId;

    /// <summary>The UTC day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <inheritdoc cref="UnlinkCommands.CancelAsync"/>
    public Task CancelAsync(Guid customerId, CancellationToken cancel) => commands.CancelAsync(Live.Scope, customerId, cancel);

    /// <inheritdoc cref="UnlinkCommands.RestoreAsync"/>
    public Task RestoreAsync(Guid customerId, CancellationToken cancel) => commands.RestoreAsync(Live.Scope, customerId, cancel);

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Any(Concerns) ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        Allowed = Live.Scope.May(Permission.Unlink);
        try
        {
            Customers = Allowed ? await queries.ListAsync(Live.Scope, cancel) : [];
            StillLinked = Allowed && Listed ? await queries.StillLinkedAsync(Live.Scope, cancel) : new HashSet<Guid>();
            (Loaded, Failed) = (true, false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "The unlinked customers could not be read.");
            Failed = true;
        }
    }

    private bool Concerns(ChangeSet set) => Listed
        // Also a name or a programme may be another; who left has no row any more.
        ? set.Rows.Any(row => ComesOrGoes(row) || (Renamed(row) && Customers.Any(customer => customer.Id == row.CustomerId))) || set.Changes.Any(SpeaksOfUnlink)
        : set.Rows.Any(row => (ComesOrGoes(row) || Renamed(row)) && HasFailed(row.CustomerId))
            || set.Changes.Any(change => change.Kind == JournalKinds.UnlinkFailed || (SpeaksOfUnlink(change) && HasFailed(change.CustomerId)));

    private bool HasFailed(Guid? id) => Customers.Any(customer => customer.Id == id && customer.Unlink.FailedCode is not null);

    private static bool ComesOrGoes(RowChange row) => row.After is null || row.Before is null || row.After.UnlinkOn != row.Before.UnlinkOn;

    private static bool Renamed(RowChange row) => row.After?.DisplayName != row.Before?.DisplayName;

    private static bool SpeaksOfUnlink(Change change) => change.Kind == JournalKinds.Unlinked || change.Kind.StartsWith("unlink.", StringComparison.Ordinal);
}
