using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Delivery;

/// <summary>
/// Names on their way to other systems: what is not there yet, what was refused, what arrived. What is listed stands in the address. For people
/// who may rename customers; queries and commands refuse everybody else.
/// </summary>
public sealed partial class DeliveriesPage
{
    private static readonly (DeliveryState? State, string Label)[] s_states =
    [
        (null, nameof(DeliveryTexts.FilterOpen)),
        (DeliveryState.Pending, nameof(DeliveryTexts.FilterPending)),
        (DeliveryState.Failed, nameof(DeliveryTexts.FilterFailed)),
        (DeliveryState.Delivered, nameof(DeliveryTexts.FilterDelivered)),
        (DeliveryState.GivenUp, nameof(DeliveryTexts.FilterGivenUp)),
    ];

    private ElementReference _title;
    private IDisposable? _refused;
    private string? _error;
    private string _told = "";

    /// <summary>Which are listed.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    public string? Listed { get; set; }

    /// <summary>1: only names the person changed.</summary>
    [SupplyParameterFromQuery(Name = "mine")]
    public string? Mine { get; set; }

    [Inject]
    private RefusedState Refused { get; set; } = null!;

    [Inject]
    private DeliveryWords Words { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DeliveryTexts> Loc { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        State.Filter = DeliveriesFilter.Parse(Listed, Mine);
        _refused = await Refused.OpenAsync(StateHasChanged, Closed);
        if (Closed.IsCancellationRequested)
            _refused.Dispose();
        else
            await base.OnInitializedAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var filter = DeliveriesFilter.Parse(Listed, Mine);
        if (!IsOpen || filter == State.Filter)
            return;
        (State.Filter, _told, _error) = (filter, "", null);
        await State.RetryAsync(Closed);
    }

    /// <inheritdoc/>
    protected override void OnOpened() => _ = FollowAsync();

    /// <inheritdoc/>
    protected override void OnClosed() => _refused?.Dispose();

    // Begun here, so that it goes on in the tab's own context and language.
    private async Task FollowAsync()
    {
        try
        {
            await State.FollowAsync(Closed);
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private async Task ActedAsync(string told)
    {
        (_told, _error) = (told, null);
        // The button goes, and its line may.
        await _title.FocusAsync(preventScroll: true);
        await State.RetryAsync(Closed);
    }

    private void Refuse(string name, string error) => (_told, _error) = ("", $"{name} – {error}");

    private async Task DismissAsync()
    {
        try
        {
            await State.DismissAsync(Closed);
            await _title.FocusAsync(preventScroll: true);
            await Refused.RetryAsync(Closed);
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
        }
    }
}
