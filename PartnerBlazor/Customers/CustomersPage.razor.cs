using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;
using PartnerBlazor.Shell;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>The customers list with its tiles and toolbar. The address says filter, search, order and the open customer.</summary>
public sealed partial class CustomersPage : ComponentBase, IAsyncDisposable
{
    private const float ComfortableRow = 44;
    private const float Card = 150;

    private readonly CancellationTokenSource _closed = new();
    private PageAddress? _address;
    private CustomerTable? _table;
    private IDialogReference? _popup;
    private ElementReference _heading;
    private Guid? _asked;
    private Guid? _contact;
    private Guid? _open;
    private Guid? _left;
    private Guid? _giveBack;
    private float _rowHeight = ComfortableRow;
    private readonly Guid _viewport = Guid.NewGuid();
    private bool _fitting;
    private bool _started;

    [Inject]
    private CustomersState State { get; set; } = null!;

    [Inject]
    private CustomerWords Words { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IBrowserViewportService Viewport { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DetailsTexts> Texts { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _address?.Dispose();
        State.Changed = null;
        if (_fitting)
            await Viewport.UnsubscribeAsync(_viewport);
        _closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await State.StartAsync(_closed.Token);
        if (_closed.IsCancellationRequested)
            return;
        State.Apply(Link.Filter);
        (_asked, _open) = (Link.Contact, Link.Open);
        State.Changed = OnChanged;
        _address = new PageAddress(Navigation, Script, CustomerLink.Path, query => _ = InvokeAsync(() => Take(CustomerLink.Parse(query))));
        _started = true;
        _ = AgeAsync();
    }

    private async Task AgeAsync()
    {
        try
        {
            await State.AgeAsync(_closed.Token);
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

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_started || _table is null)
            return;
        if (!_fitting)
        {
            _fitting = true;
            await Viewport.SubscribeAsync(_viewport, change => InvokeAsync(() => Fit(change.Breakpoint)), fireImmediately: true);
            if (_closed.IsCancellationRequested)
                return;
            await _table.KeepPlaceAsync();
        }
        await ShowContactAsync(_asked);
        await GiveBackAsync();
    }

    private MarkupString PauseLabel
    {
        get
        {
            string text = State.Paused ? Loc[nameof(CustomerTexts.Resume)] : Loc[nameof(CustomerTexts.Pause)];
            return Html.Of($"<i class=\"pb-pause-icon {(State.Paused ? "pb-play" : null)}\" aria-hidden=\"true\"></i><span>{text}</span>");
        }
    }

    private CustomerLink Link => CustomerLink.Parse(new Uri(Navigation.Uri).Query);

    // Cards are higher than rows; the virtualised list must know before it asks for rows.
    private void Fit(Breakpoint breakpoint)
    {
        var height = breakpoint is Breakpoint.Xs or Breakpoint.Sm ? Card : ComfortableRow;
        if (height == _rowHeight || _closed.IsCancellationRequested)
            return;
        _rowHeight = height;
        _table?.Render();
        StateHasChanged();
    }

    private void Show(CustomerFilter filter)
    {
        _left = null;
        var (link, before) = (new CustomerLink(filter, _asked, _open), State.Filter.Search);
        Take(link);
        _address?.Show(link.ToString(), before, filter.Search);
    }

    private void OpenContact(Guid customerId)
    {
        _left = null;
        Go(new CustomerLink(State.Filter, customerId, _open));
    }

    private void OpenDetails(Guid customerId)
    {
        _left = null;
        Go(new CustomerLink(State.Filter, _asked, customerId));
    }

    private async Task CloseDetailsAsync()
    {
        var open = _open;
        // The row's button takes the focus after; this is where it stays when the row is not there any more.
        await _heading.FocusAsync(preventScroll: true);
        // Another was opened meanwhile.
        if (_open == open)
            Go(new CustomerLink(State.Filter, _asked), replace: true);
    }

    private Task OnSideKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CloseDetailsAsync() : Task.CompletedTask;

    private void Go(CustomerLink link, bool replace = false)
    {
        Take(link);
        _address?.Go(link.ToString(), replace);
    }

    private void Take(CustomerLink link)
    {
        if (new CustomerLink(link.Filter).ToString() != new CustomerLink(State.Filter).ToString())
            State.Apply(link.Filter);
        (_asked, _open) = (link.Contact, link.Open);
        StateHasChanged();
    }

    private async Task ShowContactAsync(Guid? contact)
    {
        if (contact == _contact)
            return;
        _contact = contact;
        var open = _popup;
        _popup = null;
        open?.Close();
        if (contact is not { } id)
            return;
        var popup = _popup = await ContactPopup.ShowAsync(Dialogs, id);
        _ = CloseWithAsync(popup, id);
    }

    // However the popup is closed, the address follows and the focus returns.
    private async Task CloseWithAsync(IDialogReference popup, Guid id)
    {
        var result = await popup.Result;
        if (popup != _popup || _closed.IsCancellationRequested)
            return;
        (_popup, _contact, _asked) = (null, null, null);
        if (result == ContactPopup.CustomerLeft)
        {
            OnLeft(id);
            return;
        }
        _giveBack = id;
        // Replaced: going back must not open again what was closed.
        Go(new CustomerLink(State.Filter, null, _open), replace: true);
    }

    // What leaves the scope goes with its popup and panel (SPEC §2), and with the address that names it; said once.
    private void OnLeft(Guid id)
    {
        _giveBack = _left = id;
        Go(new CustomerLink(State.Filter, _asked == id ? null : _asked, _open == id ? null : _open), replace: true);
    }

    private async Task CloseLeftAsync()
    {
        _left = null;
        await _heading.FocusAsync(preventScroll: true);
    }

    private async Task GiveBackAsync()
    {
        if (_giveBack is not { } id)
            return;
        _giveBack = null;
        await Script.InvokeVoidAsync("pbFocus.back", id, _heading);
    }

    // What had the keyboard goes with the click in each of these three: the list takes it.
    private async Task ApplyAsync()
    {
        State.Refresh();
        await ToListAsync();
    }

    private async Task ClearAsync()
    {
        Show(State.Filter.Cleared());
        await ToListAsync();
    }

    private async Task ClearSelectionAsync()
    {
        State.SelectOnly([]);
        await ToListAsync();
    }

    private async Task ToListAsync()
    {
        if (_table is not null)
            await _table.FocusAsync();
    }

    private Task ProtectionOnlyAsync(ChangeEventArgs change) => State.ShowProtectionOnlyAsync(change.Value is true, _closed.Token);

    private async Task ReloadAsync()
    {
        if (_table is not null)
            await _table.ReloadAsync();
    }

    private void OnChanged(CustomersParts parts)
    {
        StateHasChanged();
        if (parts.HasFlag(CustomersParts.Reload))
            _ = InvokeAsync(() => ReloadGuardedAsync(parts.HasFlag(CustomersParts.Top)));
        else if (parts.HasFlag(CustomersParts.Table))
            _table?.Render();
    }

    private async Task ReloadGuardedAsync(bool fromTop)
    {
        try
        {
            // Sent first, not waited for: the rows are read while the browser scrolls.
            var scrolled = fromTop && _table is not null ? _table.ToTopAsync() : ValueTask.CompletedTask;
            await ReloadAsync();
            await scrolled;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await DispatchExceptionAsync(error);
        }
    }
}
