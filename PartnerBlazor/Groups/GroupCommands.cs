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
    /// Deletes a group: its customers stay customers. People whose scope was made of it lose it at once, with the first transaction; the
    /// customers leave in transactions of at most <see cref="Bulk.BatchSize"/>, so that nobody waits for a large group; the
    /// group goes with the last. Interrupted, it is a smaller group, and deleting it again goes on.
    /// </summary>
    /// <param name="scope">Who deletes.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="progress">Told after every transaction how many customers have left; null: nobody asks.</param>
    /// <param name="cancel">Cancels while waiting for the first turn; once begun, it is finished.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>.</exception>
    public async Task DeleteAsync(PartnerScope scope, Guid groupId, Action<int>? progress = null, CancellationToken cancel = default)
    {
        var done = 0;
        while (!await store.WriteAsync(scope, Permission.ManageGroups, session => DeleteSomeAsync(session, groupId, first: done == 0), cancel))
        {
            progress?.Invoke(done += Bulk.BatchSize);
            cancel = CancellationToken.None;
        }
    }

    // True once the group is gone.
    private static async Task<bool> DeleteSomeAsync(WriteSession session, Guid groupId, bool first)
    {
        var stop = CancellationToken.None;
        // Somebody else may be deleting it too, and be done first.
        if (!first && !await session.Db.Groups.AnyAsync(g => g.Id == groupId))
            return true;
        var group = await session.GroupAsync(groupId, stop);
        var names = await session.GroupNamesAsync(stop);
        await TakeFromPeopleAsync(session, groupId, names);
        var ids = await session.Db.GroupMembers.Where(m => m.GroupId == groupId).Select(m => m.CustomerId)
            .OrderBy(id => id).Take(Bulk.BatchSize + 1).ToListAsync(stop);
        var leaving = ids.Take(Bulk.BatchSize).ToList();
        foreach (var memberships in (await session.Db.GroupMembers.Where(m => leaving.Contains(m.CustomerId)).ToListAsync(stop)).GroupBy(m => m.CustomerId))
        {
            session.Db.GroupMembers.Remove(memberships.Single(m => m.GroupId == groupId));
            var before = memberships.Select(m => m.GroupId).ToList();
            session.JournalGroups(memberships.Key, names, before, before.Where(id => id != groupId));
        }
        if (ids.Count > leaving.Count)
            return false;
        session.Db.Groups.Remove(group);
        session.JournalOther(JournalKinds.GroupDeleted, group.Id, group.Name, before: group.Name);
        return true;
    }

    private static async Task TakeFromPeopleAsync(WriteSession session, Guid groupId, IReadOnlyDictionary<Guid, string> names)
    {
        var people = await session.Db.People.Include(p => p.Groups).Where(p => p.Groups.Any(g => g.GroupId == groupId)).ToListAsync();
        foreach (var person in people)
        {
            var before = GroupRules.Names(names, person.Groups.Select(g => g.GroupId));
            session.Db.RemoveRange(person.Groups.Where(g => g.GroupId == groupId).ToList());
            session.JournalOther(JournalKinds.PersonChanged, person.Id, person.Name,
                before, GroupRules.Names(names, person.Groups.Select(g => g.GroupId).Where(id => id != groupId)));
        }
    }

    private static async Task DemandFreeAsync(WriteSession session, CustomerGroup group, string name, CancellationToken cancel)
    {
        // Under the store's gate, so that two at once cannot both find it free; a partner's groups are a handful.
        var folded = GroupRules.Fold(name);
        foreach (var (id, other) in await session.GroupNamesAsync(cancel))
            if (id != group.Id && GroupRules.Fold(other) == folded)
                throw new RefusedException(RefusalCodes.DuplicateName, nameof(CustomerGroup.Name), other);
    }
}
