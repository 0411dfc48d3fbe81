using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>Opening the database at start: what is good is kept, what cannot be used is named and left untouched.</summary>
public sealed class StoreSetupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("setup-").FullName;

    private string DbPath => Path.Combine(_folder, "test.db");

    public void Dispose()
    {
        ClearPool();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_is_created_and_kept_at_the_next_start()
    {
        await PrepareAsync();
        await ExecuteAsync("INSERT INTO Partners (Name, MspFlex, MspFlexConnect, LastSeq, LastHash) VALUES ('Kept', 1, 1, 0, zeroblob(32))");
        await PrepareAsync();
        Assert.Equal("Kept", await ScalarAsync("SELECT Name FROM Partners"));
        Assert.Equal("wal", await ScalarAsync("PRAGMA journal_mode"));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder), file => file.Contains(".before-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_file_is_a_new_database()
    {
        await File.WriteAllBytesAsync(DbPath, [], TestContext.Current.CancellationToken);
        await PrepareAsync();
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM Customers"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100_000)]
    public async Task Random_bytes_are_refused_untouched(int length)
    {
        await File.WriteAllBytesAsync(DbPath, RandomNumberGenerator.GetBytes(length), TestContext.Current.CancellationToken);
        await RefusedUntouchedAsync("damaged or no database");
    }

    [Fact]
    public async Task A_text_file_is_refused_untouched()
    {
        await File.WriteAllTextAsync(DbPath, string.Concat(Enumerable.Repeat("not a database\n", 1000)), TestContext.Current.CancellationToken);
        await RefusedUntouchedAsync("damaged or no database");
    }

    [Fact]
    public async Task A_file_damaged_in_the_middle_is_refused_untouched()
    {
        await CloseAfterAsync(PrepareAsync);
        await using (var file = File.OpenWrite(DbPath))
        {
            file.Position = file.Length / 2 / 4096 * 4096;
            await file.WriteAsync(RandomNumberGenerator.GetBytes(3 * 4096), TestContext.Current.CancellationToken);
        }
        await RefusedUntouchedAsync("damaged or no database");
    }

    [Fact]
    public async Task A_file_cut_short_is_refused_untouched()
    {
        await CloseAfterAsync(PrepareAsync);
        await using (var file = File.OpenWrite(DbPath))
            file.SetLength(file.Length / 2);
        await RefusedUntouchedAsync("damaged or no database");
    }

    [Fact]
    public async Task A_file_newer_than_the_program_is_refused_untouched()
    {
        await CloseAfterAsync(async () =>
        {
            await PrepareAsync();
            await ExecuteAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0')");
        });
        await RefusedUntouchedAsync("newer than this program (it has 29990101000000_Future)");
    }

    [Fact]
    public async Task Another_programs_database_is_refused_untouched()
    {
        await CloseAfterAsync(() => ExecuteAsync("CREATE TABLE Recipes (Name TEXT)"));
        await RefusedUntouchedAsync("database of another program");
    }

    [Fact]
    public void A_file_in_use_is_refused_until_it_is_given_back()
    {
        using (StoreFile.Take(DbPath))
        {
            var error = Assert.Throws<StoreUnusableException>(() => StoreFile.Take(DbPath));
            Assert.Contains(DbPath, error.Message, StringComparison.Ordinal);
            Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
        }
        StoreFile.Take(DbPath).Dispose();
    }

    [Fact]
    public void A_file_that_cannot_be_locked_for_another_reason_is_not_told_as_in_use()
    {
        // Nobody can open a socket as a file, and it exists.
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(DbPath + ".lock"));
        var error = Assert.Throws<StoreUnusableException>(() => StoreFile.Take(DbPath));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_is_preceded_by_a_copy_that_is_never_overwritten()
    {
        await CloseAfterAsync(MakeOldAsync);
        await CloseAfterAsync(PrepareAsync);
        var copy = Assert.Single(Directory.EnumerateFiles(_folder, "*.before-*"));
        Assert.Equal($"{DbPath}.before-{Migrations()[1]}", copy);
        Assert.Equal([Migrations()[0]], await AppliedAsync(copy));
        Assert.Equal(Migrations(), await AppliedAsync(DbPath));

        File.Delete(DbPath);
        await CloseAfterAsync(MakeOldAsync);
        await File.WriteAllTextAsync(copy, "the good one", TestContext.Current.CancellationToken);
        await CloseAfterAsync(PrepareAsync);
        Assert.Equal("the good one", await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken));
        Assert.Single(Directory.EnumerateFiles(_folder, "*.before-*"));
    }

    [Fact]
    public async Task The_copy_holds_what_a_killed_process_left_in_the_log()
    {
        await CloseAfterAsync(MakeOldAsync);
        // Taken while the database is open: closing it would bring the row from the log into the file.
        string[] files = [DbPath, DbPath + "-wal"];
        await CloseAfterAsync(async () =>
        {
            await ExecuteAsync("PRAGMA journal_mode = WAL");
            await ExecuteAsync("INSERT INTO Partners (Name, MspFlex, MspFlexConnect, LastSeq, LastHash) VALUES ('Kept', 1, 1, 0, zeroblob(32))");
            foreach (var file in files)
                File.Copy(file, file + ".killed");
        });
        foreach (var file in files)
            File.Move(file + ".killed", file, overwrite: true);

        await CloseAfterAsync(PrepareAsync);

        var copy = Assert.Single(Directory.EnumerateFiles(_folder, "*.before-*"));
        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Name FROM Partners";
        Assert.Equal("Kept", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_copy_is_named_after_the_first_migration_that_is_missing() =>
        Assert.Equal("x.db.before-2_Second", StoreSetup.CopyOf("x.db", ["3_Third", "1_First", "2_Second"], ["1_First"]));

    [Fact]
    public async Task What_was_imported_before_ages_were_kept_by_kind_is_as_old_as_the_one_moment_kept()
    {
        await CloseAfterAsync(async () =>
        {
            await MakeOldAsync();
            await ExecuteAsync("""
                INSERT INTO Partners (Id, Name, MspFlex, MspFlexConnect, LastSeq, LastHash) VALUES (7, 'Imported', 1, 1, 1, zeroblob(32)), (8, 'Demo', 1, 1, 1, zeroblob(32));
                INSERT INTO Journal (PartnerId, PartnerSeq, At, ActorKind, Kind, Payload, PayloadHash, PrevHash, Hash)
                    VALUES (7, 1, '2026-01-01', 0, 'import.done', '{}', zeroblob(32), zeroblob(32), zeroblob(32));
                INSERT INTO AsOf (CustomerId, PartnerId, At) VALUES ('A', 7, '2026-01-01 00:00:00'), ('B', 8, '2026-01-01 00:00:00');
                """);
        });
        await PrepareAsync();
        Assert.Equal("2026-01-01 00:00:00/none", await ScalarAsync("SELECT CustomerAt || '/' || ifnull(AlertsAt, 'none') FROM AsOf WHERE CustomerId = 'A'"));
        Assert.Equal(DBNull.Value, await ScalarAsync("SELECT CustomerAt FROM AsOf WHERE CustomerId = 'B'"));
    }

    [Fact]
    public async Task A_migration_lock_left_by_a_killed_process_does_not_hang()
    {
        await ExecuteAsync("CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL)");
        await ExecuteAsync("INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01 00:00:00')");
        await PrepareAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM Customers"));
    }

    [Theory]
    [InlineData("DROP TRIGGER CustomerSearchAdd")]
    [InlineData("DROP TRIGGER CustomerSearchRemove")]
    [InlineData("DROP TRIGGER CustomerSearchChange")]
    [InlineData("DROP TABLE CustomerSearch")]
    public async Task What_is_missing_of_the_search_index_is_put_up_and_filled(string loss)
    {
        await using var store = await TestStore.CreateAsync();
        var partner = await store.AddPartnerAsync();
        var scope = await store.AddPersonAsync(partner);
        var (kept, gone) = (await store.AddCustomerAsync(partner, "Before"), await store.AddCustomerAsync(partner, "Gone"));
        await using (var db = store.Db())
        {
            await db.Database.ExecuteSqlRawAsync(loss, TestContext.Current.CancellationToken);
            if (loss.Contains("TABLE", StringComparison.Ordinal))
                await SearchIndex.DropTriggersAsync(db, TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlAsync(
                $"UPDATE CustomerRows SET SearchText = 'meanwhile' WHERE Id = {kept}", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlAsync($"DELETE FROM CustomerRows WHERE Id = {gone}", TestContext.Current.CancellationToken);
        }
        await StoreSetup.PrepareAsync(store.File, store.Factory, TestContext.Current.CancellationToken);
        Assert.Equal([kept], await FoundAsync(store, scope, "meanwhile"));
        Assert.Empty(await FoundAsync(store, scope, "Before"));
        Assert.Empty(await FoundAsync(store, scope, "Gone"));
        // And it is kept up from then on.
        var added = await store.AddCustomerAsync(partner, "Afterwards");
        Assert.Equal([added], await FoundAsync(store, scope, "Afterwards"));
        await store.RenameAsync(partner, added, "Renamed");
        Assert.Equal([added], await FoundAsync(store, scope, "Renamed"));
    }

    private static async Task<IEnumerable<Guid>> FoundAsync(TestStore store, PartnerScope scope, string search) =>
        (await store.Queries.WindowAsync(scope, new CustomerFilter { Search = search }, NameLanguage.En, store.Today, 0, 10, [], CancellationToken.None))
        .Rows.Select(r => r.Id);

    private async Task RefusedUntouchedAsync(string why)
    {
        var before = await HashesAsync();
        var error = await Assert.ThrowsAsync<StoreUnusableException>(PrepareAsync);
        Assert.Contains(DbPath, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        ClearPool();
        Assert.Equal(before, await HashesAsync());
    }

    /// <summary>Name and hash of every file but the lock; of SQLite's side files only those with content.</summary>
    private async Task<SortedDictionary<string, string>> HashesAsync()
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_folder).Where(f => f == DbPath || f.EndsWith("-wal", StringComparison.Ordinal) && new FileInfo(f).Length > 0))
            hashes[file] = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file)));
        return hashes;
    }

    private async Task PrepareAsync()
    {
        using var file = StoreFile.Take(DbPath);
        await StoreSetup.PrepareAsync(file, new TestDbFactory(file.ConnectionString), CancellationToken.None);
    }

    // As the first program that was given away left it.
    private async Task MakeOldAsync()
    {
        using var file = StoreFile.Take(DbPath);
        await using var db = new TestDbFactory(file.ConnectionString).CreateDbContext();
        await db.GetService<IMigrator>().MigrateAsync(Migrations()[0], TestContext.Current.CancellationToken);
    }

    private List<string> Migrations()
    {
        using var db = new TestDbFactory(StoreFile.ConnectionStringOf(DbPath)).CreateDbContext();
        return [.. db.Database.GetMigrations().Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> AppliedAsync(string path)
    {
        var factory = new TestDbFactory($"Data Source={path};Pooling=False");
        await using var db = factory.CreateDbContext();
        return [.. await db.Database.GetAppliedMigrationsAsync()];
    }

    private async Task CloseAfterAsync(Func<Task> work)
    {
        await work();
        ClearPool();
    }

    private void ClearPool() => new TestDbFactory(StoreFile.ConnectionStringOf(DbPath)).ClearPool();

    private async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new SqliteConnection(StoreFile.ConnectionStringOf(DbPath));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
