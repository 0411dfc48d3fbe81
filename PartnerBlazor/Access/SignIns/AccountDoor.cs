using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>How a step of a sign-in ended.</summary>
public enum DoorAnswer
{
    /// <summary>Refused. Which of address, password, lockout or deactivation it was is told to nobody.</summary>
    Wrong,
    /// <summary>Signed in.</summary>
    In,
    /// <summary>Something more is asked: <see cref="SignInStep"/>.</summary>
    More,
}

/// <summary>Signs in with what an account has: password, second factor, passkey. Tries are counted and lock the account for a while.</summary>
public sealed class AccountDoor(
    UserManager<Account> users, SignInManager<Account> passkeys, SignInRegistry registry, AccountJournal journal, AccountTurns turns,
    IDbContextFactory<PartnerDb> factory, IOptions<OidcOptions> oidc, TimeProvider time)
{
    // Hashed for addresses nobody has: an answer must take as long for them as for others.
    private static readonly Account s_nobody = new();
    private static readonly Lazy<string> s_nobodysHash = new(() => new PasswordHasher<Account>().HashPassword(s_nobody, Guid.NewGuid().ToString()));

    // A wrong try is answered no sooner than this: what is looked up and written for addresses somebody has takes less.
    private static readonly TimeSpan s_wrongTakes = TimeSpan.FromMilliseconds(400);

    /// <summary>The first step: address and password.</summary>
    public async Task<DoorAnswer> PasswordAsync(HttpContext context, string? email, string? password)
    {
        ArgumentNullException.ThrowIfNull(context);
        var wrong = Task.Delay(s_wrongTakes, context.RequestAborted);
        var answer = await CheckAsync(context, email, password);
        if (answer == DoorAnswer.Wrong)
            await wrong;
        return answer;
    }

    private async Task<DoorAnswer> CheckAsync(HttpContext context, string? email, string? password)
    {
        var id = await IdAsync(email);
        using var turn = await turns.TakeAsync(id ?? Guid.Empty, context.RequestAborted);
        var account = id is null ? null : await users.FindByIdAsync(id.Value.ToString());
        if (account?.PasswordHash is null)
        {
            users.PasswordHasher.VerifyHashedPassword(s_nobody, s_nobodysHash.Value, password ?? "");
            return DoorAnswer.Wrong;
        }
        // The hash is computed for a locked account too, for the same reason.
        var right = await users.CheckPasswordAsync(account, password ?? "");
        if (await users.IsLockedOutAsync(account))
            return DoorAnswer.Wrong;
        if (!right)
            return await FailedAsync(context, account);
        if (!await MayAsync(account))
            return DoorAnswer.Wrong;
        if (await NextAsync(account) is not { } step)
            return await EnterAsync(context, account, SignInMethod.Password);
        await new SignInStep(account.Id, step, account.SecurityStamp!).WriteAsync(context);
        return DoorAnswer.More;
    }

    /// <summary>The second step: a code of the authenticator app, or a recovery code, which then is used up.</summary>
    public async Task<DoorAnswer> CodeAsync(HttpContext context, string? code)
    {
        if (await SignInStep.AccountOfAsync(context) is not { } id)
            return DoorAnswer.Wrong;
        using var turn = await turns.TakeAsync(id, context.RequestAborted);
        if (await BetweenAsync(context) is not { Step.Kind: StepKind.Factor, Account: { TwoFactorEnabled: true } account }
            || await users.IsLockedOutAsync(account))
            return DoorAnswer.Wrong;
        var typed = LoginCommands.Typed(code);
        if (await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, typed))
            return await EnterAsync(context, account, SignInMethod.Code);
        if (typed.Length > 0 && (await users.RedeemTwoFactorRecoveryCodeAsync(account, typed.ToUpperInvariant())).Succeeded)
            return await EnterAsync(context, account, SignInMethod.RecoveryCode);
        return await FailedAsync(context, account);
    }

    /// <summary>A passkey, in the place of everything else or as the second step. Its answer was asked for by <see cref="PasskeyEndpoints"/>.</summary>
    public async Task<DoorAnswer> PasskeyAsync(HttpContext context, string? answer)
    {
        ArgumentNullException.ThrowIfNull(context);
        var step = await SignInStep.ReadAsync(context, users);
        PasskeyAssertionResult<Account> result;
        try
        {
            result = await passkeys.PerformPasskeyAssertionAsync(answer ?? "");
        }
        catch (InvalidOperationException)
        {
            // No question was asked, or it is too old.
            return DoorAnswer.Wrong;
        }
        if (!result.Succeeded || (step is not null && step.AccountId != result.User.Id) || !await MayAsync(result.User))
            return DoorAnswer.Wrong;
        // It counts its uses: a copy would be noticed.
        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        return await EnterAsync(context, result.User, SignInMethod.Passkey);
    }

    /// <summary>The account a step belongs to, with the step; null when nobody is between two steps.</summary>
    public async Task<(Account Account, SignInStep Step)?> BetweenAsync(HttpContext context) =>
        await SignInStep.ReadAsync(context, users) is { } step && await users.FindByIdAsync(step.AccountId.ToString()) is { } account ? (account, step) : null;

    private async Task<StepKind?> NextAsync(Account account)
    {
        var rule = await RuleAsync(account.Id);
        var hasPasskey = (await users.GetPasskeysAsync(account)).Count > 0;
        return rule switch
        {
            SignInRule.Passkey when hasPasskey => StepKind.Passkey,
            SignInRule.Passkey when !account.TwoFactorEnabled => StepKind.EnrolPasskey,
            _ when account.TwoFactorEnabled => StepKind.Factor,
            SignInRule.SecondFactor => hasPasskey ? StepKind.Passkey : StepKind.EnrolFactor,
            _ => null,
        };
    }

    /// <summary>Lets in whose last step was right, or who has set up what the partner demands.</summary>
    public async Task<DoorAnswer> EnterAsync(HttpContext context, Account account, SignInMethod method)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(account);
        // The app's code was right, but the partner demands a passkey and there is none yet.
        if (method is SignInMethod.Code or SignInMethod.RecoveryCode && await RuleAsync(account.Id) == SignInRule.Passkey)
        {
            await new SignInStep(account.Id, StepKind.EnrolPasskey, account.SecurityStamp!).WriteAsync(context);
            return DoorAnswer.More;
        }
        account.LastSignInAt = time.GetUtcNow().UtcDateTime;
        // Before the cookie: what cannot be counted gives nobody another try.
        if (!(await users.ResetAccessFailedCountAsync(account)).Succeeded || !(await users.UpdateAsync(account)).Succeeded
            || !await SignInEndpoints.EnterAsync(context, registry, account.Id, method))
            return DoorAnswer.Wrong;
        await context.SignOutAsync(LoginServices.StepScheme);
        await journal.OwnAsync(account.Id, SignInTrace.AddressOf(context), JournalKinds.SignedIn, after: method.ToString());
        return DoorAnswer.In;
    }

    // Before it is read to be changed: what is read here does not count once it is one's turn.
    private async Task<Guid?> IdAsync(string? email)
    {
        var name = string.IsNullOrWhiteSpace(email) ? null : users.NormalizeEmail(email.Trim());
        await using var db = await factory.CreateDbContextAsync();
        return name is null ? null : await db.Accounts.Where(a => a.NormalizedEmail == name).Select(a => (Guid?)a.Id).SingleOrDefaultAsync();
    }

    private async Task<DoorAnswer> FailedAsync(HttpContext context, Account account)
    {
        await users.AccessFailedAsync(account);
        if (await users.IsLockedOutAsync(account))
            await journal.StrangerAsync(account.Id, SignInTrace.AddressOf(context), JournalKinds.LockedOut);
        return DoorAnswer.Wrong;
    }

    private async Task<bool> MayAsync(Account account)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == account.Id && p.Active) is { } person && oidc.Value.LeavesPasswords(person);
    }

    private async Task<SignInRule> RuleAsync(Guid personId)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.People.Where(p => p.Id == personId).Join(db.Partners, p => p.PartnerId, p => p.Id, (_, partner) => partner.SignInRule).SingleAsync();
    }
}
