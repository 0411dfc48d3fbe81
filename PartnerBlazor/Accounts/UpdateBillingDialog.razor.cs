using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using PartnerBlazor.Customers;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>
/// Updates the billing type of one or many customers (SPEC §5): says for each what ends and what starts, asks for the products and the
/// licence keys, confirms, says what was done, and offers the failed ones again with what was typed. For people with
/// <see cref="Access.Permission.UpdateBilling"/> and MSP Flex; closes when they lose either, or every customer of it. Closing it stops after
/// the batch under way; what is done stays done.
/// </summary>
public sealed partial class UpdateBillingDialog
{
    private const string TitleId = "pb-billing-title";
    // A page of names can be read; thousands at once would only be slow.
    private const int ShownAtOnce = 50;

    private readonly Dictionary<Guid, string> _keys = [];
    private readonly Dictionary<Guid, string> _keyErrors = [];
    private readonly Dictionary<Guid, ElementReference> _fields = [];
    private ProductPicker? _picker;
    private MudButton? _close;
    private IReadOnlyCollection<string> _chosen = [];
    private string? _productsError;
    private string? _error;
    private BulkResult? _result;
    private int _keyless;
    private int _shown = ShownAtOnce;
    private bool _running;
    private int _progress;
    private int _total;

    /// <summary>The customers.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<Guid> CustomerIds { get; set; }

    [Inject]
    private CustomerWords Words { get; set; } = null!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Guid> Ids => CustomerIds;

    /// <inheritdoc/>
    protected override bool Busy => _running;

    /// <inheritdoc/>
    protected override bool Outlives => _result is not null || _running;

    private bool Begun => _running || _chosen.Count > 0 || _keys.Values.Any(key => key.Length > 0);

    // After a run: those that can be tried again.
    private IEnumerable<BillingPreview> Open => State.Previews.Where(preview => _result is null || _result.Failed.ContainsKey(preview.CustomerId));

    private List<BillingPreview> Monthly { get; set; } = [];

    private List<BillingPreview> Termed { get; set; } = [];

    private int Missing => CustomerIds.Distinct().Count() - State.Previews.Count;

    private string Title => CustomerIds.Count == 1
        ? Loc[nameof(BillingTexts.Title)]
        : Loc[nameof(BillingTexts.TitleMany), CustomerIds.Count.ToString("N0", CultureInfo.CurrentCulture)];

    private string Chosen => string.Join(", ", Products.All.Where(product => _chosen.Contains(product.Code)).Select(product => product.Name));

    /// <summary>Shows the dialog for these customers.</summary>
    public static Task<IDialogReference> ShowAsync(IDialogService dialogs, IReadOnlyCollection<Guid> customerIds)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return dialogs.ShowAsync<UpdateBillingDialog>(
            null, new DialogParameters<UpdateBillingDialog> { { dialog => dialog.CustomerIds, customerIds } }, Popups.Wide);
    }

    // While it runs, those done with would come back as customers of another kind.
    /// <inheritdoc/>
    protected override void Follow()
    {
        Monthly = [.. Open.Where(preview => preview.BecomesMonthly)];
        Termed = [.. Open.Where(preview => preview.NeedsKey)];
    }

    private void Choose(IReadOnlyCollection<string> chosen) => (_chosen, _productsError) = (chosen, null);

    private void Type(Guid customerId, string? key)
    {
        _keys[customerId] = key ?? "";
        // What was said of the key before is no longer so.
        _keyErrors.Remove(customerId);
    }

    private bool HasKey(BillingPreview preview) => !string.IsNullOrWhiteSpace(_keys.GetValueOrDefault(preview.CustomerId));

    private async Task ConfirmAsync()
    {
        if (_running || !Check())
            return;
        var keyless = Termed.Where(preview => !HasKey(preview)).ToList();
        List<BillingTarget> targets =
        [
            .. Monthly.Select(preview => new BillingTarget(preview.CustomerId, preview.From)),
            .. Termed.Except(keyless).Select(preview => new BillingTarget(preview.CustomerId, preview.From, _keys[preview.CustomerId])),
        ];
        (_running, _progress, _total, _error) = (true, 0, targets.Count, null);
        try
        {
            var now = await State.UpdateAsync(targets, _chosen, OnProgress, Closed);
            if (_result is null)
                _keyless = keyless.Count;
            Keep(now, [.. targets.Select(target => target.CustomerId)]);
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // Closed while it ran.
        }
        finally
        {
            _running = false;
            Follow();
        }
    }

    // Says what is missing before anything is asked of the vendor.
    private bool Check()
    {
        if (Monthly.Count > 0 && AccountRules.ProductsRefusal(_chosen) is { } refusal)
        {
            _productsError = Refusals.Of(refusal.Code, refusal.Detail);
            Focus.To(() => _picker!.FocusAsync());
            return false;
        }
        if (Monthly.Count > 0 || Termed.Exists(HasKey))
            return true;
        foreach (var preview in Termed)
            _keyErrors[preview.CustomerId] = Refusals.Of(RefusalCodes.LicenceKeyRequired);
        FocusKey();
        return false;
    }

    private void Keep(BulkResult now, HashSet<Guid> tried)
    {
        _result = _result is null ? now : _result.Again(now, tried);
        foreach (var id in tried)
        {
            _keyErrors.Remove(id);
            if (!now.Failed.TryGetValue(id, out var refusal))
                _keys.Remove(id);
            else if (refusal.Code is RefusalCodes.LicenceKeyUnknown or RefusalCodes.LicenceKeyUsed or RefusalCodes.LicenceKeyWrongProduct or RefusalCodes.LicenceKeyRequired)
                _keyErrors[id] = Refusals.Of(refusal.Code, refusal.Detail);
        }
        // The button that confirmed is gone, and took the focus with it.
        if (_keyErrors.Count > 0)
            FocusKey();
        else
            Focus.To(() => _close);
    }

    private void FocusKey() => Focus.To(() =>
        Termed.Find(preview => _keyErrors.ContainsKey(preview.CustomerId)) is { } first && _fields.TryGetValue(first.CustomerId, out var field)
            ? field.FocusAsync() : TitleElement.FocusAsync());

    private void OnProgress(int done)
    {
        _progress = done;
        StateHasChanged();
    }

    private string Count(string one, string many, int count) =>
        count == 1 ? Loc[one] : Loc[many, count.ToString("N0", CultureInfo.CurrentCulture)];

    // A few are named; of many the number says more.
    private string Names(IEnumerable<BillingPreview> previews) =>
        previews.Select(preview => preview.Name).ToList() is { Count: > 0 and <= 3 } names && CustomerIds.Count > 1 ? $" ({string.Join(", ", names)})" : "";

    private string EndsOf(BillingPreview preview) => preview.Ends.Count == 0
        ? Loc[nameof(BillingTexts.EndsNothing)]
        : Loc[State.HasVendor ? nameof(BillingTexts.EndsThen) : nameof(BillingTexts.EndsOf), string.Join(", ", preview.Ends.Select(licence => licence.ForfeitedDays switch
        {
            0 => licence.Product,
            1 => Loc[nameof(BillingTexts.ForfeitsOne), licence.Product],
            var days => Loc[nameof(BillingTexts.ForfeitsMany), licence.Product, days.ToString("N0", CultureInfo.CurrentCulture)],
        }))];
}
