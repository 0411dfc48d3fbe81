using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The real program refuses a database it cannot use in one line, and leaves it as it is (issue 2, point 2).</summary>
public sealed class StoreFailureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Db => _folder["demo.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_damaged_file_is_refused()
    {
        await MakeAsync();
        await using (var file = File.OpenWrite(Db))
        {
            file.Position = file.Length / 2 / 4096 * 4096;
            await file.WriteAsync(RandomNumberGenerator.GetBytes(4 * 4096), Cancel);
        }
        await AssertRefusedUntouchedAsync("is damaged or no database", "Put a backup in its place");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(Db, "Dear diary, today I was mistaken for a database.", Cancel);
        await AssertRefusedUntouchedAsync("is damaged or no database", "Put a backup in its place");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await MakeAsync();
        await ExecuteAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0')");
        await AssertRefusedUntouchedAsync("is newer than this program", "Start the newer program");
    }

    [Fact]
    public async Task A_database_another_program_has_locked_is_refused()
    {
        await MakeAsync();
        await ExecuteAsync("PRAGMA journal_mode = DELETE");
        // Before it is locked: a process that closes a file it has locked lets go of the lock, whichever handle took it.
        var before = await HashAsync();
        await using (var other = new SqliteConnection($"Data Source={Db};Pooling=False"))
        {
            await other.OpenAsync(Cancel);
            await using var locking = other.CreateCommand();
            locking.CommandText = "BEGIN EXCLUSIVE";
            await locking.ExecuteNonQueryAsync(Cancel);
            await AssertRefusedAsync("is in use by another process", "Stop the other one");
        }
        Assert.Equal(before, await HashAsync());
    }

    [Fact]
    public async Task A_read_only_file_is_refused()
    {
        await MakeAsync();
        await using var readOnly = await ReadOnlyFile.MakeAsync(Db);
        Assert.SkipUnless(readOnly.Works, "This account may write every file here; the refusal itself is tested by StoreSetupTests.");

        await AssertRefusedUntouchedAsync("is read-only", "Give this account write access");
    }

    [Fact]
    public async Task A_read_only_database_is_refused_whoever_runs_the_test()
    {
        await MakeAsync();
        using var file = StoreFile.Take(Db);
        var before = await HashAsync();
        var factory = new TestDbFactory($"{file.ConnectionString};Mode=ReadOnly");

        var error = await Assert.ThrowsAsync<StoreUnusableException>(() => StoreSetup.PrepareAsync(file, factory, Cancel));

        factory.ClearPool();
        Assert.Contains("is read-only", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await HashAsync());
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_next_start_works()
    {
        // A file may not grow past this size, or stands on a file system that is full: either way the load does not fit.
        await using var small = await SmallDisk.MakeAsync(_folder["small"]);

        var (exitCode, run) = await small.RunAsync();

        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(run.Errors);
        Assert.Contains(Path.Combine(_folder["small"], "demo.db"), line, StringComparison.Ordinal);
        Assert.Contains("disk is full", line, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        await small.GrowAsync();
        // Ended before its disk goes.
        await using (var portal = await PortalProcess.StartAsync(_folder["small"]))
            await StartTests.AssertServesAssetsAsync(portal);
    }

    [Fact]
    public async Task A_full_disk_is_told_for_a_database_that_was_there_too()
    {
        await using var small = await SmallDisk.MakeAsync(_folder["small"]);
        Assert.SkipUnless(small.Mounted, "No file system may be mounted here.");
        await MakeAsync();
        await small.GrowAsync();
        File.Copy(Db, Path.Combine(_folder["small"], "demo.db"));
        await small.FillAsync();

        var (exitCode, run) = await small.RunAsync();

        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(run.Errors);
        Assert.Contains("disk", line, StringComparison.Ordinal);
        Assert.Contains("full", line, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_disk_that_fills_up_during_an_import_is_told_in_one_line_and_the_next_import_goes_on()
    {
        await using var small = await SmallDisk.MakeAsync(_folder["small"]);
        Assert.SkipUnless(small.Mounted, "No file system may be mounted here.");
        await small.GrowAsync();
        var (exitCode, run) = await PortalProcess.RunToEndAsync(_folder["small"], "demo", "reset");
        Assert.True(exitCode == 0, run.Everything);
        using var answers = new TempFolder();
        var customers = Enumerable.Range(1, 2000).Select(n => $$"""{"id":"{{new Guid(n, 0, 0, new byte[8])}}","name":"{{new string('x', 200)}}","billingType":"term"}""");
        await File.WriteAllTextAsync(answers["c.json"], $"[{string.Join(',', customers)}]", Cancel);
        await small.FillAsync(leave: 3000);

        (exitCode, run) = await PortalProcess.RunToEndAsync(_folder["small"], "import", answers.Path, "--partner", "X");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("files read 1/1", run.Errors);
        Assert.Matches("demo.db .*disk is full", Assert.Single(run.Errors, line => !line.StartsWith("files read ", StringComparison.Ordinal) && !line.StartsWith("customers written ", StringComparison.Ordinal)));
        Assert.Empty(run.Output);

        small.Free();
        (exitCode, run) = await PortalProcess.RunToEndAsync(_folder["small"], "import", answers.Path, "--partner", "X");
        Assert.True(exitCode == 0, run.Everything);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_database_is_told_in_one_line()
    {
        Directory.CreateDirectory(Db);

        var (exitCode, run) = await PortalProcess.RunToEndAsync(_folder.Path);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("cannot be opened", Assert.Single(run.Errors), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_read_only_disk_is_told_as_that()
    {
        await using var small = await SmallDisk.MakeAsync(_folder["small"]);
        Assert.SkipUnless(small.Mounted, "No file system may be mounted here; StoreSetupTests tells the reasons apart.");
        await small.GrowAsync();
        var (exitCode, run) = await PortalProcess.RunToEndAsync(_folder["small"], "demo", "reset");
        Assert.True(exitCode == 0, run.Everything);
        await small.ForbidAsync();

        (exitCode, run) = await PortalProcess.RunToEndAsync(_folder["small"]);

        Assert.NotEqual(0, exitCode);
        Assert.Matches("cannot be written.*[Rr]ead-only", Assert.Single(run.Errors));
    }

    // Built by the program itself, ended, with everything in the one file.
    private async Task MakeAsync()
    {
        var (exitCode, run) = await PortalProcess.RunToEndAsync(_folder.Path, "demo", "reset");
        Assert.True(exitCode == 0, run.Everything);
        await ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task AssertRefusedUntouchedAsync(string reason, string advice)
    {
        var before = await HashAsync();
        await AssertRefusedAsync(reason, advice);
        Assert.Equal(before, await HashAsync());
    }

    private async Task AssertRefusedAsync(string reason, string advice)
    {
        var (exitCode, run) = await PortalProcess.RunToEndAsync(_folder.Path);

        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(run.Errors);
        Assert.Contains(Db, line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Contains(advice, line, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output, said => said.Contains("   at ", StringComparison.Ordinal));
    }

    private async Task<string> HashAsync()
    {
        await using var file = new FileStream(Db, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexString(await SHA256.HashDataAsync(file, Cancel)) + file.Length.ToString(CultureInfo.InvariantCulture);
    }
}
