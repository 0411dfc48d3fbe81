using MudBlazor;
using PartnerBlazor.Assistance;
using PartnerBlazor.Shell;

namespace PartnerBlazor.Accounts;

/// <summary>Opens what an act needs to be decided: the one place that knows which dialog belongs to which act.</summary>
public sealed class ActRunner(IDialogService dialogs)
{
    /// <summary>The acts there is a dialog for.</summary>
    public static IReadOnlySet<CustomerAct> Offered { get; } = new HashSet<CustomerAct>
    {
        CustomerAct.Launch, CustomerAct.RequestAssistance, CustomerAct.ChangeLicences, CustomerAct.UpdateBilling, CustomerAct.Unlink, CustomerAct.CancelUnlink,
    };

    /// <summary>Opens the act's dialog.</summary>
    /// <param name="act">The act; one of <see cref="Offered"/>.</param>
    /// <param name="customerIds">The customers; exactly one for the acts upon one.</param>
    public Task RunAsync(CustomerAct act, IReadOnlyCollection<Guid> customerIds)
    {
        ArgumentNullException.ThrowIfNull(customerIds);
        return act switch
        {
            CustomerAct.Launch => dialogs.ShowAsync<LaunchDialog>(null, new DialogParameters<LaunchDialog> { { d => d.CustomerId, customerIds.Single() } }, Popups.Wide),
            CustomerAct.Unlink => dialogs.ShowAsync<UnlinkDialog>(null, new DialogParameters<UnlinkDialog> { { d => d.CustomerIds, customerIds } }, Popups.Wide),
            CustomerAct.UpdateBilling => UpdateBillingDialog.ShowAsync(dialogs, customerIds),
            CustomerAct.ChangeLicences => ChangeLicencesDialog.ShowAsync(dialogs, customerIds.Single()),
            CustomerAct.RequestAssistance or CustomerAct.CancelUnlink => dialogs.ShowAsync<OneActDialog>(null, new DialogParameters<OneActDialog>
            {
                { d => d.CustomerId, customerIds.Single() },
                { d => d.Act, act },
            }, Popups.Wide),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, "There is no dialog for it."),
        };
    }
}
