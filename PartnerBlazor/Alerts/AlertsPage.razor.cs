using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;
using PartnerBlazor.Customers;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Alerts;

/// <summary>The alerts of all customers: live, to be acknowledged, snoozed, given to somebody, one or many at once. The address says filter, search, order and the open alert.</summary>
public sealed partial class AlertsPage : ComponentBase, IDisposable
{
    // So few are acknowledged without being asked: it can be undone.
    private const int Few = 50;

    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(30);

    private static readonly string s_hidden = new CustomerLink(new CustomerFilter { Assistance = [PartnerAssistance.Off, PartnerAssistance.Unknown] }).ToString();

    private static readonly (AlertSort Sort, string Text)[] s_columns =
    [
        (AlertSort.Severity, nameof(AlertListTexts.ColumnSeverity)), (AlertSort.Raised, nameof(AlertListTexts.ColumnRaised)), (AlertSort.Customer, nameof(AlertListTexts.ColumnCustomer)),
        (AlertSort.What, nameof(AlertListTexts.ColumnWhat)), (AlertSort.Device, nameof(AlertListTexts.ColumnDevice)), (AlertSort.Product, nameof(AlertListTexts.ColumnProduct)),
        (AlertSort.State, nameof(AlertListTexts.ColumnState)), (AlertSort.Assignee, nameof(AlertListTexts.ColumnHolder)),
    ];

    private static readonly (AlertActKind Kind, string Text)[] s_acts =
    [
        (AlertActKind.Acknowledge, nameof(AlertListTexts.Acknowledge)), (AlertActKind.Snooze, nameof(AlertListTexts.SnoozeMore)), (AlertActKind.Assign, nameof(AlertListTexts.AssignMore)),
        (AlertActKind.Resolve, nameof(AlertListTexts.ResolveMore)), (AlertActKind.PutBack, nameof(AlertListTexts.PutBack)),
    ];

    private readonly CancellationTokenSource _closed = new();
    private PageAddress? _address;
    private AlertListState? _state;
    private ElementReference _frame;
    private ElementReference _heading;
    private Guid? _open;
    private Undoable? _undo;
    private bool _undoing;
    private string _told = "";
    private bool _again;

    [Inject]
    private Func<AlertListState> NewState { get; set; } = null!;

    [Inject]
    private AlertActs Acts { get; set; } = null!;

    [Inject]
    private DayWords Days { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AlertListTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> CustomerLoc { get; set; } = null!;

    // What was done, and what undoing it takes; nothing where it cannot be undone.
    private sealed record Undoable(string Text, IReadOnlyList<AlertBefore> Before);

    private AlertListState State => _state ?? throw new InvalidOperationException("The page has not begun.");

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
        _address = new PageAddress(Navigation, Script, AlertLink.Path, query => _ = InvokeAsync(() => Take(AlertLink.Parse(query))));
        var link = AlertLink.Parse(new Uri(Navigation.Uri).Query);
        _open = link.Open;
        _ = GuardAsync(AgeAsync);
        await GuardAsync(() => State.ShowAsync(link.Filter, _closed.Token));
    }

    // How long ago it was says something else by itself.
    private async Task AgeAsync()
    {
        using var timer = new PeriodicTimer(s_age, Time);
        while (await timer.WaitForNextTickAsync(_closed.Token))
            StateHasChanged();
    }

    private void Show(AlertFilter filter)
    {
        var before = State.Filter.Search;
        var link = new AlertLink(filter, _open);
        Take(link);
        _address?.Show(link.ToString(), before, filter.Search);
    }

    private void Take(AlertLink link)
    {
        _open = link.Open;
        if (new AlertLink(link.Filter).ToString() == new AlertLink(State.Filter).ToString())
        {
            StateHasChanged();
            return;
        }
        _ = GuardAsync(() => State.ShowAsync(link.Filter, _closed.Token));
    }

    private void Sort(AlertSort sort) => Show(State.Filter with { Sort = sort, Turned = State.Filter.Sort == sort && !State.Filter.Turned });

    // The worst and the newest come first unless they are turned round; names the other way.
    private static bool SortsUp(AlertFilter filter) => filter.Sort is AlertSort.Severity or AlertSort.Raised ? filter.Turned : !filter.Turned;

