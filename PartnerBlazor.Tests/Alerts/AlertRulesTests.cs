using CsCheck;
using PartnerBlazor.Alerts;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Alerts;

/// <summary>The life of an alert, whatever is done in whatever order.</summary>
public sealed class AlertRulesTests
{
    private static readonly DateTime s_noon = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid s_me = Guid.NewGuid();

    // What is the portal's own can be undone.
    private static readonly Gen<AlertActKind> s_own = Gen.Int[0, (int)AlertActKind.Assign].Select(kind => (AlertActKind)kind);

    [Theory]
    [InlineData(AlertActKind.Acknowledge, AlertState.Open, AlertVerdict.Changes)]
    [InlineData(AlertActKind.Acknowledge, AlertState.Acknowledged, AlertVerdict.Already)]
    [InlineData(AlertActKind.Acknowledge, AlertState.Snoozed, AlertVerdict.Changes)]
    [InlineData(AlertActKind.Acknowledge, AlertState.Resolved, AlertVerdict.Closed)]
    [InlineData(AlertActKind.Snooze, AlertState.Open, AlertVerdict.Changes)]
    [InlineData(AlertActKind.Snooze, AlertState.Acknowledged, AlertVerdict.Changes)]
    [InlineData(AlertActKind.Snooze, AlertState.Resolved, AlertVerdict.Closed)]
    [InlineData(AlertActKind.PutBack, AlertState.Open, AlertVerdict.Already)]
    [InlineData(AlertActKind.PutBack, AlertState.Acknowledged, AlertVerdict.Changes)]
    [InlineData(AlertActKind.PutBack, AlertState.Snoozed, AlertVerdict.Changes)]
    [InlineData(AlertActKind.PutBack, AlertState.Resolved, AlertVerdict.Closed)]
    [InlineData(AlertActKind.Resolve, AlertState.Open, AlertVerdict.Changes)]
    [InlineData(AlertActKind.Resolve, AlertState.Snoozed, AlertVerdict.Changes)]
    [InlineData(AlertActKind.Resolve, AlertState.Resolved, AlertVerdict.Already)]
    [InlineData(AlertActKind.Assign, AlertState.Snoozed, AlertVerdict.Changes)]
    [InlineData(AlertActKind.Assign, AlertState.Resolved, AlertVerdict.Closed)]
    public void What_an_act_would_do(AlertActKind kind, AlertState state, AlertVerdict expected) => Assert.Equal(expected, AlertRules.Judge(Act(kind), New(state), isLoud: false));

    [Fact]
    public void What_is_loud_is_not_snoozed_and_all_else_can_be_done()
    {
        Assert.Equal(AlertVerdict.Loud, AlertRules.Judge(Act(AlertActKind.Snooze), New(AlertState.Open), isLoud: true));
        Assert.Equal(AlertVerdict.Changes, AlertRules.Judge(Act(AlertActKind.Acknowledge), New(AlertState.Open), isLoud: true));
    }

    [Theory]
    [InlineData("acknowledge", null, "acknowledge")]
    [InlineData("cleanPua acknowledge", null, "acknowledge")]
    [InlineData("cleanPua authPua", null, "cleanPua")]
    [InlineData("acknowledge cleanPua", "cleanPua", "cleanPua")]
    [InlineData("acknowledge", "cleanVirus", "acknowledge")]
    [InlineData("sendMsgPua", null, null)]
    [InlineData("", null, null)]
    public void It_is_resolved_by_the_usual_action_unless_another_is_chosen_and_allowed(string allowed, string? wanted, string? expected)
    {
        var alert = New(AlertState.Open);
        alert.AllowedActions = allowed;
        Assert.Equal(expected, AlertRules.ActionOf(alert, wanted));
        Assert.Equal(expected is null ? AlertVerdict.NoAction : AlertVerdict.Changes, AlertRules.Judge(new AlertAct(AlertActKind.Resolve) { Action = wanted }, alert, isLoud: true));
    }

    [Fact]
    public void A_snooze_has_an_end_within_a_year_and_a_reason()
    {
        var good = Act(AlertActKind.Snooze);
        Assert.Null(AlertRules.RefusalOf(good, s_noon));
        Assert.Equal(RefusalCodes.SnoozeUntilMissing, AlertRules.RefusalOf(good with { Until = null }, s_noon)?.Code);
        Assert.Equal(RefusalCodes.SnoozeUntilPast, AlertRules.RefusalOf(good with { Until = s_noon }, s_noon)?.Code);
        Assert.Equal(RefusalCodes.SnoozeUntilFar, AlertRules.RefusalOf(good with { Until = s_noon.AddDays(366) }, s_noon)?.Code);
        Assert.Equal(RefusalCodes.SnoozeReasonMissing, AlertRules.RefusalOf(good with { Reason = " " }, s_noon)?.Code);
        Assert.Equal(RefusalCodes.TooLong, AlertRules.RefusalOf(good with { Reason = new string('a', 301) }, s_noon)?.Code);
    }

