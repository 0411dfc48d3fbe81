using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>The unlink planner's words in the person's language.</summary>
public sealed class UnlinkWords(IStringLocalizer<UnlinkTexts> loc, RefusalWords refusals, DayWords days)
{
    /// <summary>What would happen to one customer: leaves at once, on which day, is scheduled already, or not and why.</summary>
    /// <param name="preview">The customer.</param>
    /// <param name="atVendor">It is only asked for here, and done at the vendor by hand.</param>
    public string Plan(UnlinkPreview preview, bool atVendor)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return preview switch
        {
            { ScheduledOn: { } on } => loc[nameof(UnlinkTexts.PlanScheduled), days.Day(on)],
            { Plan.Refusal: { } refusal } => refusals.Of(refusal.Code, refusal.Detail),
            { Plan.On: { } on } => loc[nameof(UnlinkTexts.PlanOn), days.Day(on)],
            _ => loc[atVendor ? nameof(UnlinkTexts.PlanLeavesList) : nameof(UnlinkTexts.PlanNow)],
        };
    }

    /// <summary>The reason for several at once: without what only concerns one of them.</summary>
    public string Reason(string code) => code switch
    {
        RefusalCodes.ActiveLicence => loc[nameof(UnlinkTexts.ShortActive)],
        RefusalCodes.LicencesNotRead => loc[nameof(UnlinkTexts.ShortNotRead)],
        RefusalCodes.LicenceInGrace => loc[nameof(UnlinkTexts.ShortGrace)],
        _ => refusals.Of(code),
    };
}
