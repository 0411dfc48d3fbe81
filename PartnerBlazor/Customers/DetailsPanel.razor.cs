using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>
/// The details of one customer (SPEC §3), on a page of its own or beside the list. Live: what changed is marked; when the customer
/// leaves the person's scope nothing of it stays. One a customer: give it a <c>@key</c>.
/// </summary>
public sealed partial class DetailsPanel : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly string _ids = Guid.NewGuid().ToString("N");
    private DetailsState? _state;
    private ElementReference _heading;
    private object? _announced;
    private bool _left;
    private string _announcement = "";

    /// <summary>The customer.</summary>
    [Parameter, EditorRequired]
    public Guid CustomerId { get; set; }

    /// <summary>True beside the list: takes the focus, can be closed, links to the page.</summary>
    [Parameter]
    public bool Side { get; set; }

    /// <summary>Address of the customer's page, for the panel beside the list.</summary>
    [Parameter]
    public string PageLink { get; set; } = "";

    /// <summary>The person closes the panel beside the list.</summary>
    [Parameter]
    public EventCallback Close { get; set; }

    /// <summary>The customer left the person's scope while it was shown.</summary>
    [Parameter]
    public EventCallback<Guid> Left { get; set; }

    /// <summary>The person asks for the contact.</summary>
    [Parameter, EditorRequired]
    public EventCallback<Guid> OpenContact { get; set; }

    /// <summary>What stands above it on a page; gets the displayed name.</summary>
    [Parameter]
    public RenderFragment<string>? Above { get; set; }

    /// <summary>What a page shows when the customer does not exist for the person.</summary>
    [Parameter]
    public RenderFragment? Gone { get; set; }

    [Inject]
    private Func<DetailsState> NewState { get; set; } = null!;

    [Inject]
    private CustomerWords Words { get; set; } = null!;

    [Inject]
    private DetailsWords Say { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DetailsTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<BillingTexts> BillingLoc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DeliveryTexts> DeliveryLoc { get; set; } = null!;

    private DetailsState State => _state ??= NewState();

    private CustomerDetails? Details => State.Details;

    private bool Loading => State is { Details: null, Missing: false, FailedAt: null };

    private string Title => Details?.Row.DisplayName ?? (State.Missing ? Loc[nameof(CustomerTexts.NotFoundTitle)] : Texts[nameof(DetailsTexts.Details)]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        State.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        State.Changed = OnChanged;
        return State.OpenAsync(CustomerId, _closed.Token);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Side)
            await _heading.FocusAsync(preventScroll: true);
        // By whatever road it was lost, nothing of it was drawn this time.
        if (State.Left && !_left)
        {
            _left = true;
            await Left.InvokeAsync(CustomerId);
        }
    }

    private Task RetryAsync() => State.RetryAsync(_closed.Token);

    private string Id(string section) => $"pb-{section}-{_ids}";

    private string? StatusText(CustomerRow row) => row switch
    {
        { Status: CustomerStatus.Suspended } => (string)Loc[nameof(CustomerTexts.StatusSuspended)],
        { Status: CustomerStatus.Cancelled } => Loc[nameof(CustomerTexts.StatusCancelled)],
        { Activated: false } => Loc[nameof(CustomerTexts.NotActivated)],
        _ => null,
    };

    private void OnChanged()
    {
        // Beside the list, the list says what changed.
        if (!Side && !ReferenceEquals(_announced, State.Announced))
        {
            _announced = State.Announced;
            _announcement = State is { Announced: { } change, Details: { } details }
                ? Texts[nameof(DetailsTexts.Announce), details.Row.DisplayName, Words.Happened(change.Kind, change.Payload)]
                : "";
        }
        StateHasChanged();
    }
}
