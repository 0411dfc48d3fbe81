using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>The life of an alert (SPEC §6): Open, Acknowledged, Snoozed, Resolved. Pure: every road that raises, closes or handles one goes through here.</summary>
public static class AlertRules
{
    /// <summary>Longest snooze, in days: whatever is never to be seen again belongs into the vendor's policy.</summary>
    public const int MostSnoozeDays = 365;

    /// <summary>The vendor's usual action (domain.md B9).</summary>
    public const string Usual = "acknowledge";

    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReason = 300;

    /// <summary>Why an act cannot be done as asked; null: it can.</summary>
    public static Refusal? RefusalOf(AlertAct act, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(act);
        return act switch
        {
            { Kind: not AlertActKind.Snooze } => null,
            { Until: null } => new Refusal(RefusalCodes.SnoozeUntilMissing),
            { Until: { } until } when until <= now => new Refusal(RefusalCodes.SnoozeUntilPast),
            { Until: { } until } when until > now.AddDays(MostSnoozeDays) => new Refusal(RefusalCodes.SnoozeUntilFar, $"{MostSnoozeDays}"),
            { Reason: var reason } when string.IsNullOrWhiteSpace(reason) => new Refusal(RefusalCodes.SnoozeReasonMissing),
            { Reason.Length: > MaxReason } => new Refusal(RefusalCodes.TooLong, $"{MaxReason}"),
            _ => null,
        };
    }

