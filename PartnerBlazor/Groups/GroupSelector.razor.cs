using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Groups;

/// <summary>
/// Chooses the groups of one customer among the existing ones, for Super Admins (SPEC §3). Opens over its parent element as soon as it is
/// rendered; render it only while editing. Keyboard: type to filter, arrows move, Space chooses, Enter saves, Escape cancels.
/// </summary>
public sealed partial class GroupSelector : IAsyncDisposable
{
    private HashSet<Guid> _chosen = [];
    private IReadOnlyCollection<Guid> _expected = [];
    private IJSObjectReference? _script;
    private ElementReference _dialog;
    private ElementReference _filterField;
    private string _filter = "";
    private string? _error;
    private bool _saving;
    private bool _done;

    /// <summary>The customer.</summary>
    [Parameter, EditorRequired]
    public Guid CustomerId { get; set; }

    /// <summary>The customer's displayed name, for the title.</summary>
    [Parameter]
    public string? CustomerName { get; set; }

    /// <summary>The groups the person sees the customer in when they begin; what the edit is judged on.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<Guid> Current { get; set; }

    /// <summary>Saved or cancelled: take the selector away. What was saved comes by the feed, like everybody else's changes.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDone { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IStringLocalizer<GroupTexts> Loc { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    private string TitleId => $"pb-selector-{CustomerId:N}";

    private IReadOnlyList<GroupLine> Shown
    {
        get
        {
            var folded = GroupRules.Fold(_filter);
            return [.. State.Groups.Where(group => GroupRules.Fold(group.Name).Contains(folded, StringComparison.Ordinal))];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        try
        {
            await (_script?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone and its scripts with it.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _chosen = [.. Current];
        _expected = [.. Current];
        await base.OnInitializedAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _script = await Script.InvokeAsync<IJSObjectReference>("import", "./groups.js");
        await _script.InvokeVoidAsync("open", _dialog);
    }

    /// <inheritdoc/>
    protected override void OnChanged()
    {
        // Who may no longer manage groups must not go on choosing.
        if (State.Allowed)
            StateHasChanged();
        else
            _ = InvokeAsync(DoneAsync);
    }

    private async Task RetryAsync()
    {
        await State.RetryAsync(Closed);
        // The button goes when it helped.
        if (!State.Failed)
            await _filterField.FocusAsync();
    }

    private void Filter(ChangeEventArgs change) => _filter = change.Value as string ?? "";

    private void Choose(Guid groupId, bool chosen)
    {
        _error = null;
        if (chosen)
            _chosen.Add(groupId);
        else
            _chosen.Remove(groupId);
    }

    private async Task SaveAsync()
    {
        // Before the groups are read, nothing is on screen and nothing can be meant.
        if (_saving || !IsOpen || State.Failed)
            return;
        // What somebody deleted meanwhile is no longer on screen and cannot be meant.
        var there = State.Groups.Select(group => group.Id).ToHashSet();
        var chosen = _chosen.Where(there.Contains).ToList();
        _saving = true;
        _error = null;
        try
        {
            await State.SetGroupsAsync(CustomerId, chosen, _expected, Closed);
            await CloseAsync();
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail ?? Loc[nameof(GroupTexts.None)]);
            // The person has now been told; saving again is their decision. The choice stays.
            if (refused.Code == RefusalCodes.ChangedMeanwhile)
                _expected = await State.GroupsOfAsync(CustomerId, Closed) ?? _expected;
        }
        finally
        {
            _saving = false;
        }
    }

    // A click beside it leaves nothing behind; with a choice made it is more likely a slip than a wish to throw it away.
    private Task OutsideAsync() => _saving || !_chosen.SetEquals(_expected) ? Task.CompletedTask : CloseAsync();

    private async Task CloseAsync()
    {
        // Closed before it is taken away: only then does the browser give the focus back.
        if (_script is not null)
            await _script.InvokeVoidAsync("close", _dialog);
        await DoneAsync();
    }

    private async Task DoneAsync()
    {
        if (_done)
            return;
        _done = true;
        await OnDone.InvokeAsync();
    }
}
