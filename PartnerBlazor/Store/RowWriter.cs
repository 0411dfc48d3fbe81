using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PartnerBlazor.Live;

namespace PartnerBlazor.Store;

/// <summary>Writes rows of the list with one prepared command; used by the store and by the bulk seeder alike.</summary>
internal sealed class RowWriter : IDisposable
{
    private static readonly string[] s_columns =
    [
        nameof(CustomerRow.Id), nameof(CustomerRow.PartnerId), nameof(CustomerRow.Version), nameof(CustomerRow.Seq), nameof(CustomerRow.DisplayName),
        nameof(CustomerRow.Name), nameof(CustomerRow.NameKeyEn), nameof(CustomerRow.NameKeyFr), nameof(CustomerRow.ManagedOrder),
        nameof(CustomerRow.BillingType), nameof(CustomerRow.Status), nameof(CustomerRow.Activated), nameof(CustomerRow.Assistance),
        nameof(CustomerRow.Covers), nameof(CustomerRow.CoverLow), nameof(CustomerRow.CoverHigh), nameof(CustomerRow.WorstCover),
        nameof(CustomerRow.NextExpiry), nameof(CustomerRow.GroupIds), nameof(CustomerRow.AlertsHigh), nameof(CustomerRow.AlertsMedium),
        nameof(CustomerRow.AlertsLow), nameof(CustomerRow.SearchText), nameof(CustomerRow.Fields),
    ];

    private readonly SqliteCommand _command;

    public RowWriter(SqliteConnection connection, SqliteTransaction? transaction)
    {
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        // An upsert keeps RowNo, by which the search index knows the row.
        _command.CommandText = $"""
            INSERT INTO "CustomerRows" ({string.Join(", ", s_columns.Select(c => $"\"{c}\""))})
            VALUES ({string.Join(", ", s_columns.Select(c => $"@{c}"))})
            ON CONFLICT ("Id") DO UPDATE SET {string.Join(", ", s_columns.Skip(1).Select(c => $"\"{c}\" = excluded.\"{c}\""))}
            """;
        foreach (var column in s_columns)
            _command.Parameters.Add(new SqliteParameter($"@{column}", null));
        _command.Prepare();
    }

    /// <summary>Inserts or replaces the customer's row.</summary>
    public void Write(CustomerRow row)
    {
        object?[] values =
        [
            row.Id, row.PartnerId, row.Version, row.Seq, row.DisplayName, row.Name, row.NameKeyEn, row.NameKeyFr, row.ManagedOrder,
            (int)row.BillingType, (int)row.Status, row.Activated, (int)row.Assistance,
            StoreJson.Write(row.Covers), row.CoverLow, row.CoverHigh, row.WorstCover,
            row.NextExpiry, StoreJson.Write(row.GroupIds), row.AlertsHigh, row.AlertsMedium, row.AlertsLow, row.SearchText, StoreJson.Write(row.Fields),
        ];
        for (var i = 0; i < values.Length; i++)
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();

    /// <summary>Rebuilds the rows of the touched customers inside the transaction of <paramref name="db"/>.</summary>
    public static async Task<IReadOnlyList<RowChange>> ReplaceAsync(
        PartnerDb db, IRowProjector projector, IReadOnlyCollection<Guid> touched, DateOnly today, long seq, CancellationToken cancel)
    {
        if (touched.Count == 0)
            return [];
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        var changes = new List<RowChange>(touched.Count);
        using var writer = new RowWriter(connection, transaction);
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
