using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>
/// Changes the products of a monthly account (SPEC §5): what it has is ticked; what comes, goes and takes another's place today is said before
/// <em>Save</em>. Live: what somebody else changes is taken over, what the person chose stays. For people with
/// <see cref="Access.Permission.ManageMonthly"/> and MSP Flex; closes when they lose either, or the customer.
/// </summary>
public sealed partial class ChangeLicencesDialog : ComponentBase, IDisposable
{
    private const string TitleId = "pb-licences-title";

    private readonly CancellationTokenSource _closed = new();
    private ChangeLicencesState? _state;
    private ElementReference _title;
    private ProductPicker? _picker;
    private MudButton? _close;
    private IReadOnlyList<Product>? _seen;
    private HashSet<string> _chosen = [];
    private string? _productsError;
    private string? _error;
    private bool _moved;
    private bool _requested;
    private bool _saving;
    private Func<ValueTask>? _focus;

    /// <summary>The monthly account.</summary>
    [Parameter, EditorRequired]
    public Guid CustomerId { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private Func<ChangeLicencesState> NewState { get; set; } = null!;

    [Inject]
    private IStringLocalizer<BillingTexts> Loc { get; set; } = null!;

    [Inject]
    private DayWords Days { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    private ChangeLicencesState State => _state ??= NewState();

    private string Title => State.Plan is { } plan ? Loc[nameof(BillingTexts.ChangeTitleOf), plan.Name] : Loc[nameof(BillingTexts.ChangeTitle)];

    private IReadOnlyList<Product> Seen => _seen ?? [];

    private List<Product> Others => [.. Seen.Where(product => Products.Find(product.Code) is null)];

    private BillingRules.ProductChange Change => BillingRules.ProductChangeOf(Seen, _chosen);

    /// <summary>Shows the dialog for a monthly account.</summary>
    public static Task<IDialogReference> ShowAsync(IDialogService dialogs, Guid customerId)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return dialogs.ShowAsync<ChangeLicencesDialog>(
            null, new DialogParameters<ChangeLicencesDialog> { { dialog => dialog.CustomerId, customerId } },
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true, NoHeader = true });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        _state?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        State.Changed = OnChanged;
        await State.OpenAsync([CustomerId], _closed.Token);
        Follow();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!State.Allowed)
        {
            Dialog.Cancel();
            return;
        }
        var focus = firstRender ? () => _title.FocusAsync() : _focus;
        _focus = null;
        // First the dialog notes what opened it.
        if (firstRender)
            await Task.Yield();
        if (focus is not null && !_closed.IsCancellationRequested)
            await focus();
    }

    private void OnChanged()
    {
        if (!State.Allowed || State.Left)
        {
            Dialog.Cancel();
            return;
        }
        // One's own change is on its way here while it is saved.
        if (!_saving)
            Follow();
        StateHasChanged();
    }

    // What the person added and removed is added to and removed from what the account has now.
    private void Follow()
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

    private async Task RetryReadAsync()
    {
        await State.RetryAsync(_closed.Token);
        Follow();
        // The button goes when it helped.
        if (!State.Failed)
            _focus = () => _title.FocusAsync();
    }

    private void Choose(IReadOnlyCollection<string> chosen) => (_chosen, _productsError, _error, _moved) = ([.. chosen], null, null, false);

    // With nothing changed it is over at a click beside it; else that is more likely a slip.
    private async Task OnBackdropAsync()
    {
        if (_saving || !(Change.IsNone || _requested))
            await _title.FocusAsync();
        else
            Dialog.Cancel();
    }

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
            if (await State.ChangeAsync(_chosen, [.. Seen.Select(product => product.Code)], _closed.Token))
                Dialog.Close();
            else
                (_requested, _focus) = (true, () => _close?.FocusAsync() ?? ValueTask.CompletedTask);
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
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
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
        _focus = () => _picker!.FocusAsync();
    }
}
