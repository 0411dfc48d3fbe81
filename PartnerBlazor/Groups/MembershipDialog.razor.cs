using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Groups;

/// <summary>
/// Puts the chosen customers into a group, or takes them out: choose the group, see what would change, apply, see what did, retry what
/// failed. For Super Admins. Closing it stops after the batch under way; what is done stays done.
/// </summary>
public sealed partial class MembershipDialog
{
    private const string TitleId = "pb-membership-title";

    private readonly NextFocus _focus = new();
    private ElementReference _select;
    private MudButton? _close;
    private Guid? _groupId;
    private MembershipPreview? _preview;
    private BulkResult? _result;
    private string? _error;
    private bool _unread;
    private bool _running;
    private int _progress;
    private int _total;

    /// <summary>The customers.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<Guid> CustomerIds { get; set; }

    /// <summary>True: into a group; false: out of it.</summary>
    [Parameter, EditorRequired]
    public bool Add { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private IStringLocalizer<GroupTexts> Loc { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    private string Title => (Add, CustomerIds.Count) switch
    {
        (true, 1) => Loc[nameof(GroupTexts.AddTitleOne)],
        (true, var count) => Loc[nameof(GroupTexts.AddTitle), count.ToString("N0", CultureInfo.CurrentCulture)],
        (false, 1) => Loc[nameof(GroupTexts.RemoveTitleOne)],
        (false, var count) => Loc[nameof(GroupTexts.RemoveTitle), count.ToString("N0", CultureInfo.CurrentCulture)],
    };

    /// <inheritdoc/>
    protected override void OnChanged()
    {
        if (!State.Allowed)
        {
            Dialog.Cancel();
            return;
        }
        if (_result is null && !_running && _groupId is not null && State.Groups.All(group => group.Id != _groupId))
            (_groupId, _preview, _unread) = (null, null, false);
        StateHasChanged();
    }

    private Task ChooseAsync(ChangeEventArgs change)
    {
        _groupId = Guid.TryParse(change.Value as string, out var id) ? id : null;
        (_preview, _error, _unread) = (null, null, false);
        return _groupId is null ? Task.CompletedTask : PreviewAsync();
    }

    private Task PreviewAsync() => GuardAsync(async groupId =>
    {
        var preview = await State.PreviewAsync(new MembershipChange(groupId, Add), CustomerIds, Closed);
        // Another group may have been chosen meanwhile.
        if (_groupId == groupId)
            (_preview, _unread) = (preview, preview is null);
    });

    private async Task RetryAsync()
    {
        if (State.Failed)
            await State.RetryAsync(Closed);
        if (_unread)
            await PreviewAsync();
        // The button goes when it helped.
        if (!State.Failed && !_unread)
            await _select.FocusAsync();
    }

    private Task ApplyAsync(IReadOnlyCollection<Guid> customerIds) => _running ? Task.CompletedTask : GuardAsync(async groupId =>
    {
        (_running, _progress, _total) = (true, 0, customerIds.Count);
        try
        {
            var now = await State.ChangeAsync(new MembershipChange(groupId, Add), customerIds, OnProgress, Closed);
            _result = _result is null ? now : _result.Again(now, customerIds);
        }
        finally
        {
            _running = false;
            // The button that applied is gone, and took the focus with it.
            _focus.To(() => _close);
        }
    });

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender) => await _focus.DrawnAsync();

    private void OnProgress(int done)
    {
        _progress = done;
        StateHasChanged();
    }

    private async Task GuardAsync(Func<Guid, Task> act)
    {
        if (_groupId is not { } groupId)
            return;
        _error = null;
        try
        {
            await act(groupId);
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // Closed while it ran.
        }
    }
}
