using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>What is done to somebody else's account, in one transaction with its journal entry: all of it, or nothing.</summary>
internal static class CredentialWrites
{
    /// <summary>Links that were made for the person, and steps of a sign-in they are between, are good no more.</summary>
    public static async Task<Account?> EndLinksAsync(this WriteSession session, Guid personId, CancellationToken cancel)
    {
        if (await session.Db.Accounts.SingleOrDefaultAsync(a => a.Id == personId, cancel) is not { } account)
            return null;
        account.SecurityStamp = Guid.NewGuid().ToString();
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        return account;
    }

    /// <summary>Forgets all a person signs in with: password, app, recovery codes, passkeys. That the identity provider knows them stays.</summary>
    public static async Task ForgetCredentialsAsync(this WriteSession session, Guid personId, CancellationToken cancel)
    {
        if (await session.EndLinksAsync(personId, cancel) is not { } account)
            return;
        (account.PasswordHash, account.TwoFactorEnabled) = (null, false);
        session.Db.RemoveRange(await session.Db.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == personId).ToListAsync(cancel));
        session.Db.RemoveRange(await session.Db.Set<IdentityUserPasskey<Guid>>().Where(k => k.UserId == personId).ToListAsync(cancel));
    }
}
