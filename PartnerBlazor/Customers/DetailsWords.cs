using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Licences;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>The facts of the details panel in the person's language.</summary>
public sealed class DetailsWords(
    IStringLocalizer<DetailsTexts> loc, IStringLocalizer<ShellTexts> shell, RefusalWords refusals, DayWords days)
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

    /// <summary>Why Partner Assistance is as it is: automatic because, switched by the customer, or only seen (SPEC §5).</summary>
    public string AssistanceWhy(CustomerRow row, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(row);
        var when = row.AssistanceAt is { } at ? days.When(at, now) : "";
        if (row.Assistance == PartnerAssistance.Unknown)
            return loc[nameof(DetailsTexts.AssistanceSince_Unknown)];
        return row.AssistanceCause switch
        {
            AssistanceCause.Customer => loc[row.Assistance == PartnerAssistance.On ? nameof(DetailsTexts.AssistanceSwitchedOn) : nameof(DetailsTexts.AssistanceSwitchedOff), when],
            AssistanceCause.Monthly => loc[nameof(DetailsTexts.AssistanceMonthly), when],
            AssistanceCause.Seen => loc[nameof(DetailsTexts.AssistanceSeen), when],
            AssistanceCause.Start => loc[Start(row)],
            _ => loc[nameof(DetailsTexts.AssistanceSince_Other)],
        };
    }

    /// <summary>Who asked to be let in, and what became of it.</summary>
    public string Request(AssistanceRequest request, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(request);
        var who = request.ByName.Length > 0 ? request.ByName : loc[nameof(DetailsTexts.ErasedPerson)];
        return request.AnsweredAt is { } at
            ? loc[$"AssistanceAnswered{request.Answer}", who, days.When(at, now)]
            : loc[nameof(DetailsTexts.AssistanceAsked), who, days.When(request.At, now)];
    }

    /// <summary>How old the vendor's word on licences or alerts is, or why there is none.</summary>
    public string Freshness(FactsWord word, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word switch
        {
            { Hidden: { } code, At: { } at } => $"{refusals.Of(code)} {loc[nameof(DetailsTexts.FactsLastRead), days.Ago(at, now)]}",
            { Hidden: { } code } => refusals.Of(code),
            { At: { } at, NotAll: true } => $"{loc[nameof(DetailsTexts.FactsReadAt), days.Ago(at, now)]}. {loc[nameof(DetailsTexts.AlertsNotAll)]}",
            { At: { } at } => loc[nameof(DetailsTexts.FactsReadAt), days.Ago(at, now)],
            _ => loc[nameof(DetailsTexts.FactsUnread)],
        };
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

    /// <summary>Name of somebody's role.</summary>
    public string Role(PersonAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        return shell.Role(access.Role, access.CustomRole);
    }

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

    private static string Start(CustomerRow row) => row switch
    {
        { ManagedOrder: true } => nameof(DetailsTexts.AssistanceSince_ManagedOrder),
        { Assistance: PartnerAssistance.On, BillingType: BillingType.Usage } => nameof(DetailsTexts.AssistanceSince_MonthlyAccount),
        { Assistance: PartnerAssistance.On } => nameof(DetailsTexts.AssistanceSince_PartnerTrial),
        { BillingType: BillingType.Trial } => nameof(DetailsTexts.AssistanceSince_CustomerTrial),
        _ => nameof(DetailsTexts.AssistanceSince_Term),
    };

    private static string Number(int? number) => number?.ToString("N0", CultureInfo.CurrentCulture) ?? "–";
}
