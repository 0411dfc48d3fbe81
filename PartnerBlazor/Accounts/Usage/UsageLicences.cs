using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>
/// Licences of changed customers, read once a node for all tabs that show them: a change carries the customer's row, not its licences, and
/// a hundred open pages must not ask a hundred times (DESIGN §3).
/// </summary>
/// <param name="queries">How they are read.</param>
/// <param name="most">Customers kept: more than all screens of a node show.</param>
public sealed class UsageLicences(UsageQueries queries, int most = 2000)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (long Version, Task<ILookup<Guid, Licence>> Read)> _read = [];

    /// <summary>All licences of each customer, at least as new as its row. The rows are those the asker was handed: they exist for them.</summary>
    /// <param name="rows">A window's worth.</param>
    /// <param name="cancel">Cancels the waiting; others may wait for the same read.</param>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Licence>>> OfAsync(IReadOnlyCollection<CustomerRow> rows, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var licences = new Dictionary<Guid, IReadOnlyList<Licence>>();
        foreach (var (id, read) in Ask(rows))
            licences[id] = [.. (await read.WaitAsync(cancel))[id]];
        return licences;
    }

    private List<(Guid Id, Task<ILookup<Guid, Licence>> Read)> Ask(IReadOnlyCollection<CustomerRow> rows)
    {
        lock (_lock)
        {
            // All that is not asked for now goes with the rest: what was read for versions before is of no use.
            if (_read.Count > most)
                _read.Clear();
            var missing = rows.Where(row => !(_read.TryGetValue(row.Id, out var known) && known.Version >= row.Version && Usable(known.Read))).ToList();
            if (missing.Count > 0)
            {
                var read = Task.Run(() => queries.LicencesAsync(missing, CancellationToken.None));
                foreach (var row in missing)
                    _read[row.Id] = (row.Version, read);
            }
            return [.. rows.Select(row => (row.Id, _read[row.Id].Read))];
        }
    }

    // One that failed is tried again by who asks next.
    private static bool Usable(Task read) => !read.IsFaulted && !read.IsCanceled;
}
