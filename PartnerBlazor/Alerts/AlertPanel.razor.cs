using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Journal;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Alerts;

/// <summary>All there is to know of an alert, beside the list: facts, comments, the vendor's alerts behind it, its history, and what can be done. Live.</summary>
public sealed partial class AlertPanel : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private AlertDetailsState? _state;
    private ElementReference _heading;
    private string _note = "";
    private int _written;
    private string? _noteError;
    private bool _sending;

    /// <summary>The alert.</summary>
    [Parameter, EditorRequired]
    public required Guid AlertId { get; set; }

    /// <summary>It is to be closed.</summary>
    [Parameter, EditorRequired]
    public EventCallback Close { get; set; }

    /// <summary>Something is to be done about it.</summary>
    [Parameter, EditorRequired]
    public EventCallback<AlertActKind> Act { get; set; }

    /// <summary>The list of rules that are always loud is to be shown, with this one on it.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> Loud { get; set; }

    [Inject]
    private Func<AlertDetailsState> NewState { get; set; } = null!;

    [Inject]
    private AlertWords Words { get; set; } = null!;

    [Inject]
    private AlertCells Cells { get; set; } = null!;

    [Inject]
    private CustomerWords CustomerWords { get; set; } = null!;

    [Inject]
    private AuditWords Journal { get; set; } = null!;

    [Inject]
    private DayWords Days { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AlertListTexts> Loc { get; set; } = null!;

    private string CustomerPage => new CustomerLink(new CustomerFilter()).ToPage(_state!.Details!.Line.Alert.CustomerId);

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        _state?.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        _state = NewState();
        _state.Changed = OnChanged;
        return _state.OpenAsync(AlertId, _closed.Token);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _heading.FocusAsync(preventScroll: true);
    }

    private string Happened(AlertEvent entry) => Journal.Changed(new AuditEntry(entry.Change, entry.At, null, false, ""));

    // What was being written about an alert that is nobody's business any more goes with it.
    private void OnChanged()
    {
        if (_state?.Details is null)
            (_note, _written) = ("", _written + 1);
        StateHasChanged();
    }

    // The button may be gone by what it did.
    private async Task ActAsync(AlertActKind kind)
    {
        await Act.InvokeAsync(kind);
        await _heading.FocusAsync(preventScroll: true);
    }

    private void Type(string? text) => (_note, _noteError) = (text ?? "", null);

    private async Task CommentAsync()
    {
        if (_sending)
            return;
        _sending = true;
        try
        {
            await _state!.CommentAsync(_note, _closed.Token);
            (_note, _written) = ("", _written + 1);
        }
        catch (RefusedException refused)
        {
            _noteError = Refusals.Of(refused.Code, refused.Detail);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The panel is closed.
        }
        finally
        {
            _sending = false;
        }
    }
}
