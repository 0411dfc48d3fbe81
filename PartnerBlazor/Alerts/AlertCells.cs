using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Alerts;

/// <summary>What the cells of an alert's row say, as one piece of markup: as elements, hundreds of rows would weigh on every open tab. Scoped: one for a tab.</summary>
public sealed class AlertCells(AlertWords words, DayWords days, IStringLocalizer<AlertListTexts> loc)
{
    /// <summary>What the description's button and the arrow do.</summary>
    public const string Open = "open";

    /// <summary>What the tick does.</summary>
    public const string Acknowledge = "acknowledge";

    /// <summary>The cells after the tick box.</summary>
    /// <param name="line">The alert.</param>
    /// <param name="now">The moment (UTC).</param>
    /// <param name="isOpen">Its details are open.</param>
    /// <param name="mayHandle">Whoever looks may handle it.</param>
    public MarkupString Row(AlertLine line, DateTime now, bool isOpen, bool mayHandle)
    {
        ArgumentNullException.ThrowIfNull(line);
        var alert = line.Alert;
        var customer = new CustomerLink(new CustomerFilter()).ToPage(alert.CustomerId);
        return Html.All(
        [
            Html.Of($"<div role=\"cell\" class=\"pb-cell pb-alert-severity\">{Severity(alert.Severity)}</div>"),
            Html.Of($"<div role=\"cell\" class=\"pb-cell pb-alert-raised pb-figures\"><time datetime=\"{alert.RaisedAt.ToString("O", CultureInfo.InvariantCulture)}\" title=\"{days.FullMoment(alert.RaisedAt)}\">{days.Ago(alert.RaisedAt, now)}</time></div>"),
            Html.Of($"<div role=\"cell\" class=\"pb-cell pb-alert-customer\"><a class=\"pb-name-button\" href=\"{customer}\" title=\"{line.Customer}\">{line.Customer}</a></div>"),
            Html.Of($"<div role=\"cell\" class=\"pb-cell pb-alert-what\"><button type=\"button\" class=\"pb-alert-open\" title=\"{alert.Description}\" data-pb-act=\"{Open}\" data-value=\"{alert.Id.ToString()}\">{alert.Description}</button>{Facts(line)}</div>"),
            Two("pb-alert-device", alert.Device, alert.Person),
            Two("pb-alert-product", alert.Product.Length > 0 ? words.Product(alert.Product) : "", alert.Category.Length > 0 ? words.Category(alert.Category) : ""),
            State(alert, now),
            Html.Of($"<div role=\"cell\" class=\"pb-cell pb-alert-holder\"><span class=\"{(line.Assignee is null ? "pb-none" : "")}\" title=\"{words.Person(line.Assignee)}\">{(line.Assignee is null ? "–" : words.Person(line.Assignee))}</span></div>"),
            Html.Of($"<div role=\"cell\" class=\"pb-cell pb-open\">{Tick(alert, mayHandle)}<button type=\"button\" class=\"pb-open-button\" aria-label=\"{loc[nameof(AlertListTexts.DetailsOf), alert.Description].Value}\" title=\"{loc[nameof(AlertListTexts.Details)].Value}\" aria-expanded=\"{(isOpen ? "true" : "false")}\" data-pb-act=\"{Open}\" data-value=\"{alert.Id.ToString()}\"></button></div>"),
        ]);
    }

    /// <summary>A severity: a shape of its own beside the word, so that colour is never the only sign.</summary>
    public MarkupString Severity(AlertSeverity severity) =>
        Html.Of($"<span class=\"pb-bell-severity pb-bell-{severity.ToString().ToLowerInvariant()}\"><svg viewBox=\"0 0 16 16\" width=\"14\" height=\"14\" fill=\"currentColor\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{AlertShapes.Of(severity)}\" /></svg>{words.Severity(severity)}</span>");

    private MarkupString Facts(AlertLine line)
    {
        var alert = line.Alert;
        List<string> facts = [];
        if (alert.Count > 1)
            facts.Add(loc[nameof(AlertListTexts.Times), alert.Count.ToString("N0", CultureInfo.CurrentCulture)]);
        if (alert is { ReopenedAt: not null, State: not AlertState.Resolved })
            facts.Add(loc[nameof(AlertListTexts.Reopened)]);
        if (alert.Notes > 0)
            facts.Add(alert.Notes == 1 ? loc[nameof(AlertListTexts.NotesOne)] : loc[nameof(AlertListTexts.NotesMany), alert.Notes.ToString("N0", CultureInfo.CurrentCulture)]);
        if (line.IsLoud)
            facts.Add(loc[nameof(AlertListTexts.Loud)]);
        return facts.Count == 0 ? Html.None : Html.Of($"<span class=\"pb-sub\">{string.Join(" · ", facts)}</span>");
    }

    private MarkupString State(Alert alert, DateTime now)
    {
        var more = words.StateMore(alert, now) is { } said ? Html.Of($"<span class=\"pb-sub\">{said}</span>") : Html.None;
        return Html.Of($"<div role=\"cell\" class=\"pb-cell pb-alert-state\" title=\"{words.StateWhole(alert, now)}\"><span class=\"pb-alert-state-{alert.State.ToString().ToLowerInvariant()}\">{words.State(alert.State)}</span>{more}</div>");
    }

    private MarkupString Tick(Alert alert, bool mayHandle) => !mayHandle || alert.State != AlertState.Open ? Html.None
        : Html.Of($"<button type=\"button\" class=\"pb-tick-button\" aria-label=\"{loc[nameof(AlertListTexts.AcknowledgeOf), alert.Description].Value}\" title=\"{loc[nameof(AlertListTexts.Acknowledge)].Value}\" data-pb-act=\"{Acknowledge}\" data-value=\"{alert.Id.ToString()}\"></button>");

    // One above the other; one alone stands in the middle.
    private static MarkupString Two(string name, string first, string second)
    {
        var below = first.Length > 0 && second.Length > 0 ? Html.Of($"<span class=\"pb-sub\" title=\"{second}\">{second}</span>") : Html.None;
        var above = first.Length > 0 ? first : second;
        return Html.Of($"<div role=\"cell\" class=\"pb-cell {name}\"><span title=\"{above}\">{above}</span>{below}</div>");
    }
}

/// <summary>The shapes of severities.</summary>
public static class AlertShapes
{
    /// <summary>A triangle, a diamond, a circle, in a box of 16.</summary>
    public static string Of(AlertSeverity severity) => severity switch
    {
        AlertSeverity.High => "M8 1l7.5 13.5H.5z",
        AlertSeverity.Medium => "M8 .8L15.2 8 8 15.2.8 8z",
        _ => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z",
    };
}
