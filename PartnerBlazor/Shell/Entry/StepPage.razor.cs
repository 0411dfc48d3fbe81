using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell.Entry;

/// <summary>What is asked of somebody whose password was right: a code, a passkey, or to set one of them up.</summary>
public sealed partial class StepPage
{
    private const string Path = "/sign-in/step";

    private readonly EntryErrors _errors = new();
    private StepKind? _kind;
    private bool _hasPasskey;
    private string? _refused;
    private string _key = "";
    private string _email = "";
    private Account? _account;
    private IReadOnlyList<string>? _recovery;

    /// <summary>Where to go afterwards; only addresses of this site count.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromForm]
    private string? Answer { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private AccountDoor Door { get; set; } = null!;

    [Inject]
    private LoginCommands Commands { get; set; } = null!;

    [Inject]
    private UserManager<Account> Users { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EntryTexts> Loc { get; set; } = null!;

    private string Address => SignInTrace.AddressOf(Context);

    /// <summary>Its address, with where to go afterwards.</summary>
    public static string PathOf(string? returnUrl) => Path + QueryString.Create("returnUrl", SignInEndpoints.Local(returnUrl));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // A secret may stand on it.
        Context.Response.Headers.CacheControl = "no-store";
        if (await Door.BetweenAsync(Context) is not { } between)
        {
            // Another tab has finished it, or somebody came back to it.
            if (HttpMethods.IsGet(Context.Request.Method) && Context.User.Identity is { IsAuthenticated: true })
                Navigation.NavigateTo(SignInEndpoints.Local(ReturnUrl));
            return;
        }
        (_account, _kind, _email) = (between.Account, between.Step.Kind, between.Account.Email!);
        _hasPasskey = (await Users.GetPasskeysAsync(_account)).Count > 0;
        if (_kind != StepKind.EnrolFactor)
            return;
        _key = await Commands.AuthenticatorKeyAsync(_account);
        // A new key is a change of the account: the step goes on with it.
        await (between.Step with { Stamp = _account.SecurityStamp! }).WriteAsync(Context);
    }

    private async Task CodeAsync()
    {
        if (Typed())
            Go(await Door.CodeAsync(Context, Code), RefusalCodes.CodeWrong);
    }

    private async Task PasskeyAsync() => Go(await Door.PasskeyAsync(Context, Answer), RefusalCodes.PasskeyRefused);

    private Task EnrolAsync() => !Typed() ? Task.CompletedTask : SetUpAsync(async account =>
    {
        var codes = await Commands.EnableAuthenticatorAsync(account, Code, Address);
        if (await Door.EnterAsync(Context, account, SignInMethod.Code) == DoorAnswer.In)
            _recovery = codes;
        else
            _refused = RefusalCodes.SignInWrong;
    });

    private Task EnrolPasskeyAsync() => SetUpAsync(async account =>
    {
        await Commands.AddPasskeyAsync(account, Answer, Loc[nameof(EntryTexts.PasskeyFirst)], Address);
        Go(await Door.EnterAsync(Context, account, SignInMethod.Passkey), RefusalCodes.SignInWrong);
    });

    // As somebody else, or from the first step on.
    private async Task StartAgainAsync()
    {
        await Context.SignOutAsync(LoginServices.StepScheme);
        Navigation.NavigateTo(AccessServices.SignInPath + QueryString.Create("returnUrl", SignInEndpoints.Local(ReturnUrl)));
    }

    // An empty code is no try.
    private bool Typed()
    {
        _errors.Add(EntryChecks.Required(nameof(Code), Code));
        return _errors.Count == 0;
    }

    private async Task SetUpAsync(Func<Account, Task> act)
    {
        if (_account is null || _kind is not (StepKind.EnrolFactor or StepKind.EnrolPasskey))
            return;
        try
        {
            await act(_account);
        }
        catch (RefusedException refused)
        {
            if (refused.Code == RefusalCodes.CodeWrong)
                _errors.Add(new RefusedException(refused.Code, nameof(Code)));
            else
                _refused = refused.Code;
        }
    }

    private void Go(DoorAnswer answer, string refusal)
    {
        if (answer == DoorAnswer.Wrong && refusal == RefusalCodes.CodeWrong)
            _errors.Add(new RefusedException(refusal, nameof(Code)));
        else if (answer == DoorAnswer.Wrong)
            _refused = refusal;
        else
            Navigation.NavigateTo(answer == DoorAnswer.In ? SignInEndpoints.Local(ReturnUrl) : PathOf(ReturnUrl));
    }
}
