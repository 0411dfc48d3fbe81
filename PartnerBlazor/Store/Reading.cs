using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PartnerBlazor.Access;

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

    /// <summary>Number of the last entry in the journal of the scope's partner.</summary>
    public static Task<long> SeqAsync(this PartnerDb db, PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Partners.Where(p => p.Id == scope.PartnerId).Select(p => p.LastSeq).SingleAsync(cancel);
    }
}
