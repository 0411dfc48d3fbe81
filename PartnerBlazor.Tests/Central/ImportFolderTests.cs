using Microsoft.EntityFrameworkCore;

namespace PartnerBlazor.Tests.Central;

/// <summary>What stands in the folder, and what becomes of a partner for whom nothing is in it.</summary>
public sealed class ImportFolderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_that_lead_back_are_passed_over_and_others_are_followed()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("a/c.json", Answers.Customer());
        bench.Save(".elsewhere/l.json", Answers.Licences(Answers.Licence("L", "2026-01-01..2026-12-31")));
        Directory.CreateSymbolicLink(Path.Combine(bench.Folder, "a", "back"), bench.Folder);
        Directory.CreateSymbolicLink(Path.Combine(bench.Folder, "b"), Path.Combine(bench.Folder, ".elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(bench.Folder, ".elsewhere", "up"), Path.Combine(bench.Folder, "a"));
        File.CreateSymbolicLink(Path.Combine(bench.Folder, "self.json"), Path.Combine(bench.Folder, "self.json"));

        await bench.ImportWellAsync();

        Assert.Equal([1, 1, 0, 0, 0, 0, 0], bench.Counts("customers"));
        Assert.Equal([1, 1, 0, 0, 0, 0, 0], bench.Counts("licences"));
        foreach (var link in (string[])["self.json", Path.Combine("a", "back"), Path.Combine("b", "up")])
            Assert.Contains($"passed over: {link}\n", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_linked_file_is_as_old_as_what_it_leads_to()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Answers.Customer("Newer"));
        await bench.ImportWellAsync();
        bench.Delete("c.json");
        bench.Save(".kept/old.json", Answers.Customer("Older"), TimeSpan.FromDays(2));
        // The link itself was made just now.
        File.CreateSymbolicLink(Path.Combine(bench.Folder, "c.json"), Path.Combine(".kept", "old.json"));

        await bench.ImportWellAsync();

        Assert.Equal(1, bench.Older);
        await using var db = bench.Store.Db();
        Assert.Equal("Newer", (await db.Customers.SingleAsync(Cancel)).DisplayName);
    }

    [Fact]
    public async Task What_is_no_real_file_is_not_waited_for()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Answers.Customer());
        // A pipe into which nobody writes.
        Assert.Equal(0, await Browser.Shell.RunAsync($"mkfifo '{Path.Combine(bench.Folder, "pipe")}'"));

        await bench.ImportWellAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Contains("passed over: pipe\n", bench.Output, StringComparison.Ordinal);
        Assert.Equal(1, bench.Counts("customers")[1]);
    }

    [Fact]
    public async Task A_folder_that_may_not_be_read_is_told()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Answers.Customer());
        bench.Save("secret/l.json", Answers.Licences(Answers.Licence("L", "2026-01-01..2026-12-31")));
        var secret = Path.Combine(bench.Folder, "secret");
        await Browser.Shell.RunAsync($"chmod 000 '{secret}'");
        Assert.SkipWhen(MayList(secret), "This account may read every folder.");

        await bench.ImportWellAsync();

        await Browser.Shell.RunAsync($"chmod 700 '{secret}'");
        Assert.Contains("passed over: secret\n", bench.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"items":[],"pages":{"total":0}}""")]
    [InlineData("""{"error":"forbidden","message":"Forbidden.","correlationId":"c"}""")]
    public async Task A_folder_in_which_nothing_is_told_creates_no_partner_and_is_no_success(string answer)
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("a.json", answer);
        var before = await bench.DumpAsync();

        Assert.Equal(3, await bench.ImportAsync());

        Assert.StartsWith($"Nothing of {bench.Folder} could be imported", bench.Output, StringComparison.Ordinal);
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task No_partner_is_created_when_everything_is_refused()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", """[{"name":"Nobody","billingType":"term"}]""");
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", "2026-01-01..2026-12-31")));
        bench.Save("a.json", Answers.AlertPage(1, 1, Answers.Alert("a")));
        var before = await bench.DumpAsync();

        Assert.Equal(3, await bench.ImportAsync());

        Assert.StartsWith($"Nothing of {bench.Folder} could be imported; the partner {ImportBench.Partner} was not created.", bench.Output, StringComparison.Ordinal);
        Assert.Equal([1, 1, 1], new[] { "customers", "licences", "alerts" }.Select(kind => bench.Counts(kind)[5]));
        Assert.Contains("which is in no file and not known here", bench.Output, StringComparison.Ordinal);
        Assert.Equal(before, await bench.DumpAsync());

        // Nor for a customer of another partner.
        bench.Save("c.json", Answers.Customer());
        await bench.ImportWellAsync();
        before = await bench.DumpAsync();
        Assert.Equal(3, await bench.ImportAsync("Somebody else"));
        Assert.Equal(before, await bench.DumpAsync());
        await using var db = bench.Store.Db();
        Assert.Equal(1, await db.Partners.CountAsync(Cancel));
    }

    private static bool MayList(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Any();
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
