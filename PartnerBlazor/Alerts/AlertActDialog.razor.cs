using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Alerts;

/// <summary>
/// An act upon alerts that needs an answer first, or is upon many: asks, says what it would do, does it, says what was done, and offers the failed ones again. Its
/// result is what undoing it takes. For people with <see cref="Access.Permission.HandleAlerts"/>; closes when they lose it. Closing it stops after the batch under
/// way; what is done stays done.
/// </summary>
public sealed partial class AlertActDialog
{
    private const string TitleId = "pb-alert-act-title";

    private static readonly (int Hours, string Text)[] s_spans =
    [
        (4, nameof(AlertListTexts.SpanHours)), (24, nameof(AlertListTexts.SpanDay)), (7 * 24, nameof(AlertListTexts.SpanWeek)), (30 * 24, nameof(AlertListTexts.SpanMonth)),
    ];

    private ElementReference _title;
    private ElementReference _reasonField;
    private ElementReference _select;
    private MudButton? _close;
    private MudButton? _confirm;
    private int? _hours = 24;
    private DateOnly? _day;
    private string _reason = "";
    private bool _untilWorse = true;
    private Guid? _assignee;
    private string? _untilError;
    private string? _reasonError;
    private string? _action;
    private string? _error;
    private BulkResult? _result;
    private bool _running;
    private int _progress;
    private int _total;

    /// <summary>What is done.</summary>
    [Parameter, EditorRequired]
    public required AlertActKind Kind { get; set; }

    /// <summary>The alerts.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<Guid> AlertIds { get; set; }

    /// <summary>The alert, where it is only one.</summary>
    [Parameter]
    public Alert? Only { get; set; }

    [Inject]
    private AlertWords Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AlertListTexts> Loc { get; set; } = null!;

    private DateOnly Today => DateOnly.FromDateTime(State.Now);

    private string Title => (Kind, AlertIds.Count) switch
    {
        (AlertActKind.Snooze, 1) => Loc[nameof(AlertListTexts.SnoozeTitle)],
        (AlertActKind.Snooze, var count) => Loc[nameof(AlertListTexts.SnoozeTitleMany), Number(count)],
        (AlertActKind.Assign, 1) => Loc[nameof(AlertListTexts.AssignTitle)],
        (AlertActKind.Assign, var count) => Loc[nameof(AlertListTexts.AssignTitleMany), Number(count)],
        (AlertActKind.Resolve, 1) => Loc[nameof(AlertListTexts.ResolveTitle)],
        (AlertActKind.Resolve, var count) => Loc[nameof(AlertListTexts.ResolveTitleMany), Number(count)],
        (AlertActKind.Acknowledge, var count) => Loc[nameof(AlertListTexts.AcknowledgeTitleMany), Number(count)],
        (_, var count) => Loc[nameof(AlertListTexts.PutBackTitleMany), Number(count)],
    };

    private string Confirm => Loc[Kind switch
    {
        AlertActKind.Snooze => nameof(AlertListTexts.Snooze),
        AlertActKind.Assign => nameof(AlertListTexts.Assign),
        AlertActKind.Acknowledge => nameof(AlertListTexts.Acknowledge),
        AlertActKind.Resolve => nameof(AlertListTexts.Resolve),
        _ => nameof(AlertListTexts.PutBack),
    }];

    private AlertAct Act => new(Kind)
    {
        Until = Kind != AlertActKind.Snooze ? null : _day is { } day ? day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : _hours is { } hours ? State.Now.AddHours(hours) : null,
        Reason = _reason,
        UntilWorse = _untilWorse,
        AssigneeId = Kind == AlertActKind.Assign ? _assignee : null,
        Action = Kind == AlertActKind.Resolve ? _action : null,
    };

    // What can be chosen: of many, each has its own.
    private IReadOnlyList<string> Actions => Only is null ? [] : AlertRules.ActionsOf(Only);

