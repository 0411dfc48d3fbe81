using Microsoft.AspNetCore.Components;
using MudBlazor;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>
/// Changes the products of a monthly account (SPEC §5): what it has is ticked; what comes, goes and takes another's place today is said before
/// <em>Save</em>. Live: what somebody else changes is taken over, what the person chose stays. For people with
/// <see cref="Access.Permission.ManageMonthly"/> and MSP Flex; closes when they lose either, or the customer.
/// </summary>
public sealed partial class ChangeLicencesDialog
{
    private const string TitleId = "pb-licences-title";

    private ProductPicker? _picker;
    private MudButton? _close;
    private IReadOnlyList<Product>? _seen;
    private HashSet<string> _chosen = [];
    private string? _productsError;
    private string? _error;
    private bool _moved;
    private bool _requested;
    private bool _saving;

    /// <summary>The monthly account.</summary>
    [Parameter, EditorRequired]
    public Guid CustomerId { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Guid> Ids => [CustomerId];

    // One's own change is on its way here while it is saved.
    /// <inheritdoc/>
    protected override bool Busy => _saving;

    private bool Begun => _saving || !(Change.IsNone || _requested);

    private string Title => State.Plan is { } plan ? Loc[nameof(BillingTexts.ChangeTitleOf), plan.Name] : Loc[nameof(BillingTexts.ChangeTitle)];

    private IReadOnlyList<Product> Seen => _seen ?? [];

    private List<Product> Others => [.. Seen.Where(product => Products.Find(product.Code) is null)];

    private BillingRules.ProductChange Change => BillingRules.ProductChangeOf(Seen, _chosen);

    /// <summary>Shows the dialog for a monthly account.</summary>
    public static Task<IDialogReference> ShowAsync(IDialogService dialogs, Guid customerId)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return dialogs.ShowAsync<ChangeLicencesDialog>(
            null, new DialogParameters<ChangeLicencesDialog> { { dialog => dialog.CustomerId, customerId } }, Popups.Wide);
    }

    // What the person added and removed is added to and removed from what the account has now.
    /// <inheritdoc/>
    protected override void Follow()
    {
        if (State.Plan is not { } plan)
            return;
        HashSet<string> now = [.. plan.Products.Select(product => product.Code)];
        if (_seen is null)
            _chosen = now;
        else if (!now.SetEquals(_seen.Select(product => product.Code)))
        {
            var had = _seen.Select(product => product.Code).ToHashSet();
            _chosen = [.. now.Where(code => _chosen.Contains(code) || !had.Contains(code)), .. _chosen.Where(code => !had.Contains(code) && !now.Contains(code))];
            (_moved, _productsError) = (true, null);
        }
        _seen = plan.Products;
    }

    private void Choose(IReadOnlyCollection<string> chosen) => (_chosen, _productsError, _error, _moved) = ([.. chosen], null, null, false);

    private async Task SaveAsync()
    {
        if (_saving)
            return;
        (_error, _moved) = (null, false);
        if (_chosen.Count == 0)
        {
            Refuse(RefusalCodes.LastProduct, null);
            return;
        }
        _saving = true;
        try
        {
            if (await State.ChangeAsync(_chosen, [.. Seen.Select(product => product.Code)], Closed))
                Dialog.Close();
            else
            {
                _requested = true;
                Focus.To(() => _close);
            }
        }
        catch (RefusedException refused)
        {
            Follow();
            if (refused.Code is RefusalCodes.LastProduct or RefusalCodes.ProductUnknown)
                Refuse(refused.Code, refused.Detail);
            // The notice of what moved says it already.
            else if (!_moved)
                _error = Refusals.Of(refused.Code, refused.Detail);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // Closed while it waited.
        }
        finally
        {
            _saving = false;
        }
    }

    private void Refuse(string code, string? detail)
    {
        _productsError = Refusals.Of(code, detail);
        Focus.To(() => _picker!.FocusAsync());
    }
}
