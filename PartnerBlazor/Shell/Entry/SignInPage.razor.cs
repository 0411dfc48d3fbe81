using Microsoft.AspNetCore.Authentication.Cookies;
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
    private const string Over = "ended";

    private static readonly Dictionary<string, string> s_known = new()
    {
        ["set-up"] = nameof(EntryTexts.SetUpDone),
        ["password"] = nameof(EntryTexts.PasswordDone),
        [SignInEndpoints.SignedOut] = nameof(EntryTexts.SignedOut),
        [Over] = nameof(EntryTexts.SignInOver),
    };

    private readonly EntryErrors _errors = new();
    private string? _refused;
    private string? _told;

    /// <summary>Where to go afterwards; only addresses of this site count.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    /// <summary>Why another way in led back here: a refusal code.</summary>
    [SupplyParameterFromQuery]
    public string? Refused { get; set; }

    /// <summary>What was done just before, or why one is here: <c>set-up</c>, <c>password</c>, <c>signed-out</c>, <c>ended</c>.</summary>
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
    private IOptionsMonitor<CookieAuthenticationOptions> Cookies { get; set; } = null!;

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

    private string First => string.IsNullOrEmpty(Email) ? nameof(Email) : nameof(Password);

    // It was there, but a page does not send passwords back.
    private string? Again => _errors.Count > 0 && _errors.Of(nameof(Password)) is null ? Loc[nameof(EntryTexts.TypeAgain)].Value : null;

    // A cookie that opens nothing any more: the sign-in was ended elsewhere, or is too old.
    private bool IsOver => Context.User.Identity is not { IsAuthenticated: true }
        && Context.Request.Cookies.ContainsKey(Cookies.Get(CookieAuthenticationDefaults.AuthenticationScheme).Cookie.Name!);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await SetUp.NeededAsync(Context.RequestAborted))
            Navigation.NavigateTo(SetUpPage.Path);
        if (!HttpMethods.IsGet(Context.Request.Method))
            return;
        Email ??= EnteredEmail.Read(Context);
        _told = Done ?? (Refused is null && IsOver ? Over : null);
    }

    private async Task SignInAsync()
    {
        _errors.Add(EntryChecks.Email(nameof(Email), Email));
        // Blanks are signs like others in a password.
        _errors.Add(string.IsNullOrEmpty(Password) ? new RefusedException(RefusalCodes.Required, nameof(Password)) : null);
        if (_errors.Count == 0)
            Go(await Door.PasswordAsync(Context, Email, Password), RefusalCodes.SignInWrong);
    }

    private async Task PasskeyAsync() => Go(await Door.PasskeyAsync(Context, Answer), RefusalCodes.PasskeyRefused);

    private void Go(DoorAnswer answer, string refusal)
    {
        if (answer == DoorAnswer.Wrong)
        {
            _refused = refusal;
            return;
        }
        EnteredEmail.Forget(Context);
        Navigation.NavigateTo(answer == DoorAnswer.In ? SignInEndpoints.Local(ReturnUrl) : StepPage.PathOf(ReturnUrl));
    }
}
