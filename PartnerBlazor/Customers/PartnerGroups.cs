using System.Collections.Concurrent;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>The groups of a partner as a change of them left them, read once for all open sessions: a change costs no session a query (DESIGN §3).</summary>
public sealed class PartnerGroups(CustomerQueries queries)
{
    private readonly ConcurrentDictionary<int, AsOf> _read = new();

    /// <summary>The groups by id, as they are now. Who opens a page or was not told of changes asks this.</summary>
    public async Task<IReadOnlyDictionary<Guid, CustomerGroup>> ReadAsync(PartnerScope scope, CancellationToken cancel) =>
        (await queries.GroupsAsync(scope, cancel)).ToDictionary(group => group.Id);

    /// <summary>The groups by id, at least as they were after a change.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="seq">The journal number of the change, which has been published.</param>
    public Task<IReadOnlyDictionary<Guid, CustomerGroup>> AfterAsync(PartnerScope scope, long seq)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        // A read that failed is tried again by the next who asks.
        var read = _read.AddOrUpdate(
            scope.PartnerId, _ => Read(scope, seq), (_, before) => before.Seq >= seq && !before.Groups.Value.IsFaulted ? before : Read(scope, seq));
        return read.Groups.Value;
    }

    // Groups are the partner's, not the person's: what one may read, all may.
    private AsOf Read(PartnerScope scope, long seq) => new(seq, new(() => ReadAsync(scope, CancellationToken.None)));

    private sealed record AsOf(long Seq, Lazy<Task<IReadOnlyDictionary<Guid, CustomerGroup>>> Groups);
}
