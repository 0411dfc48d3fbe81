using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>What is still asked of somebody whose password was right.</summary>
public enum StepKind
{
    /// <summary>A code of the authenticator app, a recovery code or a passkey: what the account has.</summary>
    Factor,
    /// <summary>A passkey the account has: the partner demands one.</summary>
    Passkey,
    /// <summary>To set up an authenticator app or a passkey: the partner demands one, the account has none.</summary>
    EnrolFactor,
    /// <summary>To set up a passkey: the partner demands one, the account has none.</summary>
    EnrolPasskey,
}

/// <summary>The cookie between two steps of a sign-in. It falls with the next change of the account's password or factors.</summary>
/// <param name="AccountId">Whose account.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Stamp">Security stamp of the account.</param>
public sealed record SignInStep(Guid AccountId, StepKind Kind, string Stamp)
{
    private const string KindClaim = "pb:step";
    private const string StampClaim = "pb:stamp";

    /// <summary>Reads it; null when there is none, or the account has changed since.</summary>
    public static async Task<SignInStep?> ReadAsync(HttpContext context, UserManager<Account> users)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(users);
        var principal = (await context.AuthenticateAsync(LoginServices.StepScheme)).Principal;
        return AccountOf(principal) is { } id
            && Enum.TryParse<StepKind>(principal!.FindFirst(KindClaim)?.Value, out var kind)
            && principal.FindFirst(StampClaim)?.Value is { } stamp
            && await users.FindByIdAsync(id.ToString()) is { } account && account.SecurityStamp == stamp
                ? new SignInStep(id, kind, stamp) : null;
    }

    /// <summary>Whose account it is about, whether it still counts or not; null when there is none.</summary>
    public static async Task<Guid?> AccountOfAsync(HttpContext context) => AccountOf((await context.AuthenticateAsync(LoginServices.StepScheme)).Principal);

    private static Guid? AccountOf(ClaimsPrincipal? principal) => Guid.TryParse(principal?.FindFirst(ClaimTypes.NameIdentifier)?.Value, out var id) ? id : null;

    /// <summary>Writes it.</summary>
    public Task WriteAsync(HttpContext context) => context.SignInAsync(LoginServices.StepScheme, new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, AccountId.ToString()), new Claim(KindClaim, Kind.ToString()), new Claim(StampClaim, Stamp)],
        LoginServices.StepScheme)));
}
