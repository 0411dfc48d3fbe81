using PartnerBlazor.Access;
using PartnerBlazor.Assistance;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>What can be done with customers from the list, a row's menu, the details and the usage page.</summary>
public enum CustomerAct
{
    /// <summary>Opens the customer's console.</summary>
    Launch,
    /// <summary>Asks the customer to let the partner in.</summary>
    RequestAssistance,
    /// <summary>Changes the products of a monthly account.</summary>
    ChangeLicences,
    /// <summary>Updates the billing type.</summary>
    UpdateBilling,
    /// <summary>Unlinks, or schedules it.</summary>
    Unlink,
    /// <summary>Cancels a scheduled unlink.</summary>
    CancelUnlink,
}

/// <summary>An act that is offered.</summary>
/// <param name="Act">The act.</param>
/// <param name="Why">Why it is impossible now, one of <see cref="RefusalCodes"/>; null: it is possible as far as the row tells.</param>
public sealed record OfferedAct(CustomerAct Act, string? Why);

/// <summary>
/// Which acts a person is offered (SPEC §3): what their role or the partner's programme never allows is not there; what the customer's state
/// does not allow is there with its reason. For the screen only: the commands judge again.
/// </summary>
public static class Acts
{
    /// <summary>The acts upon one customer.</summary>
    public static IReadOnlyList<OfferedAct> Of(PartnerScope scope, CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(row);
        var acts = new List<OfferedAct>();
        void Offer(CustomerAct act, Permission permission, bool programme, string? why)
        {
            if (scope.May(permission) && programme)
                acts.Add(new OfferedAct(act, why));
        }
        var order = row.ManagedOrder ? RefusalCodes.ManagedOrder : null;
        Offer(CustomerAct.Launch, Permission.LaunchCustomer, true, LaunchRules.RefusalOf(scope.CanLaunch, row));
        if (row.Assistance != PartnerAssistance.On)
            Offer(CustomerAct.RequestAssistance, Permission.RequestAssistance, true, order ?? (row.AssistanceAskedAt is null ? null : RefusalCodes.AssistancePending));
        if (row.BillingType == BillingType.Usage)
            Offer(CustomerAct.ChangeLicences, Permission.ManageMonthly, scope.MspFlex, null);
        Offer(CustomerAct.UpdateBilling, Permission.UpdateBilling, scope.MspFlex, order ?? (row.BillingRequested is null ? null : RefusalCodes.BillingAlreadyRequested));
        if (row.UnlinkOn is not null)
            Offer(CustomerAct.CancelUnlink, Permission.Unlink, true, null);
        else
            Offer(CustomerAct.Unlink, Permission.Unlink, true, order ?? (row.BillingType == BillingType.Usage && !scope.MspFlex ? RefusalCodes.MspFlexRequired : null));
        return acts;
    }

    /// <summary>The acts upon several customers; which of them take part is told by each act's dry run.</summary>
    public static IReadOnlyList<OfferedAct> OfMany(PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return
        [
            .. scope.May(Permission.LaunchCustomer) ? (OfferedAct[])[new(CustomerAct.Launch, RefusalCodes.OneCustomer)] : [],
            .. scope.May(Permission.UpdateBilling) && scope.MspFlex ? (OfferedAct[])[new(CustomerAct.UpdateBilling, null)] : [],
            .. scope.May(Permission.Unlink) ? (OfferedAct[])[new(CustomerAct.Unlink, null)] : [],
        ];
    }
}
