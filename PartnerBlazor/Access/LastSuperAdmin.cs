using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>The last Super Admin stays, whoever would take the role away: people, or the identity provider (SPEC §2).</summary>
public static class LastSuperAdmin
{
    /// <summary>Refuses when nobody else could let others in: one active person stays Super Admin, of the built-in role (SPEC §2).</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.LastSuperAdmin"/>.</exception>
    public static async Task DemandAnotherSuperAdminAsync(this WriteSession session, Person person, CancellationToken cancel)
    {
        if (person is { Active: true, Role: Role.SuperAdmin, CustomRoleId: null }
            && !await session.Db.People.AnyAsync(p => p.PartnerId == session.PartnerId && p.Id != person.Id && p.Active && p.Role == Role.SuperAdmin && p.CustomRoleId == null, cancel))
            throw new RefusedException(RefusalCodes.LastSuperAdmin);
    }
}
