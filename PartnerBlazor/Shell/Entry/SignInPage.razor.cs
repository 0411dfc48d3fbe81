using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell.Entry;

/// <summary>The sign-in page: plain HTML without a circuit. In the demo it lists everybody, one click each.</summary>
public sealed partial class SignInPage
{
    private string? _refused;

    /// <summary>Where to go afterwards; only addresses of this site count.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    /// <summary>Why another way in led back here: a refusal code.</summary>
    [SupplyParameterFromQuery]
    public string? Refused { get; set; }

    /// <summary>What was done just before: <c>set-up</c> or <c>password</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? Email { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "passkey")]
    private string? Answer { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private DemoPeople People { get; set; } = null!;

    [Inject]
    private SetUp SetUp { get; set; } = null!;

    [Inject]
    private AccountDoor Door { get; set; } = null!;

    [Inject]
    private IOptions<OidcOptions> Oidc { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EntryTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ShellTexts> Shell { get; set; } = null!;

    private OidcOptions Provider => Oidc.Value;

    private string Here => AccessServices.SignInPath + QueryString.Create("returnUrl", SignInEndpoints.Local(ReturnUrl));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await SetUp.NeededAsync(Context.RequestAborted))
            Navigation.NavigateTo(SetUpPage.Path);
    }

    private async Task SignInAsync() => Go(await Door.PasswordAsync(Context, Email, Password), RefusalCodes.SignInWrong);

    private async Task PasskeyAsync() => Go(await Door.PasskeyAsync(Context, Answer), RefusalCodes.PasskeyRefused);

    private void Go(DoorAnswer answer, string refusal)
    {
        if (answer == DoorAnswer.Wrong)
            _refused = refusal;
        else
            Navigation.NavigateTo(answer == DoorAnswer.In ? SignInEndpoints.Local(ReturnUrl) : StepPage.PathOf(ReturnUrl));
    }
}
