using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>What writes about alerts share.</summary>
internal static class AlertWrites
{
    /// <summary>Those of the alerts that exist for the acting person, tracked, with the rows of their customers.</summary>
    /// <returns>The alerts; and why the others are not among them: one of a customer that lets nobody look <see cref="RefusalCodes.AssistanceOff"/>, all else <see cref="RefusalCodes.NotFound"/>.</returns>
    public static async Task<(List<(Alert Alert, CustomerRow Row)> Alerts, Dictionary<Guid, Refusal> Refused)> AlertsAsync(this WriteSession session, Guid[] ids)
    {
        session.Scope.Demand(Permission.SeeAlerts);
        var db = session.Db;
        var alerts = await db.Alerts.Where(a => ids.Contains(a.Id) && a.PartnerId == session.PartnerId).ToListAsync();
        var customers = alerts.Select(alert => alert.CustomerId).Distinct().ToList();
        var rows = await db.CustomerRows.InScope(db, session.Scope).AsNoTracking().Where(r => customers.Contains(r.Id)).ToDictionaryAsync(r => r.Id);
        var seen = alerts.Where(alert => rows.TryGetValue(alert.CustomerId, out var row) && row.Visible).Select(alert => (alert, rows[alert.CustomerId])).ToList();
        var refused = ids.Except(seen.Select(one => one.alert.Id)).ToDictionary(id => id, id => new Refusal(
            alerts.Exists(alert => alert.Id == id && rows.ContainsKey(alert.CustomerId)) ? RefusalCodes.AssistanceOff : RefusalCodes.NotFound));
        return (seen, refused);
    }

    /// <summary>The rules nobody snoozes alerts of.</summary>
    public static async Task<IReadOnlySet<string>> LoudRulesAsync(this WriteSession session) =>
        (await session.Db.LoudRules.Where(r => r.PartnerId == session.PartnerId).Select(r => r.Rule).ToListAsync()).ToHashSet(StringComparer.Ordinal);

    /// <summary>What an act is refused with.</summary>
    public static string CodeOf(AlertVerdict verdict) => verdict switch
    {
        AlertVerdict.Loud => RefusalCodes.AlertLoud,
        AlertVerdict.NoAction => RefusalCodes.AlertNoAction,
        _ => RefusalCodes.AlertClosed,
    };

    /// <summary>Journals what was done about an alert.</summary>
    public static void Journal(this WriteSession session, Alert alert, AlertAct act, AlertBefore before)
    {
        var (kind, was, now) = act.Kind switch
        {
            AlertActKind.Acknowledge => (JournalKinds.AlertAcknowledged, null, null),
            AlertActKind.Snooze => (JournalKinds.AlertSnoozed, act.Reason.Trim(), act.Until!.Value.ToString("O")),
            AlertActKind.Assign => (JournalKinds.AlertAssigned, before.AssigneeId?.ToString(), act.AssigneeId?.ToString()),
            _ => (JournalKinds.AlertWoke, (string?)before.State.ToString(), (string?)alert.State.ToString()),
        };
        session.Journal(kind, alert.CustomerId, alert.Id, alert.Description, was, now);
    }

    /// <summary>Brings alerts back from their snooze.</summary>
    public static void Wake(this WriteSession session, IEnumerable<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            alert.Wake(session.Now);
            session.Journal(JournalKinds.AlertWoke, alert.CustomerId, alert.Id, alert.Description, AlertState.Snoozed.ToString(), alert.State.ToString());
        }
    }
}
