using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using PartnerBlazor.Customers;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>
/// Managed customer usage: termed, monthly and order customers with their licences. A page at a time, because customers have differently many
/// licences and every one of them is to be seen. The address says filter, order and page.
/// </summary>
public sealed partial class UsagePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private PageAddress? _address;
    private UsageState? _state;
    private RowMenu? _menu;
    private ElementReference _frame;
    private string _announcement = "";
    private object? _announced;

    [Inject]
    private Func<UsageState> NewState { get; set; } = null!;

    [Inject]
    private UsageWords Words { get; set; } = null!;

    [Inject]
    private CustomerWords CustomerWords { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IStringLocalizer<UsageTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> CustomerLoc { get; set; } = null!;

    private UsageState State => _state ?? throw new InvalidOperationException("The page has not begun.");

    private UsageLink Link => UsageLink.Parse(new Uri(Navigation.Uri).Query);

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        _address?.Dispose();
        _state?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _state = NewState();
        _state.Changed = OnChanged;
        _address = new PageAddress(Navigation, Script, UsageLink.Path, query => _ = InvokeAsync(() => Take(UsageLink.Parse(query))));
        _ = GuardAsync(() => State.AgeAsync(_closed.Token));
        await GuardAsync(() => State.ShowAsync(Link.Filter, Link.Page, _closed.Token));
    }

    private void OnChanged()
    {
        if (!ReferenceEquals(_announced, State.Announced))
        {
            _announced = State.Announced;
            _announcement = State.Announced switch
            {
                [] => "",
                [var (row, change)] => CustomerLoc[nameof(CustomerTexts.AnnounceOne), row.DisplayName, CustomerWords.Happened(change.Kind, change.Payload)],
                { Count: var count } => CustomerLoc[nameof(CustomerTexts.AnnounceMany), count],
            };
        }
        StateHasChanged();
    }

    private void Show(UsageFilter filter)
    {
        var (link, before) = (new UsageLink(filter), State.Filter.Search);
        Take(link);
        _address?.Show(link.ToString(), before, filter.Search);
    }

    private void Take(UsageLink link)
    {
        _ = GuardAsync(() => State.ShowAsync(link.Filter, link.Page, _closed.Token));
        StateHasChanged();
    }

    private void SortBy(bool usage) => Show(State.Filter with
    {
        ByUsage = usage,
        // The fullest first.
        Descending = State.Filter.ByUsage == usage ? !State.Filter.Descending : usage,
    });

    private async Task TurnAsync(int by)
    {
        // A second click may have been on its way when the first turned to the last page.
        var page = Math.Clamp(State.Page + by, 1, State.Pages);
        if (page == State.Page)
            return;
        var link = new UsageLink(State.Filter, page);
        Take(link);
        _address?.Go(link.ToString());
        await Script.InvokeVoidAsync("pbList.toTop", _frame);
    }

    // What had the keyboard goes with the click in each of these: the list takes it.
    private async Task ApplyAsync()
    {
        await GuardAsync(() => State.ShowAsync(State.Filter, State.Page, _closed.Token));
        await ToListAsync();
    }

    private async Task ClearAsync()
    {
        Show(State.Filter.Cleared());
        await ToListAsync();
    }

    private Task ToListAsync() => _frame.FocusAsync(preventScroll: true).AsTask();

    private void OpenMenu(CustomerRow row) => _menu?.Open(row);

    private string AriaSort(bool usage) => State.Filter.ByUsage != usage ? "none" : State.Filter.Descending ? "descending" : "ascending";

    private string SortClass(bool usage) => State.Filter.ByUsage != usage ? "" : State.Filter.Descending ? "pb-down" : "pb-up";

    private async Task GuardAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page is closed.
        }
        catch (Exception error) when (!_closed.IsCancellationRequested)
        {
            await DispatchExceptionAsync(error);
        }
    }
}
