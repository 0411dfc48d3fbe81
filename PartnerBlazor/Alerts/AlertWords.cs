using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Alerts;

/// <summary>Facts of alerts in the person's language.</summary>
public sealed class AlertWords(IStringLocalizer<AlertListTexts> loc, CustomerWords words, DayWords days, RefusalWords refusals)
{
    /// <summary>A product of the vendor; one nobody knows as the vendor writes it.</summary>
    public string Product(string word) => Known($"Product_{word}", word);

    /// <summary>A category of the vendor; one nobody knows as the vendor writes it.</summary>
    public string Category(string word) => Known($"Category_{word}", word);

    /// <summary>What the vendor is told to do; a word nobody knows as the vendor writes it.</summary>
    public string Action(string word) => Known($"Action_{word}", word);

    /// <summary>Severity.</summary>
    public string Severity(AlertSeverity severity) => words.Severity(severity);

    /// <summary>State.</summary>
    public string State(AlertState state) => words.AlertState(state);

    /// <summary>Whoever has it; what stands for somebody whose values were erased.</summary>
    /// <param name="name">Their name; empty: erased; null: nobody.</param>
    public string Person(string? name) => name switch
    {
        null => loc[nameof(AlertListTexts.Nobody)],
        "" => loc[nameof(AlertListTexts.ErasedPerson)],
        _ => name,
    };

    /// <summary>Who brought it to its state, or until when it is out of sight, in a few words; null: there is nothing to say.</summary>
    public string? StateMore(Alert alert, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert switch
        {
            { ResolveAskedAt: not null } => loc[nameof(AlertListTexts.Resolving)],
            { ResolveProblem: not null, State: not AlertState.Resolved } => loc[nameof(AlertListTexts.ResolveFailed)],
            { State: AlertState.Snoozed, SnoozedUntil: { } until } => loc[nameof(AlertListTexts.Until), until - now < TimeSpan.FromDays(1) ? days.Moment(until) : days.Day(DateOnly.FromDateTime(until))],
            { State: AlertState.Acknowledged, ById: not null } => Person(alert.ByName),
            { State: AlertState.Resolved, ById: not null } => Person(alert.ByName),
            { State: AlertState.Resolved, StateAt: { } at } => days.Ago(at, now),
            { State: AlertState.Open, ReopenedAt: not null } => loc[nameof(AlertListTexts.Reopened)],
            _ => null,
        };
    }

    /// <summary>The whole of it, in a sentence.</summary>
    public string StateWhole(Alert alert, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var when = alert.StateAt is { } at ? days.When(at, now) : "";
        return alert switch
        {
            { ResolveAskedAt: { } asked } => loc[nameof(AlertListTexts.ResolvingWhole), Person(alert.ResolveByName), days.When(asked, now)],
            { ResolveProblem: { } problem, State: not AlertState.Resolved } => loc[nameof(AlertListTexts.ResolveFailedWhole), refusals.Of(problem)],
            { State: AlertState.Resolved, ById: not null } => loc[nameof(AlertListTexts.ResolvedWhole), Person(alert.ByName), when],
            { State: AlertState.Snoozed, SnoozedUntil: { } until } => loc[alert.SnoozeBelow is null ? nameof(AlertListTexts.SnoozedWhole) : nameof(AlertListTexts.SnoozedWorse), days.Moment(until), alert.SnoozeReason, Person(alert.ByName)],
            { State: AlertState.Acknowledged, ById: not null } => loc[nameof(AlertListTexts.AcknowledgedWhole), Person(alert.ByName), when],
            { State: AlertState.Resolved, StateAt: not null } => loc[nameof(AlertListTexts.ClosedWhole), when],
            { ReopenedAt: { } again } => loc[nameof(AlertListTexts.ReopenedWhole), days.When(again, now)],
            _ => State(alert.State),
        };
    }

    private string Known(string key, string word) => loc[key] is { ResourceNotFound: false } known ? known : word;
}
