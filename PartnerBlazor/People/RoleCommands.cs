using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>
/// Custom roles: named copies of a built-in role with permissions removed (SPEC §2). Refused to those without
/// <see cref="Permission.ManagePeople"/>; a role of another partner is <see cref="RefusalCodes.NotFound"/>.
/// </summary>
public sealed class RoleCommands(PartnerStore store)
{
    /// <summary>Creates a role.</summary>
    /// <param name="scope">Who creates it.</param>
    /// <param name="name">Its name: 1–100 characters after trimming, unlike every other of the partner and every built-in one, upper and lower case alike.</param>
    /// <param name="baseRole">The role it is a copy of.</param>
    /// <param name="removed">What it takes away; at least something the built-in role has. That customers are seen cannot be taken away.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <returns>The role's id.</returns>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.Required"/>, <see cref="RefusalCodes.TooLong"/>, <see cref="RefusalCodes.ControlCharacters"/>,
    /// <see cref="RefusalCodes.DuplicateName"/>, <see cref="RefusalCodes.RoleBeyondOwn"/> or <see cref="RefusalCodes.RoleSame"/>, with the field.
    /// </exception>
    public Task<Guid> CreateAsync(PartnerScope scope, string name, Role baseRole, IReadOnlyCollection<Permission> removed, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var role = new CustomRole
            {
                Id = Guid.NewGuid(),
                PartnerId = session.PartnerId,
                Name = PersonRules.RoleName(name),
                BaseRole = baseRole,
                Removed = Taken(baseRole, removed),
            };
            session.DemandCovered(role.BaseRole, role.Removed, nameof(CustomRole.Removed));
            await DemandFreeAsync(session, role, role.Name, cancel);
            session.Db.CustomRoles.Add(role);
            session.JournalOther(JournalKinds.RoleCreated, role.Id, role.Name, after: role.Removed);
            return role.Id;
        }, cancel);

    /// <summary>Changes a role's name, what it takes away, or both; live for everybody who has it. What it is a copy of stays.</summary>
    /// <param name="scope">Who changes it; not somebody who has it.</param>
    /// <param name="roleId">The role.</param>
    /// <param name="name">The new name, as in <see cref="CreateAsync"/>.</param>
    /// <param name="removed">What it shall take away.</param>
    /// <param name="expectedName">The name that was seen.</param>
    /// <param name="expectedRemoved">What was seen to be taken away.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// As <see cref="CreateAsync"/>; <see cref="RefusalCodes.OwnRole"/>; <see cref="RefusalCodes.ChangedMeanwhile"/> with the present name, or
    /// <see cref="RefusalCodes.PlanChanged"/> when something else is taken away than was seen.
    /// </exception>
    public Task ChangeAsync(
        PartnerScope scope, Guid roleId, string name, IReadOnlyCollection<Permission> removed,
        string expectedName, IReadOnlyCollection<Permission> expectedRemoved, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(expectedRemoved);
        return store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var role = await session.RoleAsync(roleId, cancel);
            var (next, taken) = (PersonRules.RoleName(name), Taken(role.BaseRole, removed));
            if (role.Name != expectedName)
                throw new RefusedException(RefusalCodes.ChangedMeanwhile, nameof(CustomRole.Name), role.Name);
            if (!Permissions.Read(role.Removed).SetEquals(expectedRemoved))
                throw new RefusedException(RefusalCodes.PlanChanged);
            if (role.Removed != taken && await session.Db.People.AnyAsync(p => p.Id == session.Scope.PersonId && p.CustomRoleId == roleId, cancel))
                throw new RefusedException(RefusalCodes.OwnRole);
            if (role.Removed != taken)
            {
                // Neither a role greater than one's own, for somebody else to wear, nor a greater one cut down.
                session.DemandCovered(role.BaseRole, taken, nameof(CustomRole.Removed));
                session.DemandCovered(role.BaseRole, role.Removed, nameof(CustomRole.Removed));
            }
            if (role.Name != next)
            {
                await DemandFreeAsync(session, role, next, cancel);
                session.JournalOther(JournalKinds.RoleChanged, role.Id, role.Name, before: role.Name, after: next);
                role.Name = next;
            }
            if (role.Removed != taken)
            {
                session.JournalOther(JournalKinds.RoleChanged, role.Id, role.Name, before: role.Removed, after: taken);
                role.Removed = taken;
            }
            return true;
        }, cancel);
    }

    /// <summary>Deletes a role that nobody has, deactivated people included.</summary>
    /// <param name="scope">Who deletes it.</param>
    /// <param name="roleId">The role.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>, or <see cref="RefusalCodes.RoleInUse"/> with how many have it.</exception>
    public Task DeleteAsync(PartnerScope scope, Guid roleId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var role = await session.RoleAsync(roleId, cancel);
            if (await session.Db.People.CountAsync(p => p.CustomRoleId == roleId, cancel) is > 0 and var count)
                throw new RefusedException(RefusalCodes.RoleInUse, detail: count.ToString(CultureInfo.InvariantCulture));
            session.Db.CustomRoles.Remove(role);
            session.JournalOther(JournalKinds.RoleDeleted, role.Id, role.Name, before: role.Removed);
            return true;
        }, cancel);

    private static string Taken(Role baseRole, IReadOnlyCollection<Permission> removed)
    {
        var taken = RolePermissions.Removed(baseRole, removed);
        return taken.Count > 0 ? Permissions.Write(taken) : throw new RefusedException(RefusalCodes.RoleSame, nameof(CustomRole.Removed));
    }

    private static async Task DemandFreeAsync(WriteSession session, CustomRole role, string name, CancellationToken cancel)
    {
        var names = await session.Db.CustomRoles.Where(r => r.PartnerId == session.PartnerId && r.Id != role.Id).Select(r => r.Name).ToListAsync(cancel);
        // Under the store's gate; a partner's roles are a handful. Nobody could tell one from a built-in role of that name, in whatever language.
        if (names.Concat(RoleNames.BuiltIn).FirstOrDefault(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) is { } taken)
            throw new RefusedException(RefusalCodes.DuplicateName, nameof(CustomRole.Name), taken);
    }
}
