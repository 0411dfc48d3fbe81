using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PartnerBlazor.Store;

/// <summary>Folds the text alerts of an earlier version are found by; SQLite cannot.</summary>
public static class AlertTextUpkeep
{
    /// <summary>Does so for every alert that has none, in one transaction.</summary>
    public static async Task EnsureAsync(PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var alerts = await db.Alerts.AsNoTracking().Where(a => a.Found == "").ToListAsync(cancel);
        if (alerts.Count == 0)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using var update = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        update.Transaction = (SqliteTransaction)transaction.GetDbTransaction();
        update.CommandText = "UPDATE \"Alerts\" SET \"Found\" = @found WHERE \"Id\" = @id";
        var (found, id) = (update.Parameters.Add("@found", SqliteType.Text), update.Parameters.Add("@id", SqliteType.Text));
        foreach (var alert in alerts)
        {
            (found.Value, id.Value) = (alert.Fold(), alert.Id);
            await update.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
    }
}
