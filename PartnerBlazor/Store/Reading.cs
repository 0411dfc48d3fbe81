using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PartnerBlazor.Store;

/// <summary>Reads that belong together.</summary>
public static class Reading
{
    /// <summary>Several reads of one moment: a deferred transaction, which takes no write lock (EF's own would).</summary>
    public static async Task<IDbContextTransaction> BeginReadAsync(this PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.OpenConnectionAsync(cancel);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return await db.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancel)
            ?? throw new InvalidOperationException("The read could not begin.");
    }
}
