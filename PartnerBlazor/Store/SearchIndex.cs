using Microsoft.EntityFrameworkCore;

namespace PartnerBlazor.Store;

/// <summary>
/// The full-text index over <see cref="CustomerRow.SearchText"/>: trigrams, kept by triggers, so that no writer can forget it. Put up at
/// every start because a migration that rebuilds the table drops its triggers silently.
/// </summary>
public static class SearchIndex
{
    private const string Index = """
        CREATE VIRTUAL TABLE IF NOT EXISTS "CustomerSearch" USING fts5(
            "SearchText", content = 'CustomerRows', content_rowid = 'RowNo', tokenize = 'trigram case_sensitive 1')
        """;

    private static readonly string[] s_triggers =
    [
        """
        CREATE TRIGGER IF NOT EXISTS "CustomerSearchAdd" AFTER INSERT ON "CustomerRows" BEGIN
            INSERT INTO "CustomerSearch" (rowid, "SearchText") VALUES (new."RowNo", new."SearchText");
        END
        """,
        """
        CREATE TRIGGER IF NOT EXISTS "CustomerSearchRemove" AFTER DELETE ON "CustomerRows" BEGIN
            INSERT INTO "CustomerSearch" ("CustomerSearch", rowid, "SearchText") VALUES ('delete', old."RowNo", old."SearchText");
        END
        """,
        """
        CREATE TRIGGER IF NOT EXISTS "CustomerSearchChange" AFTER UPDATE OF "SearchText" ON "CustomerRows"
        WHEN old."SearchText" IS NOT new."SearchText" BEGIN
            INSERT INTO "CustomerSearch" ("CustomerSearch", rowid, "SearchText") VALUES ('delete', old."RowNo", old."SearchText");
            INSERT INTO "CustomerSearch" (rowid, "SearchText") VALUES (new."RowNo", new."SearchText");
        END
        """,
    ];

    private static readonly string[] s_drops =
    [
        "DROP TRIGGER IF EXISTS \"CustomerSearchAdd\"",
        "DROP TRIGGER IF EXISTS \"CustomerSearchRemove\"",
        "DROP TRIGGER IF EXISTS \"CustomerSearchChange\"",
    ];

    /// <summary>Puts up what is missing and fills the index anew when it was.</summary>
    public static async Task EnsureAsync(PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var there = await db.Database.SqlQueryRaw<int>(
            "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name LIKE 'CustomerSearch%' AND type IN ('table', 'trigger') AND name IN ('CustomerSearch', 'CustomerSearchAdd', 'CustomerSearchRemove', 'CustomerSearchChange')")
            .SingleAsync(cancel);
        if (there == s_triggers.Length + 1)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(Index, cancel);
        await RebuildAsync(db, cancel);
        await PutUpTriggersAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Drops the triggers, so that a bulk load is not slowed by them; <see cref="RebuildAsync"/> and <see cref="PutUpTriggersAsync"/> follow.</summary>
    public static async Task DropTriggersAsync(PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        foreach (var drop in s_drops)
            await db.Database.ExecuteSqlRawAsync(drop, cancel);
    }

    /// <summary>Fills the index from the rows.</summary>
    public static Task RebuildAsync(PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.ExecuteSqlRawAsync("INSERT INTO \"CustomerSearch\" (\"CustomerSearch\") VALUES ('rebuild')", cancel);
    }

    /// <summary>Puts up the triggers.</summary>
    public static async Task PutUpTriggersAsync(PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        foreach (var trigger in s_triggers)
            await db.Database.ExecuteSqlRawAsync(trigger, cancel);
    }
}
