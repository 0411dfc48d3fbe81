using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Groups;

/// <summary>
/// What Super Admins do to customer groups; refused to everybody else as <see cref="RefusalCodes.NotAllowed"/>. A group of another
/// partner is <see cref="RefusalCodes.NotFound"/>. Every command refuses with a stable code and saves nothing then.
/// </summary>
public sealed class GroupCommands(PartnerStore store)
{
    /// <summary>Longest name, in characters after trimming.</summary>
    public const int MaxName = 100;

    /// <summary>Longest description, in characters after trimming.</summary>
    public const int MaxDescription = 500;

    /// <summary>Creates a group without members.</summary>
    /// <param name="scope">Who creates it.</param>
    /// <param name="name">Its name: 1–100 characters after trimming, unlike every other of the partner when case and accents are ignored.</param>
    /// <param name="description">What it is for; at most 500 characters, may be empty.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <returns>The group's id.</returns>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.Required"/>, <see cref="RefusalCodes.TooLong"/>, <see cref="RefusalCodes.ControlCharacters"/> or
    /// <see cref="RefusalCodes.DuplicateName"/>, with the field.
    /// </exception>
    public Task<Guid> CreateAsync(PartnerScope scope, string name, string description, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManageGroups, async session =>
        {
            var group = new CustomerGroup
            {
                Id = Guid.NewGuid(),
                PartnerId = session.PartnerId,
                Name = GroupRules.Name(name),
                Description = GroupRules.Description(description),
            };
            await DemandFreeAsync(session, group, group.Name, cancel);
            session.Db.Groups.Add(group);
            session.JournalOther(JournalKinds.GroupCreated, group.Id, group.Name, after: group.Name);
            return group.Id;
        }, cancel);

    /// <summary>Gives a group another name; customers stay in it.</summary>
    /// <param name="scope">Who renames.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="name">The new name, as in <see cref="CreateAsync"/>.</param>
    /// <param name="expectedName">The name the person saw.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">As <see cref="CreateAsync"/>; <see cref="RefusalCodes.ChangedMeanwhile"/> with the present name.</exception>
    public Task RenameAsync(PartnerScope scope, Guid groupId, string name, string expectedName, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManageGroups, async session =>
        {
            var group = await session.GroupAsync(groupId, cancel);
            var next = GroupRules.Name(name);
            if (group.Name != expectedName)
                throw new RefusedException(RefusalCodes.ChangedMeanwhile, nameof(CustomerGroup.Name), group.Name);
            if (group.Name == next)
                return false;
            await DemandFreeAsync(session, group, next, cancel);
            session.JournalOther(JournalKinds.GroupChanged, group.Id, group.Name, before: group.Name, after: next);
            group.Name = next;
            return true;
        }, cancel);

    /// <summary>Says anew what a group is for.</summary>
    /// <param name="scope">Who describes.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="description">The new description; at most 500 characters, may be empty.</param>
    /// <param name="expectedDescription">The description the person saw.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.TooLong"/>, <see cref="RefusalCodes.ControlCharacters"/>, or <see cref="RefusalCodes.ChangedMeanwhile"/> with
    /// the present description.
    /// </exception>
    public Task DescribeAsync(PartnerScope scope, Guid groupId, string description, string expectedDescription, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManageGroups, async session =>
        {
            var group = await session.GroupAsync(groupId, cancel);
            var next = GroupRules.Description(description);
            if (group.Description != expectedDescription)
                throw new RefusedException(RefusalCodes.ChangedMeanwhile, nameof(CustomerGroup.Description), group.Description);
            if (group.Description == next)
                return false;
            session.JournalOther(JournalKinds.GroupChanged, group.Id, group.Name, before: group.Description, after: next);
            group.Description = next;
            return true;
        }, cancel);

    /// <summary>
    /// Deletes a group: its customers stay customers, and people whose scope was made of it lose it at once. One transaction, so that
    /// nobody is ever half out of a group.
    /// </summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>.</exception>
    public Task DeleteAsync(PartnerScope scope, Guid groupId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManageGroups, async session =>
        {
            var group = await session.GroupAsync(groupId, cancel);
            var names = await session.GroupNamesAsync(cancel);
            var members = await session.Db.GroupMembers.Where(m => m.GroupId == groupId).ToListAsync(cancel);
            var memberships = (await session.Db.GroupMembers.AsNoTracking()
                .Where(m => session.Db.GroupMembers.Any(other => other.GroupId == groupId && other.CustomerId == m.CustomerId))
                .ToListAsync(cancel)).ToLookup(m => m.CustomerId, m => m.GroupId);
            session.Db.GroupMembers.RemoveRange(members);
            foreach (var member in members)
            {
                var before = memberships[member.CustomerId].ToList();
                session.JournalGroups(member.CustomerId, names, before, before.Where(id => id != groupId));
            }
            var people = await session.Db.People.Include(p => p.Groups).Where(p => p.Groups.Any(g => g.GroupId == groupId)).ToListAsync(cancel);
            foreach (var person in people)
            {
                var before = GroupRules.Names(names, person.Groups.Select(g => g.GroupId));
                session.Db.RemoveRange(person.Groups.Where(g => g.GroupId == groupId).ToList());
                session.JournalOther(JournalKinds.PersonChanged, person.Id, person.Name,
                    before, GroupRules.Names(names, person.Groups.Select(g => g.GroupId).Where(id => id != groupId)));
            }
            session.Db.Groups.Remove(group);
            session.JournalOther(JournalKinds.GroupDeleted, group.Id, group.Name, before: group.Name);
            return true;
        }, cancel);

    private static async Task DemandFreeAsync(WriteSession session, CustomerGroup group, string name, CancellationToken cancel)
    {
        // Under the store's gate, so that two at once cannot both find it free; a partner's groups are a handful.
        var folded = GroupRules.Fold(name);
        foreach (var (id, other) in await session.GroupNamesAsync(cancel))
            if (id != group.Id && GroupRules.Fold(other) == folded)
                throw new RefusedException(RefusalCodes.DuplicateName, nameof(CustomerGroup.Name), other);
    }
}
