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

    private readonly Dictionary<Guid, ElementReference> _lines = [];
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
        State.Choose(DeliveriesFilter.Parse(Listed, Mine));
        _refused = await Refused.OpenAsync(StateHasChanged, Closed);
        if (Closed.IsCancellationRequested)
        {
            _refused.Dispose();
            return;
        }
        await base.OnInitializedAsync();
        // The bar's is as old as its last news; and the address may have changed meanwhile.
        await Refused.RetryAsync(Closed);
        await OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var filter = DeliveriesFilter.Parse(Listed, Mine);
        if (!IsOpen || filter == State.Filter)
            return;
        State.Choose(filter);
        (_told, _error) = ("", null);
        await State.RetryAsync(Closed);
    }

    /// <inheritdoc/>
    protected override void OnClosed() => _refused?.Dispose();

    // The button goes, and its line may.
    private async Task ActedAsync(Guid deliveryId, string told)
    {
        (_told, _error) = (told, null);
        await State.RetryAsync(Closed);
        await FocusAsync(State.List.Deliveries.Any(listed => listed.Delivery.Id == deliveryId) ? _lines.GetValueOrDefault(deliveryId, _title) : _title);
    }

    private async Task FocusAsync(ElementReference element)
    {
        if (!Closed.IsCancellationRequested && State.Allowed)
            await element.FocusAsync(preventScroll: true);
    }

    private (string Title, string Why) Empty => State switch
    {
        { TellsOthers: false } => (nameof(DeliveryTexts.EmptyNowhereTitle), nameof(DeliveryTexts.EmptyNowhereWhy)),
        _ when State.Filter == new DeliveriesFilter() => (nameof(DeliveryTexts.EmptyTitle), nameof(DeliveryTexts.EmptyWhy)),
        _ => (nameof(DeliveryTexts.EmptyFilterTitle), nameof(DeliveryTexts.EmptyFilterWhy)),
    };

    private void Refuse(string name, string error) => (_told, _error) = ("", $"{name} – {error}");

    private async Task DismissAsync()
    {
        try
        {
            await Refused.DismissAsync(Closed);
            await FocusAsync(_title);
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
        }
    }
}
