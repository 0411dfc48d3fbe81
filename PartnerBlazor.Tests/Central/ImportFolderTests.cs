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
    public async Task No_partner_is_created_when_everything_is_refused()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", """[{"name":"Nobody","billingType":"term"}]""");
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", "2026-01-01..2026-12-31")));
        bench.Save("a.json", Answers.AlertPage(1, 1, Answers.Alert("a")));
        var before = await bench.DumpAsync();

        Assert.Equal(0, await bench.ImportAsync());

        Assert.StartsWith($"Nothing of {bench.Folder} could be imported; the partner {ImportBench.Partner} was not created.", bench.Output, StringComparison.Ordinal);
        Assert.Equal([1, 1, 1], new[] { "customers", "licences", "alerts" }.Select(kind => bench.Counts(kind)[5]));
        Assert.Contains("which is in no file and not known here", bench.Output, StringComparison.Ordinal);
        Assert.Equal(before, await bench.DumpAsync());

        // Nor for a customer of another partner.
        bench.Save("c.json", Answers.Customer());
        await bench.ImportWellAsync();
        before = await bench.DumpAsync();
        Assert.Equal(0, await bench.ImportAsync("Somebody else"));
        Assert.Equal(before, await bench.DumpAsync());
        await using var db = bench.Store.Db();
        Assert.Equal(1, await db.Partners.CountAsync(Cancel));
    }
}
