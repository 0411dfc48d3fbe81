using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;
using PartnerBlazor.Customers;
using PartnerBlazor.Shell;
using PartnerBlazor.Text;

namespace PartnerBlazor.Journal;

/// <summary>The audit log: what happened, newest first, within what exists for the person. The address says days, search and filters.</summary>
public sealed partial class AuditPage : ComponentBase, IDisposable
{
    private static readonly string[] s_columns =
    [
        nameof(AuditTexts.ColumnDate), nameof(AuditTexts.ColumnWhere), nameof(AuditTexts.ColumnWho), nameof(AuditTexts.ColumnType),
        nameof(AuditTexts.ColumnItem), nameof(AuditTexts.ColumnChange), nameof(AuditTexts.ColumnAddress),
    ];

    private readonly CancellationTokenSource _closed = new();
    private PageAddress? _address;
    private AuditState? _state;
    private ElementReference _frame;

    [Inject]
    private Func<AuditState> NewState { get; set; } = null!;

    [Inject]
    private CustomerWords CustomerWords { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AuditTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> CustomerLoc { get; set; } = null!;

    private AuditState State => _state ?? throw new InvalidOperationException("The page has not begun.");

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
        _state.Changed = StateHasChanged;
        _address = new PageAddress(Navigation, Script, AuditLink.Path, query => _ = InvokeAsync(() => Take(AuditLink.Parse(query))));
        _ = GuardAsync(() => State.FollowAsync(_closed.Token));
        await GuardAsync(() => State.ShowAsync(AuditLink.Parse(new Uri(Navigation.Uri).Query), _closed.Token));
    }

    private void Show(AuditFilter filter)
    {
        var before = State.Filter.Search;
        Take(filter);
        _address?.Show(AuditLink.Page(filter), before, filter.Search);
    }

    private void Take(AuditFilter filter) => _ = GuardAsync(() => State.ShowAsync(filter, _closed.Token));

    private async Task ShowOnly(Guid customer)
    {
        Show(State.Filter with { CustomerId = customer });
        await ToListAsync();
    }

    // What had the keyboard goes with the click in each of these: the list takes it.
    private async Task ShowNewAsync()
    {
        await GuardAsync(() => State.ShowAsync(State.Filter, _closed.Token));
        await ToListAsync();
    }

    private async Task ClearAsync()
    {
        Show(new AuditFilter());
        await ToListAsync();
    }

    private Task ToListAsync() => _frame.FocusAsync(preventScroll: true).AsTask();

    private async Task EraseAsync() => await Dialogs.ShowAsync<EraseDialog>(null,
        new DialogParameters<EraseDialog> { { dialog => dialog.Erased, EventCallback.Factory.Create(this, () => GuardAsync(() => State.AgainAsync(_closed.Token))) } }, Popups.Narrow);

    private string Count(AuditState state) => state switch
    {
        { Loaded: false } => "",
        { Entries.Count: 1, More: false } => Loc[nameof(AuditTexts.ShownOne)],
        { Entries.Count: var count, More: var more } => Loc[more ? nameof(AuditTexts.ShownMore) : nameof(AuditTexts.Shown), count.ToString("N0", CultureInfo.CurrentCulture)],
    };

    private string NewOnes(int count) => count switch
    {
        1 => Loc[nameof(AuditTexts.NewOne)],
        >= AuditQueries.Page => Loc[nameof(AuditTexts.NewMost), AuditQueries.Page - 1],
        _ => Loc[nameof(AuditTexts.NewMany), count],
    };

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
