using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>Whether a customer's console can be opened (SPEC §5). Pure; scope and permission are the command's.</summary>
public static class LaunchRules
{
    /// <summary>Why it cannot be opened now; null when it can.</summary>
    /// <param name="canLaunch">There is somewhere to open it (<c>PartnerScope.CanLaunch</c>).</param>
    /// <param name="row">The customer.</param>
    public static string? RefusalOf(bool canLaunch, CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return canLaunch ? RefusalOf(row.Status, row.Activated, row.Assistance) : RefusalCodes.LaunchNotConfigured;
    }

    /// <summary>Why a customer in this state cannot be opened; null when it can.</summary>
    public static string? RefusalOf(CustomerStatus status, bool activated, PartnerAssistance assistance)
    {
        if (status != CustomerStatus.Active)
            return RefusalCodes.CustomerNotActive;
        if (!activated)
            return RefusalCodes.NotActivated;
        return assistance == PartnerAssistance.On ? null : RefusalCodes.AssistanceOff;
    }
}
