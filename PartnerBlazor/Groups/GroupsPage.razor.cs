using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;
using PartnerBlazor.Customers;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Groups;

/// <summary>The groups of the partner: create, rename, describe, delete. For Super Admins; the commands refuse everybody else.</summary>
public sealed partial class GroupsPage
{
    private ElementReference _title;
    private ElementReference _nameField;
    private ElementReference _descriptionField;
    private bool _focusTitle;
    private string _name = "";
    private string _description = "";
    private string? _refused;
    private string? _refusedField;
    private string _told = "";
    private bool _creating;
    private bool _focusName;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IStringLocalizer<GroupTexts> Loc { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusTitle)
        {
            _focusTitle = false;
            await Script.InvokeVoidAsync("pbFocus.afterDialog", _title);
        }
        if (!_focusName)
            return;
        _focusName = false;
        await (OfDescription ? _descriptionField : _nameField).FocusAsync();
    }

    private async Task RetryAsync()
    {
        await State.RetryAsync(Closed);
        // The button goes when it helped.
        if (!State.Failed)
            await _title.FocusAsync();
    }

    private static string MembersOf(GroupLine group) => new CustomerLink(new CustomerFilter { Groups = [group.Id] }).ToString();

    private bool OfDescription => _refusedField == nameof(CustomerGroup.Description);

    private string? Invalid(string field) => _refusedField == field ? "true" : null;

    private async Task CreateAsync()
    {
        if (_creating)
            return;
        _creating = true;
        (_refused, _refusedField) = (null, null);
        try
        {
            await State.CreateAsync(_name, _description, Closed);
            _told = Loc[nameof(GroupTexts.Created), _name.Trim()];
            (_name, _description) = ("", "");
        }
        catch (RefusedException refused)
        {
            (_refused, _refusedField) = (Refusals.Of(refused.Code, refused.Detail), refused.Field);
        }
        finally
        {
            _creating = false;
            _focusName = true;
        }
    }

    private async Task RenameAsync(Guid groupId, string name, string expected)
    {
        await State.RenameAsync(groupId, name, expected, Closed);
        _told = Loc[nameof(GroupTexts.Saved)];
    }

    private async Task DescribeAsync(Guid groupId, string description, string expected)
    {
        await State.DescribeAsync(groupId, description, expected, Closed);
        _told = Loc[nameof(GroupTexts.Saved)];
    }

    private async Task DeleteAsync(GroupLine group)
    {
        var dialog = await Dialogs.ShowAsync<DeleteGroupDialog>(
            null, new DialogParameters<DeleteGroupDialog> { { d => d.GroupId, group.Id }, { d => d.Name, group.Name } }, Popups.Narrow);
        if (await dialog.Result is { Canceled: false } && !Closed.IsCancellationRequested)
        {
            _told = Loc[nameof(GroupTexts.Deleted), group.Name];
            // The button that opened the dialog goes with the group.
            _focusTitle = true;
            StateHasChanged();
        }
    }
}
