using System.Globalization;
using Microsoft.AspNetCore.Identity;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>
/// What somebody does to their own account. The account is that of the signed-in person, or of somebody the partner's rule makes set up a
/// factor before they are let in. Each is journalled.
/// </summary>
public sealed class LoginCommands(UserManager<Account> users, SignInManager<Account> passkeys, SignInRegistry registry, AccountJournal journal)
{
    /// <summary>Recovery codes handed out at once.</summary>
    public const int RecoveryCodes = 10;
    /// <summary>Longest name of a passkey.</summary>
    public const int LongestName = 100;
    /// <summary>So many passkeys may one person have.</summary>
    public const int MostPasskeys = 20;

    /// <summary>A code as it was meant: apps show it in two halves.</summary>
    internal static string Typed(string? code) => (code ?? "").Replace(" ", "", StringComparison.Ordinal).Trim();

    /// <summary>Changes the password; every other session of the person ends.</summary>
    /// <exception cref="RefusedException">The present password is wrong (too many tries lock it), or the new one is refused.</exception>
    public async Task ChangePasswordAsync(Account account, string? present, string? chosen, string name, Guid session, string address)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (PasswordRules.Refusal("chosen", chosen, account.Email, name) is { } refused)
            throw refused;
        if (await users.IsLockedOutAsync(account))
            throw new RefusedException(RefusalCodes.PasswordWrong, field: "present");
        if (!(await users.ChangePasswordAsync(account, present ?? "", chosen!)).Succeeded)
        {
            await users.AccessFailedAsync(account);
            throw new RefusedException(RefusalCodes.PasswordWrong, field: "present");
        }
        await users.ResetAccessFailedCountAsync(account);
        await registry.EndAllAsync(account.Id, session);
        await journal.OwnAsync(account.Id, address, JournalKinds.PersonCredentials, after: AccountFacts.Password);
    }

    /// <summary>The secret an authenticator app is set up with, made when there is none. It counts only once a code has proved it.</summary>
    public async Task<string> AuthenticatorKeyAsync(Account account)
    {
        if (await users.GetAuthenticatorKeyAsync(account) is { Length: > 0 } key)
            return key;
        await users.ResetAuthenticatorKeyAsync(account);
        return await users.GetAuthenticatorKeyAsync(account) ?? throw new InvalidOperationException("The store keeps no authenticator keys.");
    }

    /// <summary>Turns the authenticator app on, once a code of it is right.</summary>
    /// <returns>Recovery codes, shown this once.</returns>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.CodeWrong"/>.</exception>
    public async Task<IReadOnlyList<string>> EnableAuthenticatorAsync(Account account, string? code, string address)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, Typed(code)))
            throw new RefusedException(RefusalCodes.CodeWrong, field: "code");
        await users.SetTwoFactorEnabledAsync(account, true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        await journal.OwnAsync(account.Id, address, JournalKinds.PersonCredentials, after: AccountFacts.Authenticator);
        return [.. codes!];
    }

    /// <summary>Turns the authenticator app off and forgets its secret and recovery codes.</summary>
    public async Task DisableAuthenticatorAsync(Account account, string address)
    {
        ArgumentNullException.ThrowIfNull(account);
        await users.SetTwoFactorEnabledAsync(account, false);
        await users.ResetAuthenticatorKeyAsync(account);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(account, 0);
        await journal.OwnAsync(account.Id, address, JournalKinds.PersonCredentials, before: AccountFacts.Authenticator);
    }

    /// <summary>New recovery codes in the place of the old ones.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Account account, string address)
    {
        ArgumentNullException.ThrowIfNull(account);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        await journal.OwnAsync(account.Id, address, JournalKinds.PersonCredentials, after: AccountFacts.RecoveryCodes);
        return [.. codes!];
    }

    /// <summary>Keeps a new passkey.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="answer">What the browser answered to <see cref="PasskeyEndpoints"/>' question.</param>
    /// <param name="name">What the person calls it.</param>
    /// <param name="address">IP address.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.PasskeyRefused"/>, or <see cref="RefusalCodes.ProviderAccount"/>.</exception>
    public async Task AddPasskeyAsync(Account account, string? answer, string name, string address)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(name);
        if (await users.OnlyFromProviderAsync(account))
            throw new RefusedException(RefusalCodes.ProviderAccount);
        PasskeyAttestationResult made;
        try
        {
            made = await passkeys.PerformPasskeyAttestationAsync(answer ?? "");
        }
        catch (InvalidOperationException)
        {
            throw new RefusedException(RefusalCodes.PasskeyRefused);
        }
        if (!made.Succeeded || made.UserEntity.Id != account.Id.ToString() || (await users.GetPasskeysAsync(account)).Count >= MostPasskeys)
            throw new RefusedException(RefusalCodes.PasskeyRefused);
        made.Passkey.Name = name.Length > LongestName ? name[..LongestName] : name;
        await users.AddOrUpdatePasskeyAsync(account, made.Passkey);
        // Links and half-made sign-ins fall with it, as with every other change of what somebody signs in with.
        await users.UpdateSecurityStampAsync(account);
        await journal.OwnAsync(account.Id, address, JournalKinds.PersonCredentials, after: AccountFacts.Passkey);
    }

    /// <summary>Forgets a passkey; none of that id is no error.</summary>
    public async Task RemovePasskeyAsync(Account account, byte[] id, string address)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await users.GetPasskeyAsync(account, id) is null)
            return;
        await users.RemovePasskeyAsync(account, id);
        await users.UpdateSecurityStampAsync(account);
        await journal.OwnAsync(account.Id, address, JournalKinds.PersonCredentials, before: AccountFacts.Passkey);
    }

    /// <summary>Ends one session of the person; a session of somebody else is left alone.</summary>
    public async Task EndSessionAsync(Guid personId, Guid signInId, string address)
    {
        if (!(await registry.ListAsync(personId, CancellationToken.None)).Any(s => s.Id == signInId))
            return;
        await registry.EndAsync(signInId);
        await journal.OwnAsync(personId, address, JournalKinds.SessionsEnded, after: "1");
    }

    /// <summary>Ends every session of the person but one.</summary>
    public async Task EndOtherSessionsAsync(Guid personId, Guid present, string address)
    {
        var ended = await registry.EndAllAsync(personId, present);
        if (ended > 0)
            await journal.OwnAsync(personId, address, JournalKinds.SessionsEnded, after: ended.ToString(CultureInfo.InvariantCulture));
    }
}
