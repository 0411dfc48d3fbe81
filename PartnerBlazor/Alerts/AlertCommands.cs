using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>What an act upon alerts did.</summary>
/// <param name="Result">By alert: how many it changed, were so already, or were refused, and why.</param>
/// <param name="Undo">Those it changed, as they were: what undoing it takes.</param>
public sealed record AlertResult(BulkResult Result, IReadOnlyList<AlertBefore> Undo);

/// <summary>
/// Acknowledge, snooze, put back, assign, comment and resolve (SPEC §6), and undo of all but the last: of people with <see cref="Permission.HandleAlerts"/>, upon alerts of customers in
/// scope that let the partner look. What is so already is no error: two people may do the same.
/// </summary>
public sealed class AlertCommands(PartnerStore store)
{
    /// <summary>Acts upon alerts, in transactions of at most <see cref="Bulk.BatchSize"/>.</summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="act">What is done.</param>
    /// <param name="alertIds">The alerts.</param>
    /// <param name="progress">Told after every batch how many are done with; null: nobody asks.</param>
    /// <param name="done">Told after every batch what it did, whatever becomes of the next ones; null: nobody asks.</param>
    /// <param name="cancel">Cancels between batches; finished ones stay.</param>
    /// <exception cref="RefusedException">
    /// Of the act as a whole: <see cref="RefusalCodes.NotAllowed"/>; of a snooze <see cref="RefusalCodes.SnoozeUntilMissing"/>, <see cref="RefusalCodes.SnoozeUntilPast"/>,
    /// <see cref="RefusalCodes.SnoozeUntilFar"/>, <see cref="RefusalCodes.SnoozeReasonMissing"/>, <see cref="RefusalCodes.TooLong"/>; of an assignment
    /// <see cref="RefusalCodes.AssigneeNotAllowed"/>. Of single alerts, in the result: <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.AssistanceOff"/>,
    /// <see cref="RefusalCodes.AlertClosed"/>, <see cref="RefusalCodes.AlertLoud"/>, <see cref="RefusalCodes.AssigneeNotAllowed"/>; where it is to be resolved <see cref="RefusalCodes.AlertNoAction"/>,
    /// <see cref="RefusalCodes.AlertNotRead"/>, <see cref="RefusalCodes.NotConnected"/>.
    /// </exception>
    public async Task<AlertResult> ActAsync(
        PartnerScope scope, AlertAct act, IReadOnlyCollection<Guid> alertIds, Action<int>? progress = null, Action<AlertResult>? done = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(alertIds);
        List<AlertBefore> undo = [];
        var result = await Bulk.RunAsync(alertIds, id => id, async batch =>
        {
            var (result, before) = await store.WriteAsync(scope, Permission.HandleAlerts, session => ApplyAsync(session, act, batch), cancel);
            undo.AddRange(before);
            done?.Invoke(new AlertResult(result, before));
            return result;
        }, progress, cancel);
        return new AlertResult(result, undo);
    }

