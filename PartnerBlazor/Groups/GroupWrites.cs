using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Groups;

/// <summary>What the group commands read and journal inside their transaction.</summary>
internal static class GroupWrites
{
    /// <summary>The group, tracked.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>: the partner has no such group.</exception>
    public static async Task<CustomerGroup> GroupAsync(this WriteSession session, Guid groupId, CancellationToken cancel) =>
        await session.Db.Groups.SingleOrDefaultAsync(g => g.Id == groupId && g.PartnerId == session.PartnerId, cancel)
            ?? throw new RefusedException(RefusalCodes.NotFound);

    /// <summary>The names of the partner's groups.</summary>
    public static Task<Dictionary<Guid, string>> GroupNamesAsync(this WriteSession session, CancellationToken cancel) =>
        session.Db.Groups.Where(g => g.PartnerId == session.PartnerId).ToDictionaryAsync(g => g.Id, g => g.Name, cancel);

    /// <summary>Journals a customer's groups before and after, by name.</summary>
    public static void JournalGroups(
        this WriteSession session, Guid customerId, IReadOnlyDictionary<Guid, string> names, IEnumerable<Guid> before, IEnumerable<Guid> after) =>
        session.Journal(JournalKinds.CustomerGroups, customerId, before: GroupRules.Names(names, before), after: GroupRules.Names(names, after));
}
