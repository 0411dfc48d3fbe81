using System.Globalization;
using Microsoft.AspNetCore.Identity;
using OtpNet;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>
/// Codes of authenticator apps, each good once (RFC 6238 §5.2): whoever looks over a shoulder finds the code used up. In the place of
/// Identity's own provider, which takes a code for as long as it is young.
/// </summary>
public sealed class AuthenticatorCodes(TimeProvider time) : AuthenticatorTokenProvider<Account>
{
    // Where the account keeps the step (30 s) of the last code that was taken.
    private const string Keeper = "PartnerBlazor";
    private const string LastStep = "LastCodeStep";

    // A clock may go wrong by one step.
    private static readonly VerificationWindow s_window = new(previous: 1, future: 1);

    /// <inheritdoc/>
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        ArgumentNullException.ThrowIfNull(manager);
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key
            || !new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(time.GetUtcNow().UtcDateTime, token, out var step, s_window))
            return false;
        if (long.TryParse(await manager.GetAuthenticationTokenAsync(user, Keeper, LastStep), CultureInfo.InvariantCulture, out var last) && step <= last)
            return false;
        // Two at once: the account's stamp lets one of them through.
        return (await manager.SetAuthenticationTokenAsync(user, Keeper, LastStep, step.ToString(CultureInfo.InvariantCulture))).Succeeded;
    }
}
