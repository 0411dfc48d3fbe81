using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>
/// One row of the list: plain markup in one light component, which alone renders when its customer changes.
/// </summary>
public sealed partial class CustomerTableRow : ComponentBase, IDisposable
{
    /// <summary>Choosing the customer.</summary>
    public const string Select = "select";
    /// <summary>Opening the contact popup.</summary>
    public const string Contact = "contact";
    /// <summary>Opening the details.</summary>
    public const string Details = "details";
    /// <summary>Opening the menu of what can be done with the customer.</summary>
    public const string Menu = "menu";
    /// <summary>Editing the groups.</summary>
    public const string EditGroups = "groups";

    private readonly Action _refresh;
    private EventCallback<ActEventArgs>? _act;
    private Action? _seen;
    private RowSlot? _rendered;
    private int _renderedIndex;
    private int _renderedView;
    private bool _renderedOpened;
    private bool _focusOpen;
    private bool _dirty = true;
    private bool _editingGroups;

    /// <summary>Made by the framework.</summary>
    public CustomerTableRow() => _refresh = Refresh;

    /// <summary>The place in the list, from 0, and what it shows.</summary>
    [Parameter, EditorRequired]
    public required (int Index, RowSlot Slot) Item { get; set; }

    /// <summary>The table, which opens what the row asks for. One parameter for all of it: each is a frame for each row of each tab.</summary>
    [Parameter, EditorRequired]
    public required CustomerTable Table { get; set; }

    /// <summary>What the place shows.</summary>
    public RowSlot Slot => Item.Slot;

    [Inject]
    private CustomersState State { get; set; } = null!;

    [Inject]
    private CustomerCells Cells { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> Loc { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    // Who may never do anything has no menu.
    private bool MayAct => RowMenu.Serves(State.Scope);

    private bool SeesAlerts => State.Scope.May(Permission.SeeAlerts);

    private bool MayEditGroups => State.Scope.May(Permission.ManageGroups);

    private bool Selected => State.Selected.Contains(Slot.Id);

    private int RowIndex => Item.Index + 2;

    private string Classes => (Selected, _renderedOpened) switch
    {
        (true, true) => "pb-row pb-selected pb-opened",
        (true, false) => "pb-row pb-selected",
        (false, true) => "pb-row pb-opened",
        _ => "pb-row",
    };

    private string NameClasses => CustomerCells.Tint(Slot, RowCell.Name) is { Length: > 0 } tint ? $"pb-cell pb-name {tint}" : "pb-cell pb-name";

    private EventCallback<ActEventArgs> ActHandler => _act ??= EventCallback.Factory.Create<ActEventArgs>(this, ActAsync);

    // The handler exists only while there is something to see: an idle row sends nothing when the mouse passes.
    private EventCallback SeenHandler => Slot.Marks.Count > 0 ? EventCallback.Factory.Create(this, _seen ??= OnSeen) : default;

    /// <inheritdoc/>
    public void Dispose() => Leave(_rendered);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var opened = Table.Opened == Slot.Id;
        if (ReferenceEquals(_rendered, Slot) && _renderedIndex == Item.Index && _renderedView == State.View && _renderedOpened == opened)
            return;
        // Closed, not changed for another customer: the focus returns to what opened it.
        _focusOpen = _renderedOpened && Table.Opened is null && ReferenceEquals(_rendered, Slot);
        _renderedOpened = opened;
        _dirty = true;
        if (!ReferenceEquals(_rendered, Slot))
        {
            Leave(_rendered);
            Slot.Changed = _refresh;
        }
        (_rendered, _renderedIndex, _renderedView) = (Slot, Item.Index, State.View);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusOpen)
            return;
        _focusOpen = false;
        if (Slot.Row is not null)
            await Script.InvokeVoidAsync("pbFocus.opener", Slot.Id);
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

    private async Task ActAsync(ActEventArgs act)
    {
        switch (act.Act)
        {
            case Select:
                _dirty = true;
                State.Select(Slot.Id, act.Checked);
                break;
            case Contact:
                await Table.OpenContact.InvokeAsync(Slot.Id);
                break;
            case Details:
                await Table.OpenDetails.InvokeAsync(Slot.Id);
                break;
            case Menu when Slot.Row is { } row:
                Table.OpenMenu(row);
                break;
            case EditGroups:
                _dirty = _editingGroups = MayEditGroups;
                break;
        }
    }

    private void GroupsDone()
    {
        _dirty = true;
        _editingGroups = false;
    }

    private void OnSeen() => _dirty = Slot.Seen();
}
