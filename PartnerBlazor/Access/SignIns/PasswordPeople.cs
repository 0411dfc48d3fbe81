using Microsoft.AspNetCore.Identity;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>Who signs in with what is kept here: password, app, passkeys.</summary>
internal static class PasswordPeople
{
    /// <summary>Everybody; where the provider is the only way (<c>Oidc:OnlyProvider</c>), Super Admins of the built-in role alone, for when it fails.</summary>
    public static bool LeavesPasswords(this OidcOptions oidc, Person person) => !oidc.OnlyProvider || person is { Role: Role.SuperAdmin, CustomRoleId: null };

    /// <summary>
    /// Only the identity provider vouches for them. They make no credentials of their own here, which would outlive what they lose there; a
    /// Super Admin may give them a password by a link.
    /// </summary>
    public static async Task<bool> OnlyFromProviderAsync(this UserManager<Account> users, Account account) =>
        account.PasswordHash is null && (await users.GetLoginsAsync(account)).Count > 0;
}
