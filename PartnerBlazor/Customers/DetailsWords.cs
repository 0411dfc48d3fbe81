using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>The facts of the details panel in the person's language.</summary>
public sealed class DetailsWords(
    IStringLocalizer<DetailsTexts> loc, IStringLocalizer<ShellTexts> shell, CustomerWords customers, DayWords days)
{
    /// <summary>Kind of licence.</summary>
    public string Type(LicenceType type) => loc[$"Type{type}"];

    /// <summary>Seats in use and the limit, briefly; "–" for what the vendor does not tell.</summary>
    public string Usage(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence switch
        {
            { Quantity: { } limit } => loc[nameof(DetailsTexts.UsageOf), Number(licence.Usage), Number(limit)],
            { Usage: { } usage } => loc[nameof(DetailsTexts.UsageUnlimited), Number(usage)],
            _ => loc[nameof(DetailsTexts.Unlimited)],
        };
    }

    /// <summary>Seats in use and the limit as a sentence.</summary>
    public string UsageSaid(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return (licence.Usage, licence.Quantity) switch
        {
            (null, null) => loc[nameof(DetailsTexts.UnlimitedUnknownSaid)],
            (null, { } limit) => loc[nameof(DetailsTexts.UsageUnknownSaid), Number(limit)],
            ({ } usage, null) => loc[nameof(DetailsTexts.UsageUnlimitedSaid), Number(usage)],
            ({ } usage, { } limit) when usage > limit => loc[nameof(DetailsTexts.UsageOverSaid), Number(usage), Number(limit), Number(usage - limit)],
            ({ } usage, { } limit) => loc[nameof(DetailsTexts.UsageSaid), Number(usage), Number(limit)],
        };
    }

    /// <summary>"8 over"; empty when the limit holds.</summary>
    public string Over(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence.Usage - licence.Quantity is > 0 and var over ? loc[nameof(DetailsTexts.UsageOver), Number(over)] : "";
    }

    /// <summary>When it ends: "in 12 days", "renews on", "rolls over", or never; and the day it speaks of.</summary>
    public (string Text, DateOnly? Day) Expiry(Licence licence, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence switch
        {
            { RollsOver: true, EndDate: { } end } when end >= today => (loc[nameof(DetailsTexts.RollsOverFrom), days.Day(end)], end),
            { RollsOver: true } => (loc[nameof(DetailsTexts.RollsOver)], null),
            { EndDate: null } => (loc[nameof(DetailsTexts.NeverEnds)], null),
            _ when LicenceRules.RenewsOn(licence, today) is { } renewal => (loc[nameof(DetailsTexts.RenewsOn), days.Day(renewal)], renewal),
            { EndDate: { } end } => (days.Until(end, today), end),
        };
    }

    /// <inheritdoc cref="DayWords.Day"/>
    public string Day(DateOnly day) => days.Day(day);

    /// <summary>How Partner Assistance came to be as it is: the switch on record, or how the account began.</summary>
    public string AssistanceCame(CustomerDetails details, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(details);
        var state = details.Row.Assistance;
        if (details.AssistanceSwitch is { Change: var change } entry && change.Payload.After == state.ToString())
            return loc[nameof(DetailsTexts.AssistanceChanged), Assistance(change.Payload.Before), Assistance(change.Payload.After),
                days.When(entry.At, now), customers.Actor(change.Actor)];
        var start = details.Origin is CustomerOrigin.CustomerTrial or CustomerOrigin.Term ? PartnerAssistance.Off : PartnerAssistance.On;
        return state == PartnerAssistance.Unknown ? loc[nameof(DetailsTexts.AssistanceSince_Unknown)]
            : state == start ? loc[$"AssistanceSince_{details.Origin}"]
            : loc[nameof(DetailsTexts.AssistanceSince_Other)];
    }

    /// <summary>What the state of Partner Assistance means to a person who may, or may not, see alerts.</summary>
    public string AssistanceMeans(PartnerAssistance state, bool seesAlerts) => loc[(state, seesAlerts) switch
    {
        (PartnerAssistance.On, true) => nameof(DetailsTexts.AssistanceOnMeans),
        (PartnerAssistance.On, false) => nameof(DetailsTexts.AssistanceOnMeansFew),
        (_, true) => nameof(DetailsTexts.AssistanceOffMeans),
        (PartnerAssistance.Off, false) => nameof(DetailsTexts.AssistanceOffMeansFew),
        _ => nameof(DetailsTexts.AssistanceSince_Unknown),
    }];

    /// <summary>Name of a role (SPEC §1).</summary>
    public string Role(Role role) => shell[$"Role_{role}"];

    /// <summary>By which rule somebody has access: all, groups by name, chosen.</summary>
    public string Rule(PersonAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        if (access.All)
            return loc[nameof(DetailsTexts.AccessAll)];
        var names = string.Join(", ", access.Groups);
        List<string> rules = [];
        if (access.Groups.Count > 0)
            rules.Add(loc[access.Groups.Count == 1 ? nameof(DetailsTexts.AccessGroup) : nameof(DetailsTexts.AccessGroups), names]);
        if (access.Chosen)
            rules.Add(loc[nameof(DetailsTexts.AccessChosen)]);
        return string.Join(" · ", rules);
    }

    private string Assistance(string? value) =>
        Enum.TryParse<PartnerAssistance>(value, out var state) ? customers.Assistance(state) : "–";

    private static string Number(int? number) => number?.ToString("N0", CultureInfo.CurrentCulture) ?? "–";
}
