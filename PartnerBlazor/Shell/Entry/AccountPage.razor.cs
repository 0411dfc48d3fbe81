using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell.Entry;

/// <summary>The signed-in person's own account. What it is signed in with changes only shortly after a sign-in: a browser left open is not enough.</summary>
public sealed partial class AccountPage
{
    /// <summary>Its path.</summary>
    public const string Path = "/account";

    // Long enough to set up two factors, short enough for a browser left open.
    private static readonly TimeSpan s_freshFor = TimeSpan.FromMinutes(15);

    private PersonClaims _who = null!;
    private Account? _account;
    private DateTime _signedIn;
    private SignInMethod _method;
    private bool _elsewhere;
    private string? _key;
    private int _codesLeft;
    private IReadOnlyList<string>? _codes;
    private IReadOnlyList<SignIn> _sessions = [];
    private IList<UserPasskeyInfo> _passkeys = [];
    private RefusedException? _wrong;
    private string? _refused;
    private string? _told;

    [SupplyParameterFromForm]
    private string? Present { get; set; }

    [SupplyParameterFromForm]
    private string? Chosen { get; set; }

    [SupplyParameterFromForm]
    private string? Repeated { get; set; }

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromForm]
    private string? Answer { get; set; }

    [SupplyParameterFromForm]
    private string? PasskeyName { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private DemoPeople People { get; set; } = null!;

    [Inject]
    private UserManager<Account> Users { get; set; } = null!;

    [Inject]
    private LoginCommands Commands { get; set; } = null!;

    [Inject]
    private SignInRegistry Registry { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EntryTexts> Loc { get; set; } = null!;

    // The identity provider may have let a browser in that was left open there too: it asked nobody for anything.
    private bool Fresh => _method != SignInMethod.Provider && Time.GetUtcNow().UtcDateTime - _signedIn < s_freshFor;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        _who = PersonClaims.Of(Context.User) ?? throw new SessionEndedException();
        _account = People.Enabled ? null : await Users.FindByIdAsync(_who.PersonId.ToString());
        _elsewhere = _account is not null && await Users.OnlyFromProviderAsync(_account);
        await ReadAsync();
    }

    private RefusedException? Of(string field) => _wrong?.Field == field ? _wrong : null;

    // UTC, as everywhere where a server writes a time for somebody whose zone it does not know.
    private static string When(DateTime at) => at.ToString("g", CultureInfo.CurrentCulture) + " UTC";

    private async Task ReadAsync()
    {
        _sessions = await Registry.ListAsync(_who.PersonId, Context.RequestAborted);
        if (_sessions.FirstOrDefault(s => s.Id == _who.SignInId) is { } present)
            (_signedIn, _method) = (present.At, present.Method);
        if (_account is null || !Fresh)
            return;
        _passkeys = await Users.GetPasskeysAsync(_account);
        _codesLeft = await Users.CountRecoveryCodesAsync(_account);
        _key = await Users.GetAuthenticatorKeyAsync(_account);
    }

    private Task ChangePasswordAsync() => ActAsync(nameof(EntryTexts.PasswordChanged), account => Chosen == Repeated
        ? Commands.ChangePasswordAsync(account, Present, Chosen, account.Email ?? "", _who.SignInId, _who.Address)
        : throw new RefusedException(RefusalCodes.PasswordsDiffer, "repeated"));

    // Not while merely looking: a new key is a change of the account.
    private Task BeginAsync() => ActAsync(null, Commands.AuthenticatorKeyAsync);

    private Task EnableAsync() => ActAsync(nameof(EntryTexts.AuthenticatorTurnedOn), async account => _codes = await Commands.EnableAuthenticatorAsync(account, Code, _who.Address));

    private Task DisableAsync() => ActAsync(nameof(EntryTexts.AuthenticatorTurnedOff), account => Commands.DisableAuthenticatorAsync(account, _who.Address));

    private Task RenewCodesAsync() => ActAsync(nameof(EntryTexts.RecoveryRenewed), async account => _codes = await Commands.RenewRecoveryCodesAsync(account, _who.Address));

    private Task AddPasskeyAsync() => ActAsync(nameof(EntryTexts.PasskeyAdded), account => Commands.AddPasskeyAsync(
        account, Answer, string.IsNullOrWhiteSpace(PasskeyName) ? Loc[nameof(EntryTexts.PasskeyFirst)] : PasskeyName.Trim(), _who.Address));

    private Task RemovePasskeyAsync(byte[] id) => ActAsync(nameof(EntryTexts.PasskeyRemoved), account => Commands.RemovePasskeyAsync(account, id, _who.Address));

    private async Task ActAsync(string? told, Func<Account, Task> act)
    {
        try
        {
            if (_account is null || !Fresh)
                throw new RefusedException(RefusalCodes.SignInAgain);
            await act(_account);
            _told = told is null ? null : Loc[told].Value;
        }
        catch (RefusedException refused)
        {
            (_wrong, _refused) = (refused, refused.Field is null ? refused.Code : null);
        }
        await ReadAsync();
    }

    private async Task EndSessionAsync(Guid id)
    {
        await Commands.EndSessionAsync(_who.PersonId, id, _who.Address);
        _told = Loc[nameof(EntryTexts.SessionEnded)];
        await ReadAsync();
    }

    private async Task EndOthersAsync()
    {
        await Commands.EndOtherSessionsAsync(_who.PersonId, _who.SignInId, _who.Address);
        _told = Loc[nameof(EntryTexts.SessionsEnded)];
        await ReadAsync();
    }
}
