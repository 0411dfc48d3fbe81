using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PartnerBlazor.Live;

namespace PartnerBlazor.Store;

/// <summary>Writes rows of the list with one prepared command; used by the store and by the bulk seeder alike.</summary>
internal sealed class RowWriter(PartnerDb db, SqliteConnection connection, SqliteTransaction? transaction) : IDisposable
{
    // Replaced, a row keeps RowNo, by which the search index knows it.
    private readonly BulkInsert<CustomerRow> _rows = new(db, connection, transaction, replaceBy: nameof(CustomerRow.Id));

    /// <summary>Inserts or replaces the customer's row.</summary>
    public void Write(CustomerRow row) => _rows.Write(row);

    public void Dispose() => _rows.Dispose();

    /// <summary>Rebuilds the rows of the touched customers inside the transaction of <paramref name="db"/>.</summary>
    public static async Task<IReadOnlyList<RowChange>> ReplaceAsync(
        PartnerDb db, IRowProjector projector, IReadOnlyCollection<Guid> touched, DateOnly today, long seq, CancellationToken cancel)
    {
        if (touched.Count == 0)
            return [];
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        var changes = new List<RowChange>(touched.Count);
        using var writer = new RowWriter(db, connection, transaction);
        foreach (var ids in touched.Chunk(Ids.Batch))
        {
            var before = await db.CustomerRows.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
            var after = await projector.ProjectAsync(db, ids, today, seq, cancel);
            foreach (var row in after.Values)
                writer.Write(row);
            var gone = before.Keys.Except(after.Keys).ToList();
            if (gone.Count > 0)
                await db.CustomerRows.Where(r => gone.Contains(r.Id)).ExecuteDeleteAsync(cancel);
            changes.AddRange(ids.Select(id => new RowChange(id, before.GetValueOrDefault(id), after.GetValueOrDefault(id))));
        }
        return changes;
    }
}
