using Microsoft.Data.Sqlite;

namespace PartnerBlazor.Store;

/// <summary>Tells what the disk or another program has against a write from what is a fault of ours.</summary>
internal static class StoreTrouble
{
    /// <summary>SQLite's own word on it, however deep; null when it is something else.</summary>
    public static SqliteException? CauseOf(Exception error) => error as SqliteException ?? error.InnerException as SqliteException;

    /// <summary>The refusal it becomes; null for what must not happen, such as a violated constraint.</summary>
    public static string? CodeOf(Exception error) => CauseOf(error)?.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => RefusalCodes.Busy,
        SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN
            or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => RefusalCodes.NotSaved,
        _ => null,
    };
}
