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

    private const string AppSection = "app";

    // What is told once it is done (EntryNotice), so that F5 asks for the page and sends nothing again.
    private static readonly Dictionary<string, string> s_known = new()
    {
        ["password"] = nameof(EntryTexts.PasswordChanged),
        ["app-off"] = nameof(EntryTexts.AuthenticatorTurnedOff),
        ["passkey"] = nameof(EntryTexts.PasskeyAdded),
        ["passkey-removed"] = nameof(EntryTexts.PasskeyRemoved),
        ["session"] = nameof(EntryTexts.SessionEnded),
        ["sessions"] = nameof(EntryTexts.SessionsEnded),
    };

    private readonly EntryErrors _errors = new();
    private PersonClaims _who = null!;
    private PartnerScope _person = null!;
    private Account? _account;
    private DateTime _signedIn;
    private SignInMethod _method;
    private bool _elsewhere;
    private string? _key;
    private int _codesLeft;
    private IReadOnlyList<string>? _codes;
    private IReadOnlyList<SignIn> _sessions = [];
    private IList<UserPasskeyInfo> _passkeys = [];
    private bool _turnedOn;

    /// <summary>What was done just before.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    private string? Present { get; set; }

    [SupplyParameterFromForm]
    private string? Chosen { get; set; }

    [SupplyParameterFromForm]
    private string? Repeated { get; set; }

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    // What the account was when the page was drawn.
    [SupplyParameterFromForm]
    private string? Seen { get; set; }

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
    private PersonSession Session { get; set; } = null!;

    [Inject]
    private DayWords Days { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EntryTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ShellTexts> Shell { get; set; } = null!;

    // Somebody is at it: the account has a secret before, from a set-up given up and after the app was turned off.
    private bool SettingUp => _key is not null && (Done == AppSection || (Context.Request.HasFormContentType && Context.Request.Form["_handler"] == "app-on"));

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    // The identity provider may have let a browser in that was left open there too: it asked nobody for anything.
    private bool Fresh => _method != SignInMethod.Provider && Now - _signedIn < s_freshFor;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        _who = PersonClaims.Of(Context.User) ?? throw new SessionEndedException();
        _person = await Session.StartAsync();
        _account = People.Enabled ? null : await Users.FindByIdAsync(_who.PersonId.ToString());
        _elsewhere = _account is not null && await Users.OnlyFromProviderAsync(_account);
        await ReadAsync();
    }

    // It was there, but a page does not send passwords back.
    private string? Again(string field) =>
        _errors.Of(field) is null && (_errors.Of("present") ?? _errors.Of("chosen") ?? _errors.Of("repeated")) is not null ? Loc[nameof(EntryTexts.TypeAgain)].Value : null;

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

    private Task ChangePasswordAsync()
    {
        _errors.Add(string.IsNullOrEmpty(Present) ? new RefusedException(RefusalCodes.Required, "present") : null);
        _errors.AddRange(EntryChecks.NewPassword("chosen", Chosen, "repeated", Repeated, _account?.Email, _person.PersonName));
        return ActAsync("password", account => Commands.ChangePasswordAsync(account, Present, Chosen, account.Email ?? "", _who.SignInId, _who.Address));
    }

    // Not while merely looking: a new key is a change of the account.
    private Task BeginAsync() => ActAsync(AppSection, Commands.AuthenticatorKeyAsync);

    private Task EnableAsync()
    {
        _errors.Add(EntryChecks.Required("code", Code));
        return ActAsync(null, async account => (_codes, _turnedOn) = (await Commands.EnableAuthenticatorAsync(account, Code, _who.Address), true));
    }

    private Task DisableAsync() => ActAsync("app-off", account => Commands.DisableAuthenticatorAsync(account, _who.Address));

    // The codes stand on the answer: sent again by F5, the same form must not make others of which nobody knows.
    private Task RenewCodesAsync() => ActAsync(null, async account =>
    {
        if (Seen != account.ConcurrencyStamp)
            Navigation.NavigateTo(StaleForms.Marked(Path));
        else
            _codes = await Commands.RenewRecoveryCodesAsync(account, _who.Address);
    });

    private Task AddPasskeyAsync() => ActAsync("passkey", account => Commands.AddPasskeyAsync(
        account, Answer, string.IsNullOrWhiteSpace(PasskeyName) ? Loc[nameof(EntryTexts.PasskeyFirst)] : PasskeyName.Trim(), _who.Address));

    private Task RemovePasskeyAsync(byte[] id) => ActAsync("passkey-removed", account => Commands.RemovePasskeyAsync(account, id, _who.Address));

    private async Task ActAsync(string? done, Func<Account, Task> act)
    {
        if (_errors.Count > 0)
            return;
        try
        {
            if (_account is null || !Fresh)
                throw new RefusedException(RefusalCodes.SignInAgain);
            await act(_account);
        }
        catch (RefusedException refused)
        {
            _errors.Add(refused);
        }
        if (_errors.Count == 0 && done is not null)
            Show(done);
        else
            await ReadAsync();
    }

    private async Task EndSessionAsync(Guid id)
    {
        await Commands.EndSessionAsync(_who.PersonId, id, _who.Address);
        Show("session");
    }

    private async Task EndOthersAsync()
    {
        await Commands.EndOtherSessionsAsync(_who.PersonId, _who.SignInId, _who.Address);
        Show("sessions");
    }

    // The page anew, by its address. Whoever sets up the app goes on where they were.
    private void Show(string done) => Navigation.NavigateTo($"{Path}?done={done}{(done == AppSection ? $"#{AppSection}" : "")}");
}
