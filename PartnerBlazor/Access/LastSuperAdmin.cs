using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>The last Super Admin stays, whoever would take the role away: people, or the identity provider (SPEC §2).</summary>
public static class LastSuperAdmin
{
    /// <summary>
    /// Refuses when nobody else could let others in: one active person stays Super Admin, of the built-in role (SPEC §2). And of those who
    /// get in without an identity provider, by a password or a passkey of the portal, one stays too: it may fail.
    /// </summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.LastSuperAdmin"/>.</exception>
    public static async Task DemandAnotherSuperAdminAsync(this WriteSession session, Person person, CancellationToken cancel)
    {
        if (person is not { Active: true, Role: Role.SuperAdmin, CustomRoleId: null })
            return;
        var others = session.Db.People.Where(p => p.PartnerId == session.PartnerId && p.Id != person.Id && p.Active && p.Role == Role.SuperAdmin && p.CustomRoleId == null);
        var passkeys = session.Db.Set<IdentityUserPasskey<Guid>>();
        var ownKeys = session.Db.Accounts.Where(a => a.PasswordHash != null || passkeys.Any(k => k.UserId == a.Id)).Select(a => a.Id);
        if (!await others.AnyAsync(cancel) || (await ownKeys.ContainsAsync(person.Id, cancel) && !await others.AnyAsync(p => ownKeys.Contains(p.Id), cancel)))
            throw new RefusedException(RefusalCodes.LastSuperAdmin);
    }
}
