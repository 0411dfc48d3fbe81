using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Alerts;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Alerts;

/// <summary>What people do about alerts, and undo.</summary>
public sealed class AlertCommandsTests : IAsyncLifetime
{
    private static readonly AlertAct s_acknowledge = new(AlertActKind.Acknowledge);

    private AlertWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await AlertWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Many_at_once_each_for_itself_and_the_second_act_is_no_error()
    {
        var (_, open) = await _world.CustomerAsync("Open", alerts: [_ => { }, alert => alert.State = AlertState.Acknowledged, alert => alert.State = AlertState.Resolved]);
        var (_, hidden) = await _world.CustomerAsync("Hidden", PartnerAssistance.Off);
        var other = await _world.Store.AddPartnerAsync(name: "Other");
        var foreign = Guid.Empty;
        await _world.Store.AddCustomerAsync(other, "Theirs", customer => customer.Alert(alert => foreign = alert.Id));
        var nothing = Guid.NewGuid();
        var (result, undo) = await _world.ActAsync(_world.Admin, s_acknowledge, [.. open, .. hidden, foreign, nothing]);
        Assert.Equal((1, 1), (result.Changed, result.Already));
        Assert.Equal(open[0], Assert.Single(undo).Id);
        Assert.Equal(
            new Dictionary<Guid, string> { [open[2]] = RefusalCodes.AlertClosed, [hidden[0]] = RefusalCodes.AssistanceOff, [foreign] = RefusalCodes.NotFound, [nothing] = RefusalCodes.NotFound },
            result.Failed.ToDictionary(failed => failed.Key, failed => failed.Value.Code));
        var alert = await _world.AlertAsync(open[0]);
        Assert.Equal((AlertState.Acknowledged, _world.Admin.PersonId, "Ada Admin", _world.Now), (alert.State, alert.ById, alert.ByName, alert.StateAt));
        // Somebody else, a moment later.
        var colleague = await _world.Store.AddPersonAsync(_world.Partner, Role.HelpDesk, name: "Bob");
        var (second, _) = await _world.ActAsync(colleague, s_acknowledge, open[0]);
        Assert.Equal((0, 1, 0), (second.Changed, second.Already, second.Failed.Count));
        Assert.Equal("Ada Admin", (await _world.AlertAsync(open[0])).ByName);
        Assert.Equal([JournalKinds.AlertAcknowledged], await _world.KindsAsync(open[0]));
        Assert.Equal(0, await OpenAlertsAsync("Hidden"));
    }

    [Fact]
    public async Task What_is_snoozed_counts_nowhere_and_comes_back_when_the_time_is_over()
    {
        var (_, alerts) = await _world.CustomerAsync("Acme", alerts: [_ => { }, _ => { }]);
        await _world.ActAsync(_world.Admin, _world.Snooze(), alerts[0]);
        Assert.Equal(1, await OpenAlertsAsync("Acme"));
        using var calendar = Calendar();
        Assert.Equal(_world.Now.AddHours(24), await calendar.RunAsync(Stop));
        _world.Store.Time.Advance(TimeSpan.FromHours(24));
        Assert.Null(await calendar.RunAsync(Stop));
        Assert.Equal(2, await OpenAlertsAsync("Acme"));
        Assert.Equal([JournalKinds.AlertSnoozed, JournalKinds.AlertWoke], await _world.KindsAsync(alerts[0]));
        await using var db = _world.Store.Db();
        Assert.Equal(ActorKind.Calendar, (await db.Journal.OrderBy(e => e.PartnerSeq).LastAsync(Stop)).ActorKind);
    }

