using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>An open alert as the bell lists it.</summary>
/// <param name="Id">The alert.</param>
/// <param name="Severity">Severity.</param>
/// <param name="Description">What happened, as the vendor words it.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="CustomerName">Its displayed name.</param>
/// <param name="Device">Device; empty when none.</param>
/// <param name="RaisedAt">When it was last raised (UTC).</param>
/// <param name="Count">How often it was raised.</param>
public sealed record OpenAlert(
    Guid Id, AlertSeverity Severity, string Description, Guid CustomerId, string CustomerName, string Device, DateTime RaisedAt, int Count);

/// <summary>Reads of alerts, for people with <see cref="Permission.SeeAlerts"/>. What is out of scope or without visibility does not exist.</summary>
public sealed class AlertQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>The newest open alerts, acknowledged ones included: they are open work still.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    public async Task<IReadOnlyList<OpenAlert>> NewestAsync(PartnerScope scope, int count, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeAlerts);
        await using var db = await factory.CreateDbContextAsync(cancel);
        // No visibility, no alerts (SPEC §6): the same customers as those the rows count alerts of.
        var visible = db.CustomerRows.InScope(db, scope).Where(r => r.Assistance == PartnerAssistance.On);
        return await db.Alerts
            .Where(a => a.PartnerId == scope.PartnerId && (a.State == AlertState.Open || a.State == AlertState.Acknowledged))
            .Join(visible, a => a.CustomerId, r => r.Id, (a, r) => new { Alert = a, r.DisplayName })
            .OrderByDescending(x => x.Alert.RaisedAt).ThenBy(x => x.Alert.Id)
            .Take(count)
            .Select(x => new OpenAlert(x.Alert.Id, x.Alert.Severity, x.Alert.Description, x.Alert.CustomerId, x.DisplayName,
                x.Alert.Device, x.Alert.RaisedAt, x.Alert.Count))
            .ToListAsync(cancel);
    }
}
