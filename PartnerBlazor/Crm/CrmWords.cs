using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Crm;

/// <summary>The CRM in the person's language.</summary>
public sealed class CrmWords(IStringLocalizer<CrmTexts> loc, RefusalWords refusals)
{
    /// <summary>How the link stands.</summary>
    public string State(CrmStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return loc[status is { State: CrmLinkState.Ok, Matching: true } ? nameof(CrmTexts.StateMatching) : $"State{status.State}"];
    }

    /// <summary>What mends it, or what there is to say of it.</summary>
    public string Mend(CrmStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var mend = loc[$"Mend{status.State}"].Value;
        return status is { Code: { } code, State: not (CrmLinkState.Ok or CrmLinkState.Unknown or CrmLinkState.None) } ? $"{mend} ({code})" : mend;
    }

    /// <summary>The organisation's calls; null: not told.</summary>
    public string? Usage(CrmStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.Usage is { } usage ? loc[usage.IsScarce ? nameof(CrmTexts.UsageScarce) : nameof(CrmTexts.Usage), Number(usage.Used), Number(usage.Allowed)].Value : null;
    }

    /// <summary>Which customers are shown, with how many.</summary>
    public string Shown(CrmShown shown, int count) => loc[$"Shown{shown}", Number(count)];

    /// <summary>The account, or why there is none.</summary>
    public string Account(CrmAccount? account, string name) => account switch
    {
        null => loc[nameof(CrmTexts.NotLooked)],
        { AccountId: null, Problem: { } problem } => refusals.Of(problem),
        { AccountId: null } => loc[nameof(CrmTexts.NotLooked)],
        { AccountName: var other } when other != name => loc[nameof(CrmTexts.CalledOtherwise), other, loc[$"By{account.By}"]],
        _ => loc[nameof(CrmTexts.CalledTheSame), loc[$"By{account.By}"]],
    };

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
