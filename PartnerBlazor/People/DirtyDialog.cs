using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Shell;
using PartnerBlazor.Text;

namespace PartnerBlazor.People;

/// <summary>A dialog in which something is typed: it goes with Escape or a click beside it only while nothing is lost by it, and asks otherwise.</summary>
/// <param name="dialogs">Shows the question.</param>
/// <param name="loc">Its words.</param>
public sealed class DirtyDialog(IDialogService dialogs, IStringLocalizer<PeopleTexts> loc)
{
    private bool _asking;

    /// <summary>After each drawing: the dialog closes by itself, or not.</summary>
    public static Task GuardAsync(IMudDialogInstance dialog, bool dirty)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        return dialog.Options.CloseOnEscapeKey == !dirty ? Task.CompletedTask
            : dialog.SetOptionsAsync(dialog.Options with { CloseOnEscapeKey = !dirty, BackdropClick = !dirty });
    }

    /// <summary>A key in the dialog: Escape asks.</summary>
    public Task OnKeyAsync(KeyboardEventArgs key, IMudDialogInstance dialog, bool dirty)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Key == "Escape" && dirty ? LeaveAsync(dialog, dirty) : Task.CompletedTask;
    }

    /// <summary>Closes it, having asked where something would be lost.</summary>
    public async Task LeaveAsync(IMudDialogInstance dialog, bool dirty)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        if (!dirty)
        {
            dialog.Cancel();
            return;
        }
        if (_asking)
            return;
        _asking = true;
        var question = await dialogs.ShowAsync<AskDialog>(null, new DialogParameters<AskDialog>
        {
            { d => d.Title, loc[nameof(PeopleTexts.DiscardTitle)].Value },
            { d => d.Text, loc[nameof(PeopleTexts.DiscardText)].Value },
            { d => d.Yes, loc[nameof(PeopleTexts.Discard)].Value },
            { d => d.Danger, true },
            { d => d.Act, _ => Task.CompletedTask },
        }, Popups.Narrow);
        var discarded = await question.Result is { Canceled: false };
        _asking = false;
        if (discarded)
            dialog.Cancel();
    }
}