    /// <summary>Undoes what an act did, wherever nothing came after it.</summary>
    /// <param name="scope">Who undoes it.</param>
    /// <param name="before">What the act returned.</param>
    /// <param name="progress">Told after every batch how many are done with; null: nobody asks.</param>
    /// <param name="cancel">Cancels between batches.</param>
    /// <returns>By alert; one that was handled, raised anew or closed meanwhile: <see cref="RefusalCodes.ChangedMeanwhile"/>.</returns>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    public Task<BulkResult> UndoAsync(PartnerScope scope, IReadOnlyCollection<AlertBefore> before, Action<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        return Bulk.RunAsync(before, one => one.Id, batch => store.WriteAsync(scope, Permission.HandleAlerts, session => UndoAsync(session, batch), cancel), progress, cancel);
    }

    /// <summary>Writes about an alert.</summary>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>; <see cref="RefusalCodes.NotFound"/>; <see cref="RefusalCodes.AssistanceOff"/>; <see cref="RefusalCodes.CommentMissing"/>; <see cref="RefusalCodes.TooLong"/>.
    /// </exception>
    public Task CommentAsync(PartnerScope scope, Guid alertId, string text, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            throw new RefusedException(RefusalCodes.CommentMissing, nameof(AlertNote.Text));
        if (trimmed.Length > AlertNote.MaxText)
            throw new RefusedException(RefusalCodes.TooLong, nameof(AlertNote.Text), AlertNote.MaxText.ToString(CultureInfo.InvariantCulture));
        return store.WriteAsync(scope, Permission.HandleAlerts, async session =>
        {
            var (alerts, refused) = await session.AlertsAsync([alertId]);
            if (refused.TryGetValue(alertId, out var refusal))
                throw new RefusedException(refusal.Code);
            var alert = alerts[0].Alert;
            session.Db.AlertNotes.Add(new AlertNote
            {
                Id = Guid.NewGuid(),
                AlertId = alertId,
                PartnerId = session.PartnerId,
                CustomerId = alert.CustomerId,
                At = session.Now,
                ById = session.Scope.PersonId,
                ByName = session.Scope.PersonName,
                Text = trimmed,
            });
            alert.Notes++;
            session.Journal(JournalKinds.AlertCommented, alert.CustomerId, alert.Id, alert.Description);
            return true;
        }, cancel);
    }

    private static async Task<(BulkResult, IReadOnlyList<AlertBefore>)> ApplyAsync(WriteSession session, AlertAct act, Guid[] batch)
    {
        if (AlertRules.RefusalOf(act, session.Now) is { } wrong)
            throw new RefusedException(wrong.Code, wrong.Code is RefusalCodes.SnoozeReasonMissing or RefusalCodes.TooLong ? nameof(AlertAct.Reason) : nameof(AlertAct.Until), wrong.Detail);
        var assignee = act is { Kind: AlertActKind.Assign, AssigneeId: { } id } ? await HandlerAsync(session, id) ?? throw new RefusedException(RefusalCodes.AssigneeNotAllowed, nameof(AlertAct.AssigneeId)) : null;
        var loud = await session.LoudRulesAsync();
        var (alerts, failed) = await session.AlertsAsync(batch);
        List<AlertBefore> undo = [];
        var (already, asked) = (0, 0);
        var resolve = act.Kind == AlertActKind.Resolve ? await ResolveWrites.BeginAsync(session, [.. alerts.Select(one => one.Alert.Id)]) : ResolveWrites.None;
        foreach (var (alert, row) in alerts)
        {
            var verdict = AlertRules.Judge(act, alert, loud.Contains(alert.Rule));
            if (act.Kind == AlertActKind.Resolve && verdict == AlertVerdict.Changes)
            {
                if (resolve.Ask(alert, act) is { } refusal)
                    failed[alert.Id] = refusal;
                else
                    asked++;
                continue;
            }
            if (verdict == AlertVerdict.Changes && assignee?.Sees(row) == false)
                failed[alert.Id] = new Refusal(RefusalCodes.AssigneeNotAllowed);
            else if (verdict == AlertVerdict.Already)
                already++;
            else if (verdict != AlertVerdict.Changes)
                failed[alert.Id] = new Refusal(AlertWrites.CodeOf(verdict));
            else
            {
                var before = alert.Do(act, session.Scope.PersonId, session.Scope.PersonName, session.Now);
                session.Journal(alert, act, before);
                undo.Add(before);
            }
        }
        return (new BulkResult(undo.Count + asked, already, failed, resolve.IsPlayed ? 0 : asked), undo);
    }

    private static async Task<BulkResult> UndoAsync(WriteSession session, AlertBefore[] batch)
    {
        var loud = await session.LoudRulesAsync();
        var (alerts, failed) = await session.AlertsAsync([.. batch.Select(one => one.Id)]);
        var befores = batch.ToDictionary(one => one.Id);
        var by = batch.Select(one => one.ById).OfType<Guid>().Distinct().ToList();
        var names = await session.Db.People.Where(p => p.PartnerId == session.PartnerId && by.Contains(p.Id) && p.ErasedAt == null).ToDictionaryAsync(p => p.Id, p => p.Name);
        var changed = 0;
        foreach (var (alert, row) in alerts)
        {
            var before = befores[alert.Id];
            if (alert.Handled != before.Handled)
            {
                failed[alert.Id] = new Refusal(RefusalCodes.ChangedMeanwhile);
                continue;
            }
            var (state, had) = (alert.State, alert.AssigneeId);
            if (before is { Act: AlertActKind.Assign, AssigneeId: { } id } && (await HandlerAsync(session, id))?.Sees(row) != true)
            {
                failed[alert.Id] = new Refusal(RefusalCodes.AssigneeNotAllowed);
                continue;
            }
            alert.Undo(before, before.ById is { } who ? names.GetValueOrDefault(who, "") : "", loud.Contains(alert.Rule), session.Now);
            if (before.Act == AlertActKind.Assign)
                session.Journal(JournalKinds.AlertAssigned, alert.CustomerId, alert.Id, alert.Description, had?.ToString(), alert.AssigneeId?.ToString());
            else
                session.Journal(JournalKinds.AlertUndone, alert.CustomerId, alert.Id, alert.Description, state.ToString(), alert.State.ToString());
            changed++;
        }
        return new BulkResult(changed, 0, failed);
    }

    // The person as they are now, if they may handle alerts.
    private static async Task<PartnerScope?> HandlerAsync(WriteSession session, Guid personId) =>
        await ScopeReader.ReadAsync(session.Db, personId, session.PartnerId, CancellationToken.None) is { } scope && scope.May(Permission.SeeAlerts) && scope.May(Permission.HandleAlerts) ? scope : null;
}
