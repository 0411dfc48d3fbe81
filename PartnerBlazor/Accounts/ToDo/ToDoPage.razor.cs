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
    private IStringLocalizer<RequestTexts> Accounts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ToDoTexts> Loc { get; set; } = null!;

    private Task<bool> TakeBackAsync(VendorToDo toDo) => ActAsync(toDo.Name, () => State.TakeBackAsync(toDo, Closed), Words.TakenBack(toDo));

    private Task<bool> SendAgainAsync(AccountRequest request) => ActAsync(request.Company, () => State.SendAgainAsync(request, Closed), Accounts[nameof(RequestTexts.ToldSentAgain), request.Company]);

    private Task<bool> GiveUpAsync(AccountRequest request) => ActAsync(request.Company, () => State.GiveUpAsync(request, Closed), Accounts[nameof(RequestTexts.ToldGivenUp), request.Company]);

    private async Task OpenAgainAsync(AccountRequest request)
    {
        if (await ActAsync(request.Company, () => State.OpenAgainAsync(request, Closed), ""))
            Navigation.NavigateTo(request.Kind == AccountKind.Monthly ? "/customers/new-monthly" : "/customers/new-trial");
    }

    // False: it was not done, or another act is under way.
    private async Task<bool> ActAsync(string name, Func<Task> act, string told)
    {
        // Not disabled meanwhile: the keyboard would lose it.
        if (_acting)
            return false;
        (_acting, _error, _told) = (true, null, "");
        try
        {
            await act();
            _told = told;
            // The button may go with its line.
            await _title.FocusAsync();
            return true;
        }
        catch (RefusedException refused)
        {
            _error = $"{name} – {Refusals.Of(refused.Code, refused.Detail)}";
            return false;
        }
        finally
        {
            _acting = false;
        }
    }
}
