using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.ToDo;

/// <summary>
/// What people asked for that is to be done in the vendor's console (SPEC §9), kind by kind. A line goes by itself once it is seen at the vendor.
/// Each kind is for those who may ask for it; queries and commands refuse everybody else.
/// </summary>
public sealed partial class ToDoPage
{
    private ElementReference _title;
    private bool _acting;
    private string? _error;
    private string _told = "";

    [Inject]
    private ToDoWords Words { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ToDoTexts> Loc { get; set; } = null!;

    private async Task TakeBackAsync(VendorToDo toDo)
    {
        // Not disabled meanwhile: the keyboard would lose it.
        if (_acting)
            return;
        (_acting, _error, _told) = (true, null, "");
        try
        {
            await State.TakeBackAsync(toDo, Closed);
            _told = Words.TakenBack(toDo);
            // The button goes with its line.
            await _title.FocusAsync();
        }
        catch (RefusedException refused)
        {
            _error = $"{toDo.Name} – {Refusals.Of(refused.Code, refused.Detail)}";
        }
        finally
        {
            _acting = false;
        }
    }
}
