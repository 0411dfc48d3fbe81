using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell.Entry;

/// <summary>The form of the set-up.</summary>
public sealed partial class SetUpPage
{
    /// <summary>Its path.</summary>
    public const string Path = "/set-up";

    private readonly EntryErrors _errors = new();
    private bool _needed;

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromForm]
    private string? Partner { get; set; }

    [SupplyParameterFromForm]
    private bool MspFlex { get; set; }

    [SupplyParameterFromForm]
    private bool MspFlexConnect { get; set; }

    [SupplyParameterFromForm]
    private string? Name { get; set; }

    [SupplyParameterFromForm]
    private string? Email { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    [SupplyParameterFromForm]
    private string? Repeated { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private SetUp SetUp { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EntryTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SettingsTexts> Settings { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _needed = await SetUp.NeededAsync(Context.RequestAborted);
        // Not at once: a page that says so while it is drawn is replaced by the portal's not-found screen.
        if (!_needed && HttpMethods.IsGet(Context.Request.Method))
            Context.Response.OnStarting(() =>
            {
                Context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
    }

    // It was good, but a page does not send passwords back.
    private string? Again => _errors.Count > 0 && _errors.Of(nameof(Password)) is null ? Loc[nameof(EntryTexts.TypeAgain)].Value : null;

    private async Task RunAsync()
    {
        if (!_needed)
            return;
        // Everything at once: whoever sets up should not come round again for the next fault.
        _errors.Add(EntryChecks.Required(nameof(Code), Code) ?? (await SetUp.KnowsAsync(Code) ? null : new RefusedException(RefusalCodes.SetUpCodeWrong, nameof(Code))));
        _errors.Add(EntryChecks.Line(nameof(Partner), Partner));
        _errors.Add(EntryChecks.Line(nameof(Name), Name));
        _errors.Add(EntryChecks.Email(nameof(Email), Email));
        _errors.AddRange(EntryChecks.NewPassword(nameof(Password), Password, nameof(Repeated), Repeated, Name, Email, Partner));
        if (_errors.Count > 0)
            return;
        try
        {
            await SetUp.RunAsync(Code, new SetUpForm(Partner!.Trim(), MspFlex, MspFlexConnect, Name!.Trim(), Email!.Trim(), Password!),
                SignInTrace.AddressOf(Context));
            EnteredEmail.Keep(Context, Email!.Trim());
            Navigation.NavigateTo($"{AccessServices.SignInPath}?done=set-up");
        }
        catch (RefusedException error) when (error.Code == RefusalCodes.NotFound)
        {
            // Another tab was quicker.
            Navigation.NavigateTo(StaleForms.Marked(Path));
        }
        catch (RefusedException error)
        {
            _errors.Add(error);
        }
    }
}
