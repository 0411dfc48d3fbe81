using Microsoft.EntityFrameworkCore;

namespace PartnerBlazor.Store;

/// <summary>
/// Keeps when the vendor's word on a customer was read beside its row, where the list is sorted by it. By triggers, so that no writer can forget
/// it; put up at every start because a migration that rebuilds a table drops its triggers silently. The table of its own stays the one that is
/// written: reading the vendor's word is no change to the customer. <see cref="CustomerAsOf.Never"/> is no moment there.
/// </summary>
public static class ReadAtUpkeep
{
    /// <summary>Copies every moment that is another; into the rows as they are.</summary>
    internal const string Fill = """
        UPDATE "CustomerRows" SET "ReadAt" = (SELECT NULLIF("At", '0001-01-01 00:00:00') FROM "AsOf" WHERE "CustomerId" = "Id")
        WHERE "ReadAt" IS NOT (SELECT NULLIF("At", '0001-01-01 00:00:00') FROM "AsOf" WHERE "CustomerId" = "Id")
        """;

    private static readonly string[] s_triggers =
    [
        """
        CREATE TRIGGER "ReadAtAdd" AFTER INSERT ON "AsOf" BEGIN
            UPDATE "CustomerRows" SET "ReadAt" = NULLIF(new."At", '0001-01-01 00:00:00') WHERE "Id" = new."CustomerId";
        END
        """,
        """
        CREATE TRIGGER "ReadAtChange" AFTER UPDATE OF "At" ON "AsOf" WHEN old."At" IS NOT new."At" BEGIN
            UPDATE "CustomerRows" SET "ReadAt" = NULLIF(new."At", '0001-01-01 00:00:00') WHERE "Id" = new."CustomerId";
        END
        """,
        """
        CREATE TRIGGER "ReadAtRemove" AFTER DELETE ON "AsOf" BEGIN
            UPDATE "CustomerRows" SET "ReadAt" = NULL WHERE "Id" = old."CustomerId";
        END
        """,
        """
        CREATE TRIGGER "ReadAtRow" AFTER INSERT ON "CustomerRows" BEGIN
            UPDATE "CustomerRows" SET "ReadAt" = (SELECT NULLIF("At", '0001-01-01 00:00:00') FROM "AsOf" WHERE "CustomerId" = new."Id") WHERE "RowNo" = new."RowNo";
        END
        """,
    ];

    private static readonly string[] s_drops =
    [
        "DROP TRIGGER IF EXISTS \"ReadAtAdd\"",
        "DROP TRIGGER IF EXISTS \"ReadAtChange\"",
        "DROP TRIGGER IF EXISTS \"ReadAtRemove\"",
        "DROP TRIGGER IF EXISTS \"ReadAtRow\"",
    ];

    /// <summary>Puts up what is missing or of an earlier version, and copies every moment when something was.</summary>
    public static async Task EnsureAsync(PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var there = await db.Database.SqlQueryRaw<string>("SELECT sql AS \"Value\" FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ReadAt%'").ToListAsync(cancel);
        if (there.Count == s_triggers.Length && s_triggers.All(there.Contains))
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await DropAsync(db, cancel);
        await PutUpAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Drops the triggers, so that a bulk load is not slowed by them; <see cref="PutUpAsync"/> follows.</summary>
    public static async Task DropAsync(PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        foreach (var drop in s_drops)
            await db.Database.ExecuteSqlRawAsync(drop, cancel);
    }

    /// <summary>Copies every moment and puts up the triggers.</summary>
    public static async Task PutUpAsync(PartnerDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.ExecuteSqlRawAsync(Fill, cancel);
        foreach (var trigger in s_triggers)
            await db.Database.ExecuteSqlRawAsync(trigger, cancel);
    }
}
