using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>When approval can be asked for (SPEC §5). Pure.</summary>
public static class AssistanceRules
{
    /// <summary>Why approval cannot be asked for now; null when it can.</summary>
    /// <param name="origin">Where the account came from.</param>
    /// <param name="assistance">Partner Assistance as it is.</param>
    /// <param name="pending">Approval was asked for already.</param>
    public static string? RefusalOfRequest(CustomerOrigin origin, PartnerAssistance assistance, bool pending)
    {
        if (origin == CustomerOrigin.ManagedOrder)
            return RefusalCodes.ManagedOrder;
        if (assistance == PartnerAssistance.On)
            return RefusalCodes.AssistanceAlreadyOn;
        return pending ? RefusalCodes.AssistancePending : null;
    }
}
