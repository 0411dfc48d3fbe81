using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PartnerBlazor.Store;

/// <summary>Keeps the stored sort keys true to the collation of the machine: another ICU orders names otherwise (DESIGN §3).</summary>
public static class NameKeyUpkeep
{
    private const string Fact = "collation";

    /// <summary>Builds every key anew, in one transaction, when another collation built them; does nothing else.</summary>
    /// <returns>True when they were rebuilt.</returns>
    public static async Task<bool> EnsureAsync(PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var fact = await db.Facts.SingleOrDefaultAsync(f => f.Name == Fact, cancel);
        if (fact?.Value == NameKeys.Collation)
            return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var rows = await db.CustomerRows.AsNoTracking().Select(r => new { r.RowNo, r.DisplayName }).ToListAsync(cancel);
        await using var update = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        update.Transaction = (SqliteTransaction)transaction.GetDbTransaction();
        update.CommandText = "UPDATE \"CustomerRows\" SET \"NameKeyEn\" = @en, \"NameKeyFr\" = @fr WHERE \"RowNo\" = @row";
        var (en, fr, row) = (update.Parameters.Add("@en", SqliteType.Blob), update.Parameters.Add("@fr", SqliteType.Blob), update.Parameters.Add("@row", SqliteType.Integer));
        foreach (var name in rows)
        {
            (en.Value, fr.Value, row.Value) = (NameKeys.En(name.DisplayName), NameKeys.Fr(name.DisplayName), name.RowNo);
            await update.ExecuteNonQueryAsync(cancel);
        }
        if (fact is null)
            db.Facts.Add(new StoreFact { Name = Fact, Value = NameKeys.Collation });
        else
            fact.Value = NameKeys.Collation;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return rows.Count > 0;
    }
}