    private Task PressAsync(ActEventArgs act)
    {
        if (act.Act == "help")
            return KeysAsync();
        if (act.Act == "undo")
            return UndoAsync();
        if (!Guid.TryParse(act.Value, out var id))
            return Task.CompletedTask;
        switch (act.Act)
        {
            case "select":
                State.Select(id, act.Checked);
                return Task.CompletedTask;
            case AlertCells.Open when _open == id:
                return CloseAsync();
            case AlertCells.Open:
                Open(id);
                return Task.CompletedTask;
        }
        if (!State.MayHandle)
            return Task.CompletedTask;
        // A key is for the chosen ones, if there are any; the tick of a row for that row.
        return act.Act switch
        {
            AlertCells.Acknowledge => ActAsync(AlertActKind.Acknowledge, [id]),
            "key-a" => ActAsync(AlertActKind.Acknowledge, ChosenOr(id)),
            "key-r" => ActAsync(AlertActKind.Resolve, ChosenOr(id)),
            "key-s" => ActAsync(AlertActKind.Snooze, ChosenOr(id)),
            "key-g" => ActAsync(AlertActKind.Assign, ChosenOr(id)),
            "key-o" => ActAsync(AlertActKind.PutBack, ChosenOr(id)),
            _ => Task.CompletedTask,
        };
    }

    private static IReadOnlyCollection<Guid> Chosen(AlertListState state) => !state.MayHandle ? [] : state.All ?? [.. state.Selected];

    private IReadOnlyCollection<Guid> ChosenOr(Guid id) => Chosen(State) is { Count: > 0 } chosen ? chosen : [id];

    private static bool AllChosen(AlertListState state) => state.Selected.Count > 0 && state.Slots.All(slot => slot.Line is null || state.Selected.Contains(slot.Id));

    private void ChooseAll(bool chosen) => State.SelectOnly(chosen ? State.Slots.Where(slot => slot.Line is not null).Select(slot => slot.Id) : []);

    private Task ChooseMatchingAsync() => GuardAsync(() => State.SelectAllAsync(_closed.Token));

    // From the bar of the chosen ones, which goes with them: the list takes the keyboard.
    private async Task ActFromBarAsync(AlertActKind kind, IReadOnlyCollection<Guid> ids)
    {
        await ActAsync(kind, ids);
        if (Chosen(State).Count == 0)
            await ToListAsync();
    }

    private Task ActAsync(AlertActKind kind, IReadOnlyCollection<Guid> ids) => GuardAsync(async () =>
    {
        if (kind is AlertActKind.Acknowledge or AlertActKind.PutBack && ids.Count <= Few)
        {
            await DoAsync(new AlertAct(kind), ids);
            return;
        }
        var only = ids.Count == 1 ? State.Slots.FirstOrDefault(slot => slot.Id == ids.First())?.Line?.Alert : null;
        var doing = await AlertActDialog.ShowAsync(Dialogs, kind, ids, only);
        if (doing.Changed == 0)
            return;
        State.SelectOnly([]);
        Tell(new Undoable(Done(doing.Act!, doing.Changed), doing.Undo));
    });

    // Few enough to be told about in a line. What was refused stays chosen, to be tried again.
    private async Task DoAsync(AlertAct act, IReadOnlyCollection<Guid> ids)
    {
        try
        {
            var (result, undo) = await Acts.ActAsync(act, ids, _closed.Token);
            var text = result.Changed > 0 ? Done(act, result.Changed) : Loc[nameof(AlertListTexts.AlreadySo)];
            if (result.Failed.Count > 0)
            {
                var reason = result.Failed.Values.First();
                var not = $"{Loc[nameof(AlertListTexts.NotCount), Say(result.Failed.Count)]} – {Refusals.Of(reason.Code, reason.Detail)}";
                text = result.Changed > 0 ? $"{text}. {not}" : ids.Count == 1 ? Refusals.Of(reason.Code, reason.Detail) : not;
            }
            State.SelectOnly(ids.Count > 1 ? State.Slots.Where(slot => slot.Line is not null && result.Failed.ContainsKey(slot.Id)).Select(slot => slot.Id) : []);
            Tell(new Undoable(text, undo));
        }
        catch (RefusedException refused)
        {
            Tell(new Undoable(Refusals.Of(refused.Code, refused.Detail), []));
        }
    }