    [Fact]
    public void Undone_at_once_everything_is_as_it_was() =>
        Gen.Select(s_own.Array[0, 5], s_own).Sample((earlier, last) =>
        {
            var alert = New(AlertState.Open);
            foreach (var kind in earlier)
                if (AlertRules.Judge(Act(kind), alert, isLoud: false) == AlertVerdict.Changes)
                    alert.Do(Act(kind), s_me, "Ada", s_noon);
            var before = Of(alert);
            if (AlertRules.Judge(Act(last), alert, isLoud: false) != AlertVerdict.Changes)
                return true;
            var undo = alert.Do(Act(last), Guid.NewGuid(), "Bob", s_noon.AddMinutes(1));
            var handled = alert.Handled == undo.Handled && Of(alert) != before;
            alert.Undo(undo, before.Item8, isLoud: false, s_noon.AddMinutes(2));
            return handled && Of(alert) == before;
        }, iter: 2000);

    [Fact]
    public void Only_what_is_snoozed_has_a_snooze_unless_the_vendor_closed_it() =>
        Gen.Int[0, 6].Array[1, 12].Sample(steps =>
        {
            var alert = New(AlertState.Open);
            foreach (var step in steps)
                Step(alert, step);
            return (alert.State == AlertState.Snoozed) == (alert is { SnoozedUntil: not null, State: not AlertState.Resolved }) && (alert.SnoozedUntil is not null || alert is { SnoozeReason: "", SnoozeBelow: null });
        }, iter: 5000);

    [Fact]
    public void A_snooze_comes_back_as_it_went()
    {
        var (open, taken) = (New(AlertState.Open), New(AlertState.Acknowledged));
        foreach (var alert in new[] { open, taken })
        {
            alert.Do(Act(AlertActKind.Snooze), s_me, "Ada", s_noon);
            // Anew, for longer: it is remembered what it was before the first.
            alert.Do(Act(AlertActKind.Snooze) with { Until = s_noon.AddDays(9) }, s_me, "Ada", s_noon);
            alert.Wake(s_noon);
        }
        Assert.Equal((AlertState.Open, AlertState.Acknowledged), (open.State, taken.State));
    }

    [Fact]
    public void A_worse_severity_wakes_what_was_to_be_woken_by_it()
    {
        var (woken, asleep) = (New(AlertState.Open), New(AlertState.Open));
        woken.Do(Act(AlertActKind.Snooze) with { UntilWorse = true }, s_me, "Ada", s_noon);
        asleep.Do(Act(AlertActKind.Snooze), s_me, "Ada", s_noon);
        Assert.False(woken.WakeIfWorse(AlertSeverity.Medium, s_noon));
        Assert.True(woken.WakeIfWorse(AlertSeverity.High, s_noon));
        Assert.False(asleep.WakeIfWorse(AlertSeverity.High, s_noon));
        Assert.Equal((AlertState.Open, AlertState.Snoozed), (woken.State, asleep.State));
    }

    [Theory]
    [InlineData(0, AlertSeverity.Medium, AlertState.Snoozed)]
    [InlineData(0, AlertSeverity.High, AlertState.Open)]
    [InlineData(2, AlertSeverity.Medium, AlertState.Open)]
    public void Closed_and_raised_again_it_stays_out_of_sight_while_it_is_snoozed_and_no_worse(int days, AlertSeverity severity, AlertState expected)
    {
        var alert = New(AlertState.Acknowledged);
        alert.Do(Act(AlertActKind.Snooze) with { UntilWorse = true }, s_me, "Ada", s_noon);
        alert.Close(s_noon);
        var at = s_noon.AddDays(days);
        alert.Reopen(severity, at, at);
        Assert.Equal((expected, at), (alert.State, alert.ReopenedAt));
        if (expected != AlertState.Snoozed)
            return;
        // It was acknowledged before it was closed; what is back is another matter.
        alert.Wake(at);
        Assert.Equal(AlertState.Open, alert.State);
    }

    private static void Step(Alert alert, int step)
    {
        if (step == 4)
            alert.Close(s_noon);
        else if (step == 5 && alert.State == AlertState.Resolved)
            alert.Reopen(AlertSeverity.Medium, s_noon, s_noon);
        else if (step == 6 && alert.State == AlertState.Snoozed)
            alert.Wake(s_noon);
        else if (step < 4 && AlertRules.Judge(Act((AlertActKind)step), alert, isLoud: false) == AlertVerdict.Changes)
            alert.Do(Act((AlertActKind)step), s_me, "Ada", s_noon);
    }

    private static AlertAct Act(AlertActKind kind) => new(kind)
    {
        Until = kind == AlertActKind.Snooze ? s_noon.AddDays(1) : null,
        Reason = kind == AlertActKind.Snooze ? "Waits for a part" : "",
        AssigneeId = kind == AlertActKind.Assign ? s_me : null,
    };

    private static Alert New(AlertState state) => new() { Cause = "rule|object", Description = "Something happened", Severity = AlertSeverity.Medium, State = state };

    private static (AlertState, DateTime?, string, AlertSeverity?, bool, Guid?, Guid?, string, DateTime?) Of(Alert alert) =>
        (alert.State, alert.SnoozedUntil, alert.SnoozeReason, alert.SnoozeBelow, alert.WasAcknowledged, alert.AssigneeId, alert.ById, alert.ByName, alert.StateAt);
}
