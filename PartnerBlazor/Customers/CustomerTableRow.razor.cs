using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>
/// One row of the list: plain markup in one light component, which alone renders when its customer changes.
/// </summary>
public sealed partial class CustomerTableRow : ComponentBase, IDisposable
{
    private readonly Action _refresh;
    private Action? _seen;
    private RowSlot? _rendered;
    private int _renderedIndex;
    private int _renderedView;
    private bool _renderedOpened;
    private bool _focusOpen;
    private bool _dirty = true;
    private ElementReference _open;
    private bool _editingGroups;

    /// <summary>Made by the framework.</summary>
    public CustomerTableRow() => _refresh = Refresh;

    /// <summary>The place and what it shows.</summary>
    [Parameter, EditorRequired]
    public required RowSlot Slot { get; set; }

    /// <summary>Place in the list, from 0.</summary>
    [Parameter, EditorRequired]
    public int Index { get; set; }

    /// <summary>The person may see alerts.</summary>
    [Parameter, EditorRequired]
    public bool SeesAlerts { get; set; }

    /// <summary>Opens the contact popup.</summary>
    [Parameter, EditorRequired]
    public EventCallback<Guid> OpenContact { get; set; }

    /// <summary>Opens the details.</summary>
    [Parameter, EditorRequired]
    public EventCallback<Guid> OpenDetails { get; set; }

    /// <summary>Opens the menu of what can be done with the customer.</summary>
    [Parameter, EditorRequired]
    public EventCallback<CustomerRow> OpenMenu { get; set; }

    /// <summary>Its details are open beside the list.</summary>
    [Parameter]
    public bool Opened { get; set; }

    /// <summary>Some customer's details are open beside the list.</summary>
    [Parameter]
    public bool AnyOpened { get; set; }

    [Inject]
    private CustomersState State { get; set; } = null!;

    [Inject]
    private CustomerCells Cells { get; set; } = null!;

    [Inject]
    private IStringLocalizer<UnlinkTexts> UnlinkLoc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DetailsTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<GroupTexts> GroupLoc { get; set; } = null!;

    // Who may never do anything has no menu.
    private bool MayAct => RowMenu.Serves(State.Scope);

    private bool MayEditGroups => State.Scope.May(Permission.ManageGroups);

    private bool Selected => State.Selected.Contains(Slot.Id);

    // The handler exists only while there is something to see: an idle row sends nothing when the mouse passes.
    private EventCallback SeenHandler => Slot.Marks.Count > 0 ? EventCallback.Factory.Create(this, _seen ??= OnSeen) : default;

    /// <inheritdoc/>
    public void Dispose() => Leave(_rendered);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_rendered, Slot) && _renderedIndex == Index && _renderedView == State.View && _renderedOpened == Opened)
            return;
        // Closed, not changed for another customer: the focus returns to what opened it.
        _focusOpen = _renderedOpened && !AnyOpened && ReferenceEquals(_rendered, Slot);
        _renderedOpened = Opened;
        _dirty = true;
        if (!ReferenceEquals(_rendered, Slot))
        {
            Leave(_rendered);
            Slot.Changed = _refresh;
        }
        (_rendered, _renderedIndex, _renderedView) = (Slot, Index, State.View);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusOpen)
            return;
        _focusOpen = false;
        if (Slot.Row is not null)
            await _open.FocusAsync(preventScroll: true);
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var dirty = _dirty;
        _dirty = false;
        return dirty;
    }

    // The next row may have taken it before this one goes.
    private void Leave(RowSlot? slot)
    {
        if (slot?.Changed == _refresh)
            slot.Changed = null;
    }

    private void Refresh()
    {
        _dirty = true;
        StateHasChanged();
    }

    // Methods, not lambdas that hold the row: those are others at every render, and every one of them travels to the browser.
    private Task OpenAsync() => OpenContact.InvokeAsync(Slot.Id);

    private Task OpenDetailsAsync() => OpenDetails.InvokeAsync(Slot.Id);

    private Task OpenMenuAsync() => Slot.Row is { } row ? OpenMenu.InvokeAsync(row) : Task.CompletedTask;

    private void SelectAsync(ChangeEventArgs change)
    {
        _dirty = true;
        State.Select(Slot.Id, change.Value is true);
    }

    private void EditGroups() => _dirty = _editingGroups = true;

    private void GroupsDone()
    {
        _dirty = true;
        _editingGroups = false;
    }

    private void OnSeen() => _dirty = Slot.Seen();
}
