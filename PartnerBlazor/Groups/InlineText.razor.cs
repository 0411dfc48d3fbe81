using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Groups;

/// <summary>A line of text with <em>Edit</em>, <em>Save</em> and <em>Cancel</em>: Enter saves, Escape cancels, the focus returns to <em>Edit</em>.</summary>
public sealed partial class InlineText : ComponentBase
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private ElementReference _input;
    private ElementReference _edit;
    private string _text = "";
    private string _expected = "";
    private string? _error;
    private bool _editing;
    private bool _saving;
    private bool _moveFocus;

    /// <summary>The text as it is now; may change while it is edited, what is typed stays.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>Name of the field.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What the button says it edits.</summary>
    [Parameter, EditorRequired]
    public required string EditLabel { get; set; }

    /// <summary>Said where there is no text.</summary>
    [Parameter]
    public string Empty { get; set; } = "";

    /// <summary>Saves what was typed, judged on the text the person saw; a refusal is told at the field.</summary>
    [Parameter, EditorRequired]
    public required Func<string, string, Task> Save { get; set; }

    /// <summary>How the text is shown while it is not edited; the plain text when null.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private IStringLocalizer<GroupTexts> Loc { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    private string ErrorId => $"pb-error-{_id}";

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_moveFocus)
            return;
        _moveFocus = false;
        await (_editing ? _input : _edit).FocusAsync();
    }

    private void Edit()
    {
        (_text, _expected, _error) = (Value, Value, null);
        _editing = _moveFocus = true;
    }

    private void Cancel()
    {
        _editing = false;
        _moveFocus = true;
    }

    private void OnKey(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && !_saving)
            Cancel();
    }

    private async Task SaveAsync()
    {
        if (_saving)
            return;
        _saving = true;
        try
        {
            await Save(_text, _expected);
            Cancel();
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
            // The person has now been told; saving again is their decision.
            if (refused.Code == RefusalCodes.ChangedMeanwhile)
                _expected = refused.Detail ?? "";
            _moveFocus = true;
        }
        finally
        {
            _saving = false;
        }
    }
}
