using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace PartnerBlazor.Store;

/// <summary>Opens the database at start: checks it, migrates it when needed (a copy first), and puts up the search index.</summary>
public static class StoreSetup
{
    /// <summary>Brings the file to this program's schema, or leaves it as it was.</summary>
    /// <exception cref="StoreUnusableException">It is corrupt, newer than the program, read-only, or the disk is full.</exception>
    public static async Task PrepareAsync(StoreFile file, IDbContextFactory<PartnerDb> factory, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(factory);
        await GuardAsync(file.Path, () => PrepareUnguardedAsync(file, factory, cancel));
    }

    /// <summary>Does work on the database; what the disk or SQLite has against it becomes one clear line.</summary>
    /// <param name="path">The database.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="StoreUnusableException">The database cannot be used.</exception>
    public static async Task GuardAsync(string path, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            await work();
        }
        catch (Exception error) when (StoreTrouble.CauseOf(error) is { } cause)
        {
            throw Unusable(path, cause);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException(path, $"cannot be read or written ({error.Message})", "Check the disk, its free space and that this account may read and write the folder.");
        }
    }

    /// <summary>The one clear line for what SQLite says.</summary>
    public static StoreUnusableException Unusable(string path, SqliteException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT => Damaged(path),
            SQLitePCL.raw.SQLITE_READONLY => new StoreUnusableException(path, "is read-only", "Give this account write access to the file and its folder."),
            SQLitePCL.raw.SQLITE_CANTOPEN => new StoreUnusableException(path, "cannot be opened", "Check that this account may read and write the file and its folder."),
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new StoreUnusableException(path, "is in use by another process", "Stop the other one, or set Store:Folder to another folder."),
            SQLitePCL.raw.SQLITE_FULL => new StoreUnusableException(path, "cannot grow: the disk is full", "Free some space and start again."),
            SQLitePCL.raw.SQLITE_IOERR => new StoreUnusableException(path, "cannot be read or written (input/output error): the disk is full or failing", "Free some space or check the disk, and start again."),
            _ => new StoreUnusableException(path, $"cannot be used ({error.Message})", "Put a backup in its place, or move it away to start anew."),
        };
    }

    private static StoreUnusableException Damaged(string path) =>
        new(path, "is damaged or no database", "Put a backup in its place, or move it away to start anew. It was left untouched.");

    private static async Task PrepareUnguardedAsync(StoreFile file, IDbContextFactory<PartnerDb> factory, CancellationToken cancel)
    {
        var exists = File.Exists(file.Path) && new FileInfo(file.Path).Length > 0;
        if (exists)
            await CheckAsync(file.Path, cancel);
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (exists)
            await DemandWritableAsync(db, cancel);
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = exists ? (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList() : [];
        DemandKnown(file.Path, known, applied);
        if (exists && applied.Count == 0 && await IsForeignAsync(db, cancel))
            throw new StoreUnusableException(file.Path, "is the database of another program", "Move it away, or set Store:Folder to another folder. It was left untouched.");
        if (applied.Count < known.Count)
        {
            if (applied.Count > 0)
                await CopyAsync(db, file.Path, CopyOf(file.Path, known, applied), cancel);
            await ClearMigrationLockAsync(db, cancel);
            await db.Database.MigrateAsync(cancel);
        }
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
        await SearchIndex.EnsureAsync(db, cancel);
        await ReadAtUpkeep.EnsureAsync(db, cancel);
        await NameKeyUpkeep.EnsureAsync(db, cancel);
        await AlertTextUpkeep.EnsureAsync(db, cancel);
    }

    /// <summary>
    /// Where the copy before migrating goes: named after the first migration that is missing, so that a start after one that was killed
    /// between two migrations does not put the half-migrated file in the place of the good copy.
    /// </summary>
    internal static string CopyOf(string path, IEnumerable<string> known, IEnumerable<string> applied) =>
        $"{path}.before-{known.Except(applied).Order(StringComparer.Ordinal).First()}";

    private static async Task CopyAsync(PartnerDb db, string path, string copy, CancellationToken cancel)
    {
        if (File.Exists(copy))
            return;
        // What a killed process left in the write-ahead log belongs into the copy.
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancel);
        // Under its name only when it is whole.
        var part = copy + ".part";
        File.Copy(path, part, overwrite: true);
        File.Move(part, copy);
    }

    // Asked now, for the one line at start; else the first sign-in would find out. Writes nothing.
    private static async Task DemandWritableAsync(PartnerDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        // SQLite quietly opens a file it may not write for reading; a write transaction then begins as a read.
        if (SQLitePCL.raw.sqlite3_db_readonly(((SqliteConnection)db.Database.GetDbConnection()).Handle, "main") == 1)
            throw new SqliteException("attempt to write a readonly database", SQLitePCL.raw.SQLITE_READONLY);
        await db.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE", cancel);
        await db.Database.ExecuteSqlRawAsync("ROLLBACK", cancel);
        await db.Database.CloseConnectionAsync();
    }

    /// <summary>Demands a database that is no newer than this program.</summary>
    /// <exception cref="StoreUnusableException">It is newer.</exception>
    internal static void DemandKnown(string path, IReadOnlySet<string> known, IEnumerable<string> applied)
    {
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
            throw new StoreUnusableException(path, $"is newer than this program (it has {unknown})", "Start the newer program, or set Store:Folder to another folder.");
    }

    /// <summary>Demands a database that is whole. Read-only where possible, so that a file we refuse stays as it was.</summary>
    /// <exception cref="StoreUnusableException">It is damaged, or no database.</exception>
    internal static async Task CheckAsync(string path, CancellationToken cancel)
    {
        // SQLite takes a file of a few bytes for an empty database.
        var header = new byte[16];
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            if (await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancel) < header.Length
                || !header.AsSpan().SequenceEqual("SQLite format 3\0"u8))
                throw Damaged(path);
        // A process killed before the write-ahead log was on leaves a journal, which only a writer can roll back.
        var mode = File.Exists(path + "-journal") ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly;
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 10 };
        await using var connection = new SqliteConnection(settings.ToString());
        await connection.OpenAsync(cancel);
        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if (await check.ExecuteScalarAsync(cancel) is not "ok")
            throw Damaged(path);
    }

    // No migration of ours was ever finished in it, and yet it has tables.
    private static async Task<bool> IsForeignAsync(PartnerDb db, CancellationToken cancel) => await db.Database.SqlQueryRaw<int>(
        "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '__EFMigrations%'").SingleAsync(cancel) > 0;

    // Left over by a process killed while migrating; EF would wait for it for ever. We hold the file's lock, so nobody else migrates.
    private static async Task ClearMigrationLockAsync(PartnerDb db, CancellationToken cancel)
    {
        var table = await db.Database.SqlQueryRaw<int>(
            "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancel);
        if (table > 0)
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancel);
    }
}
