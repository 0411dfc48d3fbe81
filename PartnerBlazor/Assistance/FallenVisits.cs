using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>
/// Hears when visits may have lost what they stand on, and has them ended for good. Where assistance goes off or the customer is unlinked,
/// that write ends them itself; this is for what other writes take away: scope, role, groups, the account's state.
/// </summary>
public sealed class FallenVisits(ConsoleSignIns signIns, ILogger<FallenVisits> log) : IChangeListener
{
    /// <summary>Done once every visit that fell by what was heard so far is ended. Never fails.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var customers = set.Rows.Where(MayFall).Select(row => row.CustomerId).ToList();
        if (customers.Count > 0 || set.Scopes.Count > 0)
            Settled = Task.WhenAll(Settled, Task.Run(() => EndAsync(customers, [.. set.Scopes.Keys])));
    }

    private static bool MayFall(RowChange change) => change.Before is { } before && Opens(before)
        && (change.After is not { } after || !Opens(after) || before.GroupIds.Except(after.GroupIds).Any());

    private static bool Opens(CustomerRow row) => LaunchRules.RefusalOf(row.Status, row.Activated, row.Assistance) is null;

    private async Task EndAsync(IReadOnlyCollection<Guid> customers, IReadOnlyCollection<Guid> people)
    {
        try
        {
            await signIns.EndFallenAsync(customers, people);
        }
        catch (Exception error)
        {
            // Every request asks anew all the same: nobody is let in who may not be.
            log.LogWarning(error, "Visits that lost their ground could not be ended.");
        }
    }
}
