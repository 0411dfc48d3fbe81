using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>A customer's facts in the person's language (SPEC §1's words).</summary>
public sealed class CustomerWords(IStringLocalizer<CustomerTexts> loc, DayWords days)
{
    /// <summary>Billing type.</summary>
    public string Billing(BillingType type) => loc[$"Billing{type}"];

    /// <summary>Partner Assistance state.</summary>
    public string Assistance(PartnerAssistance assistance) => loc[$"Assistance{assistance}"];

    /// <summary>Short name of a licence category.</summary>
    public string Category(LicenceCategory category) => loc[$"Category{category}"];

    /// <summary>Name of a licence state.</summary>
    public string State(LicenceState state) => loc[$"State{state}"];

    /// <summary>State of an alert.</summary>
    public string AlertState(AlertState state) => loc[$"AlertState{state}"];

    /// <summary>Severity of an alert.</summary>
    public string Severity(AlertSeverity severity) => loc[$"Severity{severity}"];

    /// <summary>Name of another system.</summary>
    public string Target(DeliveryTarget target) => loc[$"Target{target}"];

    /// <inheritdoc cref="DayWords.Until"/>
    public string Until(DateOnly day, DateOnly today) => days.Until(day, today);

    /// <inheritdoc cref="DayWords.FullDay"/>
    public string FullDay(DateOnly day) => days.FullDay(day);

    /// <inheritdoc cref="DayWords.Ago"/>
    public string Ago(DateTime at, DateTime now) => days.Ago(at, now);

    /// <inheritdoc cref="DayWords.FullMoment"/>
    public string FullMoment(DateTime at) => days.FullMoment(at);

    /// <summary>What a badge adds to the category's name: a word or number, nothing when all is well.</summary>
    public string CoverShort(Cover cover, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(cover);
        return cover switch
        {
            { State: LicenceState.OverUsed, Over: { } over } => $"+{over}",
            { State: LicenceState.Expiring or LicenceState.Trial, Until: { } until } => days.Brief(until.DayNumber - today.DayNumber),
            { State: LicenceState.Grace or LicenceState.Expired, Until: { } until } => loc[nameof(CustomerTexts.ShortEnded), today.DayNumber - until.DayNumber],
            { State: LicenceState.Scheduled, From: { } from } => loc[nameof(CustomerTexts.ShortStarts), from.DayNumber - today.DayNumber],
            { State: LicenceState.Revoked } => loc[nameof(CustomerTexts.ShortRevoked)],
            { State: LicenceState.Trial } => loc[nameof(CustomerTexts.ShortTrial)],
            _ => "",
        };
    }

    /// <summary>The whole sentence of a badge: category, state, days and dates.</summary>
    public string Cover(Cover cover, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(cover);
        var name = Category(cover.Category);
        string Day(DateOnly day) => days.Day(day);
        return cover switch
        {
            { State: LicenceState.Active, From: { } renewal } => loc[nameof(CustomerTexts.CoverRenews), name, Day(renewal)],
            { State: LicenceState.Active, Until: { } until } => loc[nameof(CustomerTexts.CoverActiveUntil), name, Day(until)],
            { State: LicenceState.OverUsed, Over: { } over } => loc[nameof(CustomerTexts.CoverOverUsed), name, over],
            { State: LicenceState.Expiring, Until: { } until } => loc[nameof(CustomerTexts.CoverExpiring), name, days.Until(until, today), Day(until)],
            { State: LicenceState.Trial, Until: { } until } => loc[nameof(CustomerTexts.CoverTrial), name, days.Until(until, today), Day(until)],
            { State: LicenceState.Grace, Until: { } until } =>
                loc[nameof(CustomerTexts.CoverGrace), name, Day(until), today.DayNumber - until.DayNumber],
            { State: LicenceState.Expired, Until: { } until } => loc[nameof(CustomerTexts.CoverExpired), name, Day(until)],
            { State: LicenceState.Scheduled, From: { } from, GapFrom: { } gap } => loc[nameof(CustomerTexts.CoverGap), name, Day(from), Day(gap)],
            { State: LicenceState.Scheduled, From: { } from } => loc[nameof(CustomerTexts.CoverScheduled), name, Day(from)],
            _ => $"{name}, {State(cover.State)}",
        };
    }

    /// <summary>Who or what did it.</summary>
    public string Actor(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Kind != ActorKind.Person ? loc[$"Actor{actor.Kind}"] : actor.Name.Length > 0 ? actor.Name : loc[nameof(CustomerTexts.ErasedPerson)];
    }

    /// <summary>What happened, in one sentence without the customer's name.</summary>
    /// <param name="kind">One of <see cref="JournalKinds"/>.</param>
    /// <param name="payload">What it happened to, and the values.</param>
    /// <param name="first">Where the words are looked for first; null: only in the customers' own.</param>
    public string Happened(string kind, JournalPayload payload, IStringLocalizer? first = null)
    {
        ArgumentNullException.ThrowIfNull(payload);
        // Who asked is not named any more once their values are erased, nor in an answer that came later.
        var item = payload.Item.Length == 0 && (payload.Erased == true || kind == JournalKinds.AssistanceAnswered) ? loc[nameof(CustomerTexts.ErasedValue)] : payload.Item;
        if (Named<DeliveryTarget>(item) is { } target && kind.StartsWith("delivery.", StringComparison.Ordinal))
            item = Target(target);
        object[] values = [item, Value(kind, payload.Before), Value(kind, payload.After)];
        var key = "Kind_" + kind.Replace('.', '_') + What(kind, payload);
        return first?[key, values] is { ResourceNotFound: false } own ? own : loc[key, values];
    }

    /// <summary>What a change mark says: what changed, who or what caused it, when.</summary>
    public string Mark(CellMark mark, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(mark);
        var when = Ago(mark.At, now);
        return mark.Change is { } change
            ? loc[nameof(CustomerTexts.MarkCaused), Happened(change.Kind, change.Payload), Actor(change.Actor), when]
            : loc[nameof(CustomerTexts.MarkChanged), when];
    }

    // A licence's end or its seats: told apart by what they look like.
    private static string What(string kind, JournalPayload payload)
    {
        if (kind is JournalKinds.AlertAssigned or JournalKinds.AlertResolveFailed)
            return payload.After is null ? "_none" : "";
        if (kind != JournalKinds.LicenceChanged || (payload.After ?? payload.Before) is not { } value)
            return "";
        return value.All(char.IsAsciiDigit) ? "_seats" : IsoDay.Read(value) is null ? "" : "_end";
    }

    // States and days travel in stable forms and are spoken in the person's language.
    private string Value(string kind, string? value) => (kind, value) switch
    {
        (_, null or "") => "–",
        (JournalKinds.LicenceState or JournalKinds.LicenceAdded or JournalKinds.LicenceReplaced, _) when Named<LicenceState>(value) is { } state => State(state),
        (JournalKinds.AssistanceChanged, _) when Named<PartnerAssistance>(value) is { } assistance => Assistance(assistance),
        (JournalKinds.AssistanceAnswered, _) when Named<AssistanceAnswer>(value) is { } answer => loc[$"Answer{answer}"],
        (JournalKinds.BillingChanged or JournalKinds.BillingRequested or JournalKinds.BillingSeen or JournalKinds.BillingWithdrawn, _) when Named<BillingType>(value) is { } billing => Billing(billing),
        (JournalKinds.LicencesRequested or JournalKinds.LicencesSeen or JournalKinds.LicencesWithdrawn, _) => Products.NamesOf(value),
        (JournalKinds.AlertRaised or JournalKinds.AlertReopened or JournalKinds.AlertChanged or JournalKinds.AlertClosed or JournalKinds.AlertResolved, _) when Named<AlertSeverity>(value) is { } severity => Severity(severity),
        (JournalKinds.AlertWoke or JournalKinds.AlertUndone, _) when Named<AlertState>(value) is { } state => AlertState(state),
        (JournalKinds.AlertSnoozed, _) when DateTime.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var until) => days.Moment(until),
        (JournalKinds.LicenceChanged or JournalKinds.ProductMapped, _) when Named<LicenceCategory>(value) is { } category => Category(category),
        (JournalKinds.LicenceChanged or JournalKinds.UnlinkScheduled or JournalKinds.UnlinkCancelled, _) when IsoDay.Read(value) is { } day => days.Day(day),
        _ => value,
    };

    // By name only: a parser of enumerations takes any number too, and a number of seats is no state.
    private static T? Named<T>(string name) where T : struct, Enum =>
        Enum.GetNames<T>().Contains(name) ? Enum.Parse<T>(name) : null;
}
