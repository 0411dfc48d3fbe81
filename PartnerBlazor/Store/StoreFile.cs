using Microsoft.Data.Sqlite;

namespace PartnerBlazor.Store;

/// <summary>The database file and the lock beside it that keeps a second process away for the life of this one.</summary>
public sealed class StoreFile : IDisposable
{
    private readonly FileStream? _lock;

    private StoreFile(string path, FileStream? fileLock)
    {
        Path = path;
        _lock = fileLock;
    }

    /// <summary>Full path of the database.</summary>
    public string Path { get; }

    /// <summary>How to connect to it: one writer waits for another for ten seconds.</summary>
    public string ConnectionString => ConnectionStringOf(Path);

    /// <summary>How to connect to the database at a path.</summary>
    public static string ConnectionStringOf(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 10,
    }.ToString();

    /// <summary>Takes the file for this process.</summary>
    /// <exception cref="StoreUnusableException">Another process has it, or the folder cannot be written.</exception>
    public static StoreFile Take(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return new StoreFile(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (IsTaken(error))
        {
            throw new StoreUnusableException(path, "is in use by another process", "Stop the other one, or set Store:Folder to another folder.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException(path, $"cannot be written ({error.Message})", "Give this account write access to the folder, or set Store:Folder to another folder.");
        }
    }

    // Another process holds the lock. Windows says sharing or lock violation, Linux and macOS "try again"; a read-only disk says neither.
    private static bool IsTaken(IOException error) => OperatingSystem.IsWindows()
        ? (error.HResult & 0xFFFF) is 32 or 33
        : error.HResult == (OperatingSystem.IsLinux() ? 11 : 35);

    /// <summary>Deletes the database and what SQLite keeps beside it.</summary>
    public void Delete()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in (string[])[Path, Path + "-wal", Path + "-shm"])
            File.Delete(file);
    }

    /// <summary>
    /// Waits until everything that was committed is on the disk: with synchronous = NORMAL a commit may still be in the system's hands, and
    /// lost with the power.
    /// </summary>
    /// <exception cref="IOException">The log cannot be flushed.</exception>
    public void FlushToDisk()
    {
        try
        {
            using var log = File.OpenHandle(Path + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(log);
        }
        catch (FileNotFoundException)
        {
            // Everything is in the database itself: SQLite flushes that before it lets the log go.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();
}

/// <summary>The database cannot be used: one line for the person who started the program, naming the file and what to do.</summary>
public sealed class StoreUnusableException(string path, string what, string advice)
    : Exception($"The database {path} {what}. {advice}");
