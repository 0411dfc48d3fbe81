using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Groups;

/// <summary>
/// Which customers are in which groups: of Super Admins' doing only, else <see cref="RefusalCodes.NotAllowed"/>. Groups are the portal's own, so
/// managed orders may be in them too (SPEC §5).
/// </summary>
public sealed class MembershipCommands(PartnerStore store)
{
    /// <summary>Puts a customer into exactly these groups, judged on the groups the person saw.</summary>
    /// <param name="scope">Who chooses.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="groupIds">The groups it shall be in.</param>
    /// <param name="expectedGroupIds">The groups the person saw it in.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotFound"/>: the customer, or (with the field <see cref="Customer.Groups"/>) one of the groups;
    /// <see cref="RefusalCodes.ChangedMeanwhile"/> with the names of the groups it is in now.
    /// </exception>
    public Task SetGroupsAsync(
        PartnerScope scope, Guid customerId, IReadOnlyCollection<Guid> groupIds, IReadOnlyCollection<Guid> expectedGroupIds, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(groupIds);
        ArgumentNullException.ThrowIfNull(expectedGroupIds);
        return store.WriteAsync(scope, Permission.ManageGroups, async session =>
        {
            var customer = await session.CustomerAsync(customerId, cancel);
            var names = await session.GroupNamesAsync(cancel);
            var before = customer.Groups.Select(m => m.GroupId).ToHashSet();
            var after = groupIds.ToHashSet();
            if (!before.SetEquals(expectedGroupIds))
                throw new RefusedException(RefusalCodes.ChangedMeanwhile, nameof(Customer.Groups), GroupRules.Names(names, before));
            if (!after.All(names.ContainsKey))
                throw new RefusedException(RefusalCodes.NotFound, nameof(Customer.Groups));
            if (before.SetEquals(after))
                return false;
            session.Db.GroupMembers.RemoveRange(customer.Groups.Where(m => !after.Contains(m.GroupId)).ToList());
            session.Db.GroupMembers.AddRange(after.Except(before).Select(id => new GroupMember { CustomerId = customerId, GroupId = id }));
            session.JournalGroups(customerId, names, before, after);
            return true;
        }, cancel);
    }

    /// <summary>
    /// Puts many customers into a group, or takes them out, in transactions of at most <see cref="Bulk.BatchSize"/>. Idempotent: what is already
    /// so is left alone, so the same call may be repeated.
    /// </summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="change">The group and the direction.</param>
    /// <param name="customerIds">The customers.</param>
    /// <param name="progress">Told after every batch how many customers are done with, failed ones included; null: nobody asks.</param>
    /// <param name="cancel">Cancels between batches; finished ones stay.</param>
    /// <returns>What became of each; a customer that is not available, or whose batch failed, is listed with the code and can be retried.</returns>
    /// <exception cref="RefusedException">Of the first batch as a whole: <see cref="RefusalCodes.NotAllowed"/> or <see cref="RefusalCodes.NotFound"/> (the group).</exception>
    public Task<BulkResult> ChangeAsync(
        PartnerScope scope, MembershipChange change, IReadOnlyCollection<Guid> customerIds, Action<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(customerIds);
        return Bulk.RunAsync(customerIds, id => id,
            batch => store.WriteAsync(scope, Permission.ManageGroups, session => ApplyAsync(session, change, batch, cancel), cancel), progress, cancel);
    }

    private static async Task<BulkResult> ApplyAsync(WriteSession session, MembershipChange change, Guid[] batch, CancellationToken cancel)
    {
        var group = await session.GroupAsync(change.GroupId, cancel);
        var names = await session.GroupNamesAsync(cancel);
        var there = await session.Db.CustomerRows.InScope(session.Db, session.Scope).Where(r => batch.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancel);
        var memberships = (await session.Db.GroupMembers.Where(m => there.Contains(m.CustomerId)).ToListAsync(cancel)).ToLookup(m => m.CustomerId);
        var changed = 0;
        foreach (var id in there)
        {
            var before = memberships[id].Select(m => m.GroupId).ToList();
            if (before.Contains(group.Id) == change.Add)
                continue;
            if (change.Add)
                session.Db.GroupMembers.Add(new GroupMember { CustomerId = id, GroupId = group.Id });
            else
                session.Db.GroupMembers.Remove(memberships[id].Single(m => m.GroupId == group.Id));
            session.JournalGroups(id, names, before, change.Add ? [.. before, group.Id] : before.Where(other => other != group.Id));
            changed++;
        }
        return new BulkResult(changed, there.Count - changed, batch.Except(there).ToDictionary(id => id, _ => new Refusal(RefusalCodes.NotFound)));
    }
}

/// <summary>Customers go into a group, or out of it.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Add">True: into it.</param>
public sealed record MembershipChange(Guid GroupId, bool Add);

/// <summary>What a bulk change would do.</summary>
/// <param name="WillChange">Customers that would go in, or out.</param>
/// <param name="Already">Customers that are so already.</param>
/// <param name="Missing">Customers that are no longer available.</param>
public sealed record MembershipPreview(int WillChange, int Already, int Missing);