    /// <summary>Shows the dialog.</summary>
    /// <returns>What was done.</returns>
    public static async Task<Doing> ShowAsync(IDialogService dialogs, AlertActKind kind, IReadOnlyCollection<Guid> alertIds, Alert? only)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var done = new Doing();
        var dialog = await dialogs.ShowAsync<AlertActDialog>(null, new DialogParameters<AlertActDialog>
        {
            { d => d.Kind, kind },
            { d => d.AlertIds, alertIds },
            { d => d.Only, only },
            { d => d.Done, done },
        }, Popups.Narrow);
        // However it is closed, what was done can be undone.
        await dialog.Result;
        await done.Running;
        return done;
    }

    /// <summary>Takes what was done.</summary>
    [Parameter, EditorRequired]
    public required Doing Done { get; set; }

    /// <inheritdoc/>
    protected override async Task OpenAsync()
    {
        _assignee = Only?.AssigneeId;
        await State.OpenAsync(Closed);
        await LookAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!State.Allowed)
        {
            Dialog.Cancel();
            return;
        }
        if (firstRender)
        {
            Focus.To(() => Kind switch
            {
                AlertActKind.Snooze => _reasonField.FocusAsync(),
                AlertActKind.Assign => _select.FocusAsync(),
                _ => _title.FocusAsync(),
            });
            // First the dialog notes what opened it.
            await Task.Yield();
        }
        if (!Closed.IsCancellationRequested)
            await base.OnAfterRenderAsync(firstRender);
    }

    /// <inheritdoc/>
    protected override void OnChanged()
    {
        if (State.Allowed)
            StateHasChanged();
        else
            Dialog.Cancel();
    }

    private Task LookAsync() => State.LookAsync(Act, AlertIds, Closed);

    private Task ChooseAsync(int hours)
    {
        (_hours, _day, _untilError) = (hours, null, null);
        return LookAsync();
    }

    private Task ChooseDayAsync(ChangeEventArgs change)
    {
        _day = IsoDay.Read(change.Value?.ToString());
        (_hours, _untilError) = (null, null);
        return LookAsync();
    }

    private void Type(string? reason) => (_reason, _reasonError) = (reason ?? "", null);

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Enter" && State.Preview is { Will: > 0 } ? RunAsync(AlertIds) : Task.CompletedTask;

    private Task WorseAsync(bool untilWorse)
    {
        _untilWorse = untilWorse;
        return LookAsync();
    }

    private Task AssignAsync(ChangeEventArgs change)
    {
        _assignee = Guid.TryParse(change.Value?.ToString(), out var id) ? id : null;
        return LookAsync();
    }

    private Task ChooseActionAsync(ChangeEventArgs change)
    {
        _action = change.Value?.ToString();
        return LookAsync();
    }

    private async Task RunAsync(IReadOnlyCollection<Guid> ids)
    {
        if (_running)
            return;
        (_running, _progress, _total, _error, _untilError, _reasonError) = (true, 0, ids.Count, null, null, null);
        try
        {
            var running = State.ActAsync(Act, ids, OnProgress, Done.Add, Closed);
            Done.Begin(running, Act);
            var now = (await running).Result;
            _result = _result?.Again(now, ids) ?? now;
        }
        catch (RefusedException refused)
        {
            Tell(refused);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // Closed while it ran.
            return;
        }
        finally
        {
            _running = false;
        }
        if (_result is { Failed.Count: 0 })
            Dialog.Close();
        else if (_result is not null)
            Focus.To(() => _close);
    }

    private void Tell(RefusedException refused)
    {
        var said = Refusals.Of(refused.Code, refused.Detail);
        switch (refused.Field)
        {
            case nameof(AlertAct.Reason):
                _reasonError = said;
                Focus.To(() => _reasonField.FocusAsync());
                break;
            case nameof(AlertAct.Until):
                _untilError = said;
                Focus.To(() => _confirm);
                break;
            default:
                _error = said;
                break;
        }
    }

    private void End() => Dialog.Close();

    private void OnProgress(int done)
    {
        _progress = done;
        StateHasChanged();
    }

    private string Count(string one, string many, int count) => count == 1 ? Loc[one] : Loc[many, Number(count)];

    /// <summary>What was done while the dialog was open.</summary>
    public sealed class Doing
    {
        private readonly List<AlertBefore> _undo = [];

        /// <summary>How many alerts were changed.</summary>
        public int Changed { get; private set; }

        /// <summary>What undoing takes.</summary>
        public IReadOnlyList<AlertBefore> Undo => _undo;

        /// <summary>The last act; null: none was begun.</summary>
        public AlertAct? Act { get; private set; }

        /// <summary>Ends when what was begun is done with, also where the dialog was closed meanwhile. It does not fail: the dialog tells why it did.</summary>
        public Task Running { get; private set; } = Task.CompletedTask;

        internal void Begin(Task running, AlertAct act) => (Running, Act) = (running.ContinueWith(_ => { }, TaskScheduler.Default), act);

        internal void Add(AlertResult batch)
        {
            Changed += batch.Result.Changed;
            _undo.AddRange(batch.Undo);
        }
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
