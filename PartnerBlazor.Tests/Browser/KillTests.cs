using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Killed (SIGKILL) at any moment, the program leaves whole data and journal, and starts again (issue 2, point 2).</summary>
public sealed class KillTests
{
    private const int Customers = 40 + 60 + 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_during_its_first_start_the_next_start_has_whole_data()
    {
        for (var round = 0; round < 10; round++)
        {
            using var folder = new TempFolder();
            var db = folder["demo.db"];
            // From the empty file over schema and seeding to the last pages: wherever the files have grown to by then.
            var size = round == 0 ? 1 : Random.Shared.Next(1, 2_000_000);
            await using (var run = ProgramRun.Start(Repository.Root, Repository.Dotnet,
                Repository.BuiltProgram, "--urls=http://127.0.0.1:0", $"--Store:Folder={folder.Path}", "--Demo:ChangesPerMinute=0", "--Demo:Customers=40"))
            {
                await UntilAsync(() => run.HasExited || Size(db) + Size(db + "-wal") >= size || run.Output.Any(l => l.Contains("Now listening", StringComparison.Ordinal)));
                Assert.False(run.HasExited, run.Everything);
                await run.KillAsync();
            }
            await AssertStartsWholeAsync(folder.Path, $"killed at {size} bytes");
        }
    }

    [Fact]
    public async Task A_lock_row_left_by_a_killed_migration_does_not_hold_up_the_next_start()
    {
        using var folder = new TempFolder();
        await using (var connection = new SqliteConnection($"Data Source={folder["demo.db"]};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00')
                """;
            await command.ExecuteNonQueryAsync(Cancel);
        }
        await AssertStartsWholeAsync(folder.Path, "a leftover lock row");
    }

    [Fact]
    public async Task Killed_during_writes_it_leaves_whole_data_and_journal()
    {
        using var folder = new TempFolder();
        await using var portal = await PortalProcess.StartAsync(folder.Path, settings: "--Demo:ChangesPerMinute=6000");
        for (var round = 0; round < 8; round++)
        {
            var until = await SeqAsync(folder["demo.db"]) + Random.Shared.Next(5, 60);
            await UntilAsync(async () => await SeqAsync(folder["demo.db"]) >= until || portal.Run.HasExited);
            Assert.False(portal.Run.HasExited, portal.Run.Everything);
            await portal.KillAsync();
            await AssertWholeAsync(folder["demo.db"]);
            await portal.RestartAsync();
        }
    }

    private static async Task AssertStartsWholeAsync(string folder, string what)
    {
        try
        {
            await using (await PortalProcess.StartAsync(folder))
            {
            }
            await AssertWholeAsync(Path.Combine(folder, "demo.db"));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new InvalidOperationException($"Not whole after {what}.", error);
        }
    }

    private static async Task AssertWholeAsync(string path)
    {
        var factory = new TestDbFactory(StoreFile.ConnectionStringOf(path));
        await using (var db = factory.CreateDbContext())
        {
            await StoreAudit.AssertWholeAsync(db, DateOnly.FromDateTime(DateTime.UtcNow));
            Assert.Equal(3, await db.Partners.CountAsync(Cancel));
            Assert.Equal(Customers, await db.CustomerRows.CountAsync(Cancel));
        }
        factory.ClearPool();
    }

    private static async Task<long> SeqAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sum(\"LastSeq\") FROM \"Partners\"";
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private static long Size(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static Task UntilAsync(Func<bool> done) => UntilAsync(() => Task.FromResult(done()));

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!await done())
            await often.WaitForNextTickAsync(Cancel);
    }
}
