using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>Whether a customer's console can be opened (SPEC §5). Pure; scope and permission are the command's.</summary>
public static class LaunchRules
{
    /// <summary>Why it cannot be opened now; null when it can.</summary>
    public static string? RefusalOf(CustomerStatus status, bool activated, PartnerAssistance assistance)
    {
        if (status != CustomerStatus.Active)
            return RefusalCodes.CustomerNotActive;
        if (!activated)
            return RefusalCodes.NotActivated;
        return assistance == PartnerAssistance.On ? null : RefusalCodes.AssistanceOff;
    }
}