    private void Tell(Undoable undo)
    {
        _undo = undo;
        Say(undo.Text, aloud: true);
    }

    // The same words once more are said once more.
    private void Say(string text, bool aloud)
    {
        _again = !_again;
        _told = aloud && _again ? text + "\u00A0" : text;
    }

    private Task UndoAsync() => GuardAsync(async () =>
    {
        if (_undo is not { Before.Count: > 0 } undo || _undoing || !State.MayHandle)
            return;
        _undoing = true;
        try
        {
            var result = await Acts.UndoAsync(undo.Before, _closed.Token);
            var text = Number(nameof(AlertListTexts.UndoneOne), nameof(AlertListTexts.UndoneMany), result.Changed);
            if (result.Failed.Values.FirstOrDefault() is { } reason)
                text = $"{text}. {Loc[nameof(AlertListTexts.NotCount), Say(result.Failed.Count)]} – {Refusals.Of(reason.Code, reason.Detail)}";
            Tell(new Undoable(text, []));
        }
        catch (RefusedException refused)
        {
            Tell(new Undoable(Refusals.Of(refused.Code, refused.Detail), []));
        }
        finally
        {
            _undoing = false;
        }
        await ToListAsync();
    });

    private async Task ForgetUndoAsync()
    {
        _undo = null;
        await ToListAsync();
    }

    private string Done(AlertAct act, int count) => act.Kind switch
    {
        AlertActKind.Resolve when State.Scope.HasVendor => Number(nameof(AlertListTexts.AskedOne), nameof(AlertListTexts.AskedMany), count),
        AlertActKind.Resolve => Number(nameof(AlertListTexts.ResolvedOne), nameof(AlertListTexts.ResolvedMany), count),
        AlertActKind.Assign when act.AssigneeId is null => Number(nameof(AlertListTexts.UnassignedOne), nameof(AlertListTexts.UnassignedMany), count),
        AlertActKind.Acknowledge => Number(nameof(AlertListTexts.AcknowledgedOne), nameof(AlertListTexts.AcknowledgedMany), count),
        AlertActKind.Snooze => Number(nameof(AlertListTexts.SnoozedOne), nameof(AlertListTexts.SnoozedMany), count),
        AlertActKind.Assign => Number(nameof(AlertListTexts.AssignedOne), nameof(AlertListTexts.AssignedMany), count),
        _ => Number(nameof(AlertListTexts.PutBackOne), nameof(AlertListTexts.PutBackMany), count),
    };

    private void Open(Guid id)
    {
        _open = id;
        _address?.Go(new AlertLink(State.Filter, id).ToString());
    }

    private async Task CloseAsync()
    {
        var open = _open;
        _open = null;
        _address?.Go(new AlertLink(State.Filter).ToString(), replace: true);
        await _heading.FocusAsync(preventScroll: true);
        await Script.InvokeVoidAsync("pbFocus.opener", open);
    }

    private Task OnSideKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CloseAsync() : Task.CompletedTask;

    private async Task LoudAsync(string? rule) => await LoudDialog.ShowAsync(Dialogs, rule);

    private async Task KeysAsync() => await Dialogs.ShowAsync<AlertKeysDialog>((string?)null, Popups.Narrow);

    private async Task MoreAsync()
    {
        await GuardAsync(() => State.MoreAsync(_closed.Token));
        Say(Count(State), aloud: true);
    }

    private async Task ApplyAsync()
    {
        await GuardAsync(() => State.ShowAsync(State.Filter, _closed.Token));
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

    private Task ToListAsync() => _frame.FocusAsync(preventScroll: true).AsTask();

    private string Summary(int count) => State.All is null ? Loc[nameof(AlertListTexts.Chosen), Say(count)] : Loc[nameof(AlertListTexts.AllChosen), Say(count)];

    private string Count(AlertListState state) => !state.Loaded ? ""
        : state.Slots.Count < state.Total ? Loc[nameof(AlertListTexts.ShownOf), Say(state.Slots.Count), Say(state.Total)] : Say(state.Total);

    private string Number(string one, string many, int count) => count == 1 ? Loc[one] : Loc[many, Say(count)];

    private static string Say(int count) => count.ToString("N0", CultureInfo.CurrentCulture);

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
