using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>
/// How many new accounts the person of this tab (scoped) asked for need a look: refused, or not certain. Whoever asked is told wherever they are; it stays until somebody
/// acts. Other people's cost it a query of a few lines.
/// </summary>
public sealed class RequestNoticeState(RequestQueries queries, LiveSession live, ILogger<RequestNoticeState> log) : SharedState(live)
{
    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Any(set => set.Accounts) ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            Count = Live.Scope.HasVendor ? (await queries.ListAsync(Live.Scope, cancel)).Count(request => request.NeedsLook && request.ById == Live.Scope.PersonId) : 0;
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            // The frame stays; the next change reads again.
            log.LogError(error, "New accounts that need a look could not be read.");
        }
    }
}
