using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Groups;

/// <summary>A group as the groups page lists it.</summary>
/// <param name="Id">The group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Members">Customers in it, as the customers list filtered by it shows.</param>
/// <param name="People">People who may sign in and whose scope is made of it.</param>
public sealed record GroupLine(Guid Id, string Name, string Description, int Members, int People);

/// <summary>Reads of groups, for those who manage them; everybody else is refused as <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class GroupQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>The partner's groups with whom their deletion would concern, in no particular order.</summary>
    public async Task<IReadOnlyList<GroupLine>> ListAsync(PartnerScope scope, CancellationToken cancel)
    {
        Demand(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var groups = await db.Groups.AsNoTracking().Where(g => g.PartnerId == scope.PartnerId).ToListAsync(cancel);
        var shown = db.CustomerRows.InScope(db, scope);
        var members = await db.GroupMembers.Join(shown, m => m.CustomerId, r => r.Id, (m, _) => m.GroupId)
            .GroupBy(id => id).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        // Those who see all customers anyway lose nothing with a group.
        var people = await db.People
            .Where(p => p.PartnerId == scope.PartnerId && p.Active && !p.AllCustomers && p.Role != Role.SuperAdmin && p.Role != Role.BusinessAdmin)
            .SelectMany(p => p.Groups).GroupBy(g => g.GroupId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return [.. groups.Select(g => new GroupLine(g.Id, g.Name, g.Description, members.GetValueOrDefault(g.Id), people.GetValueOrDefault(g.Id)))];
    }

    /// <summary>The groups a customer is in; null when it does not exist for the asking person.</summary>
    public async Task<IReadOnlyList<Guid>?> OfCustomerAsync(PartnerScope scope, Guid customerId, CancellationToken cancel)
    {
        Demand(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var row = await db.CustomerRows.InScope(db, scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == customerId, cancel);
        return row?.GroupIds;
    }

    /// <summary>What putting these customers into a group, or taking them out, would do.</summary>
    public async Task<MembershipPreview> PreviewAsync(
        PartnerScope scope, MembershipChange change, IReadOnlyCollection<Guid> customerIds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(customerIds);
        Demand(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var (there, members) = (0, 0);
        foreach (var batch in customerIds.Distinct().Chunk(Ids.Batch))
        {
            var rows = db.CustomerRows.InScope(db, scope).Where(r => batch.Contains(r.Id));
            there += await rows.CountAsync(cancel);
            members += await rows.CountAsync(r => db.GroupMembers.Any(m => m.CustomerId == r.Id && m.GroupId == change.GroupId), cancel);
        }
        var already = change.Add ? members : there - members;
        return new MembershipPreview(there - already, already, customerIds.Distinct().Count() - there);
    }

    private static void Demand(PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ManageGroups);
    }
}