    /// <summary>What an act would do.</summary>
    /// <param name="act">The act.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="isLoud">Its rule is on the partner's list.</param>
    public static AlertVerdict Judge(AlertAct act, Alert alert, bool isLoud)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(alert);
        return act.Kind switch
        {
            AlertActKind.Assign => alert.AssigneeId == act.AssigneeId ? AlertVerdict.Already : alert.State == AlertState.Resolved ? AlertVerdict.Closed : AlertVerdict.Changes,
            // Two people may resolve the same: the second is no error.
            AlertActKind.Resolve when alert.State == AlertState.Resolved || alert.ResolveAskedAt is not null => AlertVerdict.Already,
            AlertActKind.Resolve => ActionOf(alert, act.Action) is null ? AlertVerdict.NoAction : AlertVerdict.Changes,
            _ when alert.State == AlertState.Resolved => AlertVerdict.Closed,
            // One that is out of sight is taken note of, and comes back so.
            AlertActKind.Acknowledge => alert.State == AlertState.Acknowledged ? AlertVerdict.Already : AlertVerdict.Changes,
            AlertActKind.PutBack => alert.State == AlertState.Open ? AlertVerdict.Already : AlertVerdict.Changes,
            AlertActKind.Snooze when isLoud => AlertVerdict.Loud,
            AlertActKind.Snooze => alert.State == AlertState.Snoozed && alert.SnoozedUntil == act.Until && alert.SnoozeReason == act.Reason.Trim()
                && alert.SnoozeBelow is not null == act.UntilWorse ? AlertVerdict.Already : AlertVerdict.Changes,
            _ => throw new ArgumentOutOfRangeException(nameof(act), act.Kind, "There is no rule for it."),
        };
    }

    /// <summary>Does it to an alert it changes.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="act">The act.</param>
    /// <param name="by">Who acts.</param>
    /// <param name="name">Their name.</param>
    /// <param name="now">The moment (UTC).</param>
    /// <returns>As it was before.</returns>
    public static AlertBefore Do(this Alert alert, AlertAct act, Guid by, string name, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(act);
        var before = new AlertBefore(alert.Id, alert.Handled + 1)
        {
            Act = act.Kind,
            State = alert.State,
            SnoozedUntil = alert.SnoozedUntil,
            SnoozeReason = alert.SnoozeReason,
            SnoozeBelow = alert.SnoozeBelow,
            WasAcknowledged = alert.WasAcknowledged,
            AssigneeId = alert.AssigneeId,
            ById = alert.ById,
            StateAt = alert.StateAt,
        };
        if (act.Kind == AlertActKind.Assign)
        {
            (alert.AssigneeId, alert.Handled) = (act.AssigneeId, alert.Handled + 1);
            return before;
        }
        var acknowledged = alert.State == AlertState.Acknowledged || (alert.State == AlertState.Snoozed && alert.WasAcknowledged);
        alert.ForgetSnooze();
        if (act.Kind == AlertActKind.Snooze)
            (alert.SnoozedUntil, alert.SnoozeReason, alert.SnoozeBelow, alert.WasAcknowledged) = (act.Until, act.Reason.Trim(), act.UntilWorse ? alert.Severity : null, acknowledged);
        alert.Become(act.Kind switch
        {
            AlertActKind.Acknowledge => AlertState.Acknowledged,
            AlertActKind.Snooze => AlertState.Snoozed,
            _ => AlertState.Open,
        }, by, name, now);
        return before;
    }

    /// <summary>Brings it to what it was before an act, after which nothing came.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="before">As it was.</param>
    /// <param name="name">Name of whoever had brought it to its state, as it is now.</param>
    /// <param name="isLoud">Its rule is loud by now.</param>
    /// <param name="now">The moment (UTC).</param>
    public static void Undo(this Alert alert, AlertBefore before, string name, bool isLoud, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(before);
        alert.Handled++;
        if (before.Act == AlertActKind.Assign)
        {
            alert.AssigneeId = before.AssigneeId;
            return;
        }
        alert.ForgetSnooze();
        (alert.State, alert.ById, alert.ByName, alert.StateAt) = (before.State, before.ById, name, before.StateAt);
        if (before.State != AlertState.Snoozed)
            return;
        // Meanwhile it would have come back by itself.
        if (isLoud || before.SnoozedUntil <= now || before.SnoozeBelow < alert.Severity)
            alert.State = before.WasAcknowledged ? AlertState.Acknowledged : AlertState.Open;
        else
            (alert.SnoozedUntil, alert.SnoozeReason, alert.SnoozeBelow, alert.WasAcknowledged) = (before.SnoozedUntil, before.SnoozeReason, before.SnoozeBelow, before.WasAcknowledged);
    }

    /// <summary>The vendor's actions that close an alert, the usual one first: a message to somebody leaves it as it is (domain.md B9).</summary>
    public static IReadOnlyList<string> ActionsOf(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return [.. alert.AllowedActions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(action => !action.StartsWith("sendMsg", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).OrderBy(action => action != Usual)];
    }

    /// <summary>The action by which an alert is resolved; null: there is none.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="wanted">The one that was chosen; null: the usual one.</param>
    public static string? ActionOf(Alert alert, string? wanted) => ActionsOf(alert) is var actions && wanted is not null && actions.Contains(wanted) ? wanted : actions.Count > 0 ? actions[0] : null;

    /// <summary>The vendor is asked to resolve it.</summary>
    public static void AskResolve(this Alert alert, Guid by, string name, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        (alert.ResolveAskedAt, alert.ResolveById, alert.ResolveByName, alert.ResolveProblem) = (now, by, name, null);
        alert.Handled++;
    }

    /// <summary>It is not asked any more.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="problem">Why the vendor did not do it; null: it is closed, or nobody wants it any more.</param>
    public static void EndResolve(this Alert alert, string? problem)
    {
        ArgumentNullException.ThrowIfNull(alert);
        (alert.ResolveAskedAt, alert.ResolveById, alert.ResolveByName, alert.ResolveProblem) = (null, null, "", problem);
    }

    /// <summary>It is back from its snooze, as it was before it.</summary>
    public static void Wake(this Alert alert, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var state = alert.WasAcknowledged ? AlertState.Acknowledged : AlertState.Open;
        alert.ForgetSnooze();
        alert.Become(state, null, "", now);
    }

    /// <summary>The vendor says it is more severe: wakes it where it was to be woken by that.</summary>
    /// <returns>True: it is back.</returns>
    public static bool WakeIfWorse(this Alert alert, AlertSeverity severity, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (alert.State != AlertState.Snoozed || !(alert.SnoozeBelow < severity))
            return false;
        alert.Wake(now);
        return true;
    }

    /// <summary>The vendor closed it. A snooze is remembered: closed and raised again, it stays out of sight.</summary>
    public static void Close(this Alert alert, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        // Whose doing it is: the person's who asked for it, where one did.
        var (by, name) = alert.ResolveAskedAt is null ? (null, "") : (alert.ResolveById, alert.ResolveByName);
        // What somebody resolved is over: raised again, it is to be seen.
        if (by is not null)
            alert.ForgetSnooze();
        alert.EndResolve(null);
        alert.Become(AlertState.Resolved, by, name, now);
    }

    /// <summary>It was closed and is raised again: open, unless it is snoozed still and no worse.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="severity">Its severity now.</param>
    /// <param name="first">When it was raised first since then (UTC).</param>
    /// <param name="now">The moment (UTC).</param>
    public static void Reopen(this Alert alert, AlertSeverity severity, DateTime first, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        (alert.ReopenedAt, alert.FirstAt, alert.WasAcknowledged) = (now, first, false);
        alert.EndResolve(null);
        var snoozed = alert.SnoozedUntil > now && !(alert.SnoozeBelow < severity);
        if (!snoozed)
            alert.ForgetSnooze();
        alert.Become(snoozed ? AlertState.Snoozed : AlertState.Open, null, "", now);
    }

    private static void Become(this Alert alert, AlertState state, Guid? by, string name, DateTime now)
    {
        (alert.State, alert.ById, alert.ByName, alert.StateAt) = (state, by, name, now);
        alert.Handled++;
    }

    private static void ForgetSnooze(this Alert alert) =>
        (alert.SnoozedUntil, alert.SnoozeReason, alert.SnoozeBelow, alert.WasAcknowledged) = (null, "", null, false);
}
