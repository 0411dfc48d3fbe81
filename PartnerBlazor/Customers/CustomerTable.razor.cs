using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>
/// The customers list: a MudBlazor component whose read-only cells are plain markup (a library component in every cell costs memory and
/// render time in every session: perf.md). Virtualised; rows are read from <see cref="CustomersState"/> as they scroll into view.
/// </summary>
public sealed partial class CustomerTable : MudComponentBase
{
    private Virtualize<(int Index, RowSlot Slot)>? _rows;
    private ElementReference _frame;
    private RowMenu? _menu;
    private bool _mayRender = true;
    private Guid? _opened;

    /// <summary>Opens the contact popup of a customer.</summary>
    [Parameter, EditorRequired]
    public EventCallback<Guid> OpenContact { get; set; }

    /// <summary>Opens the details of a customer.</summary>
    [Parameter, EditorRequired]
    public EventCallback<Guid> OpenDetails { get; set; }

    /// <summary>The customer whose details are open beside the list; null: none.</summary>
    [Parameter]
    public Guid? Opened { get; set; }

    /// <summary>The person sorted by a column; the page puts the order into the address.</summary>
    [Parameter, EditorRequired]
    public EventCallback<CustomerFilter> FilterChanged { get; set; }

    /// <summary>Height of a row in pixels; cards on a phone are higher.</summary>
    [Parameter]
    public float RowHeight { get; set; } = 44;

    [Inject]
    private CustomersState State { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DetailsTexts> Texts { get; set; } = null!;

    // Cards have no column heads: the style sheet writes the word, once for all of them.
    private string CardWords => $"--pb-expires:'{Loc[nameof(CustomerTexts.Expires)]} '";

    // Asked anew at each render: a lost right takes its column with it.
    private bool SeesAlerts => State.Scope.May(Permission.SeeAlerts);

    private IReadOnlyList<Column> Columns =>
    [
        new(CustomerSort.Name, "name", Loc[nameof(CustomerTexts.ColumnName)]),
        new(CustomerSort.Billing, "billing", Loc[nameof(CustomerTexts.ColumnBilling)]),
        new(CustomerSort.Licences, "licences", Loc[nameof(CustomerTexts.ColumnLicences)]),
        new(CustomerSort.Expiry, "expiry", Loc[nameof(CustomerTexts.ColumnExpiry)]),
        new(CustomerSort.Assistance, "assistance", Loc[nameof(CustomerTexts.ColumnAssistance)]),
        .. SeesAlerts ? (Column[])[new(CustomerSort.Alerts, "alerts", Loc[nameof(CustomerTexts.ColumnAlerts)])] : [],
        new(CustomerSort.AsOf, "asof", Loc[nameof(CustomerTexts.ColumnAsOf)]),
    ];

    /// <summary>Opens the menu of what can be done with a customer, at its row.</summary>
    internal void OpenMenu(CustomerRow row) => _menu?.Open(row);

    /// <summary>Reads the rows anew, in current order.</summary>
    public async Task ReloadAsync()
    {
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        Render();
    }

    /// <summary>Takes the keyboard, when what had it is gone. Nothing scrolls.</summary>
    public ValueTask FocusAsync() => _frame.FocusAsync(preventScroll: true);

    /// <summary>Scrolls to the first row.</summary>
    public ValueTask ToTopAsync() => Script.InvokeVoidAsync("pbList.toTop", _frame);

    /// <summary>Returns to where the tab last stood in this view, and remembers from now on. Once, when the height of a row is known.</summary>
    public ValueTask KeepPlaceAsync() => Script.InvokeVoidAsync("pbList.keep", _frame);

    /// <summary>Renders the table's frame and every row in view.</summary>
    public void Render()
    {
        _mayRender = true;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _mayRender |= Opened != _opened;
        _opened = Opened;
    }

    // The page renders often (counts, pill); the table only when it is told to.
    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var may = _mayRender;
        _mayRender = false;
        return may;
    }

    private async ValueTask<ItemsProviderResult<(int Index, RowSlot Slot)>> ReadAsync(ItemsProviderRequest request)
    {
        var (slots, places) = await State.ReadAsync(request.StartIndex, request.Count, request.CancellationToken);
        return new(slots.Select((slot, i) => (request.StartIndex + i, slot)), places);
    }

    private Task PressAsync(ActEventArgs act) => SortAsync(act.Value);

    private Task PickSortAsync(ChangeEventArgs change) => SortAsync(change.Value as string);

    private Task SortAsync(string? name) => Enum.TryParse<CustomerSort>(name, out var sort) && Enum.IsDefined(sort) ? SortAsync(sort) : Task.CompletedTask;

    private Task SortAsync(CustomerSort sort) => FilterChanged.InvokeAsync(State.Filter with
    {
        Sort = sort,
        // Alerts and worst covers are asked for worst first.
        Descending = State.Filter.Sort == sort ? !State.Filter.Descending : sort is CustomerSort.Alerts or CustomerSort.Licences,
    });

    private MarkupString Heads => Html.All(Columns.Select(column => Html.Of(
        $"<div role=\"columnheader\" class=\"pb-cell pb-{column.Class}\" aria-sort=\"{AriaSort(column.Sort)}\"><button type=\"button\" class=\"pb-sort\" data-pb-act=\"sort\" data-value=\"{column.Sort.ToString()}\">{column.Label} {SortMark(column.Sort)}</button></div>")));

    private MarkupString SortTurn
    {
        get
        {
            string turn = Loc[nameof(CustomerTexts.SortTurn)];
            return Html.Of(
                $"<button type=\"button\" aria-label=\"{turn}\" title=\"{turn}\" data-pb-act=\"sort\" data-value=\"{State.Filter.Sort.ToString()}\">{SortMark(State.Filter.Sort)}</button>");
        }
    }

    private MarkupString SortOptions => Html.All(Columns.Select(column => Html.Of($"<option value=\"{column.Sort.ToString()}\">{column.Label}</option>")));

    private MarkupString SortMark(CustomerSort sort) => Html.Of($"<span class=\"pb-sort-mark {SortClass(sort)}\" aria-hidden=\"true\"></span>");

    private async Task SelectAllAsync(ChangeEventArgs change)
    {
        if (change.Value is true)
            await State.SelectAllAsync(CancellationToken.None);
        else
            State.SelectOnly([]);
    }

    private string AriaSort(CustomerSort sort) => State.Filter.Sort != sort ? "none" : State.Filter.Descending ? "descending" : "ascending";

    private string SortClass(CustomerSort sort) => State.Filter.Sort != sort ? "" : State.Filter.Descending ? "pb-down" : "pb-up";

    private sealed record Column(CustomerSort Sort, string Class, string Label);
}
