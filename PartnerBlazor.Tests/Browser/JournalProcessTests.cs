using Microsoft.Data.Sqlite;
using PartnerBlazor.Journal;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The command <c>journal verify</c> as it is run: its exit code, what it prints, and what it does not do.</summary>
public sealed class JournalProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Journals_are_checked_while_no_portal_runs_and_a_broken_one_is_named()
    {
        using var folder = new TempFolder();
        var heads = folder["demo.db.journal-head"];
        await using (var portal = await PortalProcess.StartAsync(folder.Path))
        {
            Assert.Equal([1, 2, 3], JournalHead.Read(heads).Select(head => head.PartnerId));
            var (busy, told) = await PortalProcess.RunToEndAsync(folder.Path, "journal", "verify");
            Assert.Equal(2, busy);
            Assert.Contains("is in use by another process", told.Everything, StringComparison.Ordinal);
        }
        var (whole, said) = await PortalProcess.RunToEndAsync(folder.Path, "journal", "verify");
        Assert.True(whole == 0, said.Everything);
        Assert.Equal(3, said.Output.Count);
        Assert.All(said.Output, line => Assert.EndsWith("whole.", line, StringComparison.Ordinal));

        await using (var connection = new SqliteConnection($"Data Source={folder["demo.db"]};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE Journal SET Kind = 'customer.added' WHERE PartnerId = 2 AND PartnerSeq = (SELECT MIN(PartnerSeq) FROM Journal WHERE PartnerId = 2 AND Kind <> 'customer.added')";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
        }
        var (broken, named) = await PortalProcess.RunToEndAsync(folder.Path, "journal", "verify");
        Assert.Equal(4, broken);
        Assert.Single(named.Output, line => line.StartsWith("Partner 2 (Harbourlight Managed IT): BROKEN at entry ", StringComparison.Ordinal));

        // Built anew is whole again, and so is its head.
        Assert.Equal(0, (await PortalProcess.RunToEndAsync(folder.Path, "demo", "reset")).ExitCode);
        Assert.Equal(0, (await PortalProcess.RunToEndAsync(folder.Path, "journal", "verify")).ExitCode);
    }

    [Fact]
    public async Task Without_a_database_there_is_none_afterwards_either()
    {
        using var folder = new TempFolder();
        var (code, said) = await PortalProcess.RunToEndAsync(folder.Path, "journal", "verify");
        Assert.Equal(2, code);
        Assert.Contains("does not exist", Assert.Single(said.Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["demo.db"]));
    }

    [Fact]
    public async Task A_head_file_that_cannot_be_written_is_named_at_the_start()
    {
        using var folder = new TempFolder();
        var (code, said) = await PortalProcess.RunToEndAsync(folder.Path, "--Journal:HeadFile=/proc/none/heads");
        Assert.Equal(2, code);
        Assert.Contains("Journal:HeadFile cannot be written", Assert.Single(said.Errors), StringComparison.Ordinal);
    }
}