    [Fact]
    public async Task A_snooze_is_refused_at_its_field_and_for_what_is_loud()
    {
        var (_, alerts) = await _world.CustomerAsync(alerts: [alert => alert.Rule = "Event::Loud", alert => alert.Rule = "Event::Quiet"]);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _world.ActAsync(_world.Admin, _world.Snooze() with { Reason = "" }, alerts[1]));
        Assert.Equal((RefusalCodes.SnoozeReasonMissing, nameof(AlertAct.Reason)), (refused.Code, refused.Field));
        await new LoudCommands(_world.Store.Store).AddAsync(_world.Admin, "Event::Loud", Stop);
        var (result, _) = await _world.ActAsync(_world.Admin, _world.Snooze(), [.. alerts]);
        Assert.Equal((1, RefusalCodes.AlertLoud), (result.Changed, result.Failed[alerts[0]].Code));
    }

    [Fact]
    public async Task What_becomes_loud_is_back_at_once_and_a_rule_nobody_has_seen_is_none()
    {
        var loud = new LoudCommands(_world.Store.Store);
        var (_, alerts) = await _world.CustomerAsync(alerts: alert => alert.Rule = "Event::Loud");
        await _world.ActAsync(_world.Admin, _world.Snooze(), alerts[0]);
        Assert.Equal(RefusalCodes.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => loud.AddAsync(_world.Admin, "Event::Invented", Stop))).Code);
        await loud.AddAsync(_world.Admin, "Event::Loud", Stop);
        using var calendar = Calendar();
        await calendar.RunAsync(Stop);
        Assert.Equal(AlertState.Open, (await _world.AlertAsync(alerts[0])).State);
        Assert.Equal([("Event::Loud", 1)], await _world.Queries.LoudRulesAsync(_world.Admin, Stop));
        await loud.RemoveAsync(_world.Admin, "Event::Loud", Stop);
        Assert.Equal(1, (await _world.ActAsync(_world.Admin, _world.Snooze(), alerts[0])).Result.Changed);
    }

    [Fact]
    public async Task It_is_given_to_who_may_handle_it_and_to_nobody_else()
    {
        var (mine, alerts) = await _world.CustomerAsync("Mine");
        var (_, others) = await _world.CustomerAsync("Others");
        var help = await _world.Store.AddPersonAsync(_world.Partner, Role.HelpDesk, customers: [mine], name: "Helen");
        var reader = await _world.Store.AddPersonAsync(_world.Partner, Role.ReadOnly, name: "Rob");
        var theirs = await _world.Store.AddPersonAsync(await _world.Store.AddPartnerAsync(name: "Other"), name: "Foreign");
        foreach (var nobody in new[] { reader.PersonId, theirs.PersonId, Guid.NewGuid() })
            Assert.Equal(RefusalCodes.AssigneeNotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => _world.ActAsync(_world.Admin, To(nobody), alerts[0]))).Code);
        var (result, undo) = await _world.ActAsync(_world.Admin, To(help.PersonId), alerts[0], others[0]);
        Assert.Equal((1, RefusalCodes.AssigneeNotAllowed), (result.Changed, result.Failed[others[0]].Code));
        Assert.Equal(["Mine"], (await _world.Queries.WindowAsync(help, new AlertFilter { Holders = [AlertHolder.Me] }, default, [], 10, Stop)).Lines.Select(line => line.Customer));
        Assert.Equal(["Ada Admin", "Helen"], (await _world.Queries.PeopleAsync(_world.Admin, Stop)).Select(person => person.Name));
        await _world.Commands.UndoAsync(_world.Admin, undo, null, Stop);
        Assert.Null((await _world.AlertAsync(alerts[0])).AssigneeId);
        // Names of people are not kept where they could not be erased.
        await using var db = _world.Store.Db();
        Assert.DoesNotContain(await db.Journal.Where(e => e.SubjectId == alerts[0]).Select(e => e.Payload).ToListAsync(Stop), payload => payload.Contains("Helen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_act_is_undone_unless_something_came_after_it()
    {
        var (_, alerts) = await _world.CustomerAsync(alerts: [_ => { }, _ => { }, _ => { }]);
        var (_, undo) = await _world.ActAsync(_world.Admin, s_acknowledge, [.. alerts]);
        await _world.ActAsync(_world.Admin, _world.Snooze(), alerts[1]);
        await _world.Store.WriteAsync(_world.Partner, async write =>
        {
            var alert = await write.Db.Alerts.SingleAsync(a => a.Id == alerts[2], Stop);
            alert.Close(write.Now);
            write.Journal(JournalKinds.AlertClosed, alert.CustomerId, alert.Id);
        });
        var result = await _world.Commands.UndoAsync(_world.Admin, undo, null, Stop);
        Assert.Equal(1, result.Changed);
        Assert.All([alerts[1], alerts[2]], id => Assert.Equal(RefusalCodes.ChangedMeanwhile, result.Failed[id].Code));
        Assert.Equal([AlertState.Open, AlertState.Snoozed, AlertState.Resolved], [(await _world.AlertAsync(alerts[0])).State, (await _world.AlertAsync(alerts[1])).State, (await _world.AlertAsync(alerts[2])).State]);
        // Undone twice is undone once.
        Assert.Equal(0, (await _world.Commands.UndoAsync(_world.Admin, undo, null, Stop)).Changed);
    }

    [Fact]
    public async Task Comments_are_kept_with_the_alert_and_their_text_nowhere_else()
    {
        var (_, alerts) = await _world.CustomerAsync();
        Assert.Equal(RefusalCodes.CommentMissing, (await Assert.ThrowsAsync<RefusedException>(() => _world.Commands.CommentAsync(_world.Admin, alerts[0], "  ", Stop))).Code);
        Assert.Equal(RefusalCodes.TooLong, (await Assert.ThrowsAsync<RefusedException>(() => _world.Commands.CommentAsync(_world.Admin, alerts[0], new string('a', 2001), Stop))).Code);
        await _world.Commands.CommentAsync(_world.Admin, alerts[0], " The part is ordered. ", Stop);
        var details = await _world.Queries.DetailsAsync(_world.Admin, alerts[0], Stop);
        Assert.Equal(("The part is ordered.", "Ada Admin"), (Assert.Single(details!.Notes).Text, details.Notes[0].ByName));
        Assert.Equal(1, details.Line.Alert.Notes);
        await using var db = _world.Store.Db();
        Assert.DoesNotContain(await db.Journal.Select(e => e.Payload).ToListAsync(Stop), payload => payload.Contains("ordered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erased_people_leave_their_names_neither_here_nor_there()
    {
        var (_, alerts) = await _world.CustomerAsync();
        var gone = await _world.Store.AddPersonAsync(_world.Partner, name: "Gone Person");
        await _world.ActAsync(gone, s_acknowledge, alerts[0]);
        await _world.Commands.CommentAsync(gone, alerts[0], "Looked at it", Stop);
        await _world.ActAsync(_world.Admin, To(gone.PersonId), alerts[0]);
        // What may be undone later remembers who had done what before.
        var (_, undo) = await _world.ActAsync(_world.Admin, _world.Snooze(), alerts[0]);
        await _world.Store.WriteAsync(_world.Partner, async write =>
        {
            (await write.Db.People.SingleAsync(p => p.Id == gone.PersonId, Stop)).Active = false;
            write.JournalOther(JournalKinds.PersonChanged, gone.PersonId);
        });
        await _world.Store.WriteAsync(_world.Partner, async write =>
        {
            await write.ErasePersonAsync(gone.PersonId);
            write.JournalOther(JournalKinds.JournalErased, gone.PersonId);
        });
        Assert.Equal(1, (await _world.Commands.UndoAsync(_world.Admin, undo, null, Stop)).Changed);
        var details = (await _world.Queries.DetailsAsync(_world.Admin, alerts[0], Stop))!;
        Assert.Equal((AlertState.Acknowledged, gone.PersonId), (details.Line.Alert.State, details.Line.Alert.ById));
        Assert.Equal(("", "", ""), (details.Line.Alert.ByName, details.Notes[0].ByName, details.Line.Assignee));
    }

    [Fact]
    public async Task Nothing_is_resolved_where_no_vendor_is_connected_and_the_demos_vendor_is_played()
    {
        var resolve = new AlertAct(AlertActKind.Resolve);
        var (_, alerts) = await _world.CustomerAsync();
        Assert.Equal(RefusalCodes.NotConnected, (await _world.ActAsync(_world.Admin, resolve, alerts[0])).Result.Failed[alerts[0]].Code);
        Assert.Equal(AlertState.Open, (await _world.AlertAsync(alerts[0])).State);
        var demo = await _world.Store.AddPartnerAsync(name: "Demo", demo: true);
        var camille = await _world.Store.AddPersonAsync(demo, name: "Camille");
        var id = Guid.Empty;
        await _world.Store.AddCustomerAsync(demo, "Theirs", customer => customer.Alert(alert => id = alert.Id));
        await _world.ActAsync(camille, _world.Snooze(), id);
        var (result, undo) = await _world.ActAsync(camille, resolve, id);
        Assert.Equal((1, 0, 0), (result.Changed, result.Requested, undo.Count));
        var alert = await _world.AlertAsync(id);
        // Raised again, it is to be seen: somebody called it done.
        Assert.Equal((AlertState.Resolved, "Camille", null), (alert.State, alert.ByName, alert.SnoozedUntil));
        Assert.Equal([JournalKinds.AlertSnoozed, JournalKinds.AlertResolved], await _world.KindsAsync(id));
        Assert.Equal(1, (await _world.ActAsync(camille, resolve, id)).Result.Already);
    }

    private static AlertAct To(Guid? person) => new(AlertActKind.Assign) { AssigneeId = person };

    private AlertCalendar Calendar() => new(_world.Store.Store, _world.Store.Factory, _world.Store.Feed, _world.Store.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<AlertCalendar>.Instance);

    private async Task<int> OpenAlertsAsync(string customer)
    {
        await using var db = _world.Store.Db();
        var row = await db.CustomerRows.AsNoTracking().SingleAsync(r => r.DisplayName == customer, Stop);
        return row.AlertsHigh + row.AlertsMedium + row.AlertsLow;
    }
}
