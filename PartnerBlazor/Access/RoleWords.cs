using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>Roles as the journal says them, whoever gives one: people, or the identity provider.</summary>
public static class RoleWords
{
    /// <summary>The stable name of a built-in role, a custom one by its own.</summary>
    public static async Task<string> RoleWordAsync(this WriteSession session, Person person, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(person);
        return person.CustomRoleId is { } id
            ? await session.Db.CustomRoles.Where(r => r.Id == id).Select(r => r.Name).SingleAsync(cancel)
            : person.Role.ToString();
    }
}
