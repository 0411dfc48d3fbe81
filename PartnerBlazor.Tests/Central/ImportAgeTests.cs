using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central;

/// <summary>An older dump never overwrites what is known newer, kind by kind.</summary>
public sealed class ImportAgeTests
{
    private static readonly TimeSpan s_older = TimeSpan.FromDays(2);
    private static readonly TimeSpan s_newer = TimeSpan.FromHours(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_older_dump_changes_nothing_and_is_reported()
    {
        await using var bench = await ImportBench.CreateAsync();
        Save(bench, "Newer", "2027-12-31", "high", s_newer);
        await bench.ImportWellAsync();
        var before = await bench.DumpAsync();
        Save(bench, "Older", "2026-12-31", "low", s_older);
        bench.Save("l.json", Answers.Licences(), s_older);

        await bench.ImportWellAsync();

        Assert.Equal(before, await bench.DumpAsync());
        Assert.Equal(2, bench.Older);
        Assert.Contains("\n  a.json: 1\n  c.json: 1\n", bench.Output, StringComparison.Ordinal);

        // The same with a licence in it.
        Save(bench, "Older", "2026-12-31", "low", s_older);
        await bench.ImportWellAsync();
        Assert.Equal(before, await bench.DumpAsync());
        Assert.Equal(3, bench.Older);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0], bench.Counts("licences"));

        // As old as what is known is not older.
        Save(bench, "Newer", "2027-12-31", "high", s_newer);
        await bench.ImportWellAsync();
        Assert.Equal(0, bench.Older);
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task Each_kind_has_an_age_of_its_own()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Answers.Customer("Known"), s_older);
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", "2026-01-01..2027-12-31")), s_newer);
        await bench.ImportWellAsync();

        // Younger than the customer's record, older than its licences; the alerts were never told.
        var between = TimeSpan.FromDays(1);
        Save(bench, "Between", "2026-12-31", "low", between);
        await bench.ImportWellAsync();

        Assert.Equal(1, bench.Older);
        await using var db = bench.Store.Db();
        Assert.Equal("Between", (await db.Customers.SingleAsync(Cancel)).DisplayName);
        Assert.Equal(new DateOnly(2027, 12, 31), (await db.Licences.SingleAsync(Cancel)).EndDate);
        Assert.Equal(AlertSeverity.Low, (await db.Alerts.SingleAsync(Cancel)).Severity);
        Assert.Equal(bench.Store.Time.GetUtcNow().UtcDateTime - between, (await db.AsOf.SingleAsync(Cancel)).At);
    }

    [Fact]
    public async Task An_older_reading_opens_no_alert_again()
    {
        await using var bench = await ImportBench.CreateAsync();
        Save(bench, "Acme", "2027-12-31", "low", s_older);
        await bench.ImportWellAsync();
        bench.Save("a.json", Answers.AlertPage(1, 1, Answers.Alert("other")), s_newer);
        await bench.ImportWellAsync();
        bench.Save("a.json", Answers.AlertPage(1, 1, Answers.Alert("a")), s_older);

        await bench.ImportWellAsync();

        Assert.Equal(1, bench.Older);
        await using var db = bench.Store.Db();
        Assert.Equal([("About a", AlertState.Resolved), ("About other", AlertState.Open)],
            (await db.Alerts.OrderBy(a => a.Description).ToListAsync(Cancel)).Select(a => (a.Description, a.State)));
    }

    [Fact]
    public async Task Among_readings_that_are_not_complete_the_newest_says_how_old_the_word_is()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Answers.Customer(), s_older);
        bench.Save("1.json", $"[{Answers.Alert("a", "low")}]", 2 * s_older);
        bench.Save("2.json", $"[{Answers.Alert("a", "high")}]", s_newer);
        await bench.ImportWellAsync();
        bench.Save("1.json", $"[{Answers.Alert("a", "medium")},{Answers.Alert("gone")}]", s_older);
        bench.Delete("2.json");

        await bench.ImportWellAsync();

        Assert.Equal(2, bench.Older);
        await using var db = bench.Store.Db();
        Assert.Equal(AlertSeverity.High, (await db.Alerts.SingleAsync(Cancel)).Severity);
    }

    [Fact]
    public async Task Pages_of_the_reading_that_is_known_are_not_older()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Answers.Customer(), s_older);
        bench.Save("1.json", Answers.AlertPage(2, 2, Answers.Alert("a")), s_newer);
        bench.Save("2.json", Answers.AlertPage(2, 2, Answers.Alert("b")), s_newer - TimeSpan.FromMinutes(1));
        await bench.ImportWellAsync();

        await bench.ImportWellAsync();

        Assert.Equal(0, bench.Older);
        Assert.Equal([2, 0, 0, 2, 0, 0, 0], bench.Counts("alerts"));

        // Nor its first page by itself, which is as old as the word is.
        bench.Delete("2.json");
        await bench.ImportWellAsync();
        Assert.Equal(0, bench.Older);
        Assert.Equal([1, 0, 0, 1, 0, 0, 0], bench.Counts("alerts"));
    }

    [Fact]
    public async Task A_reading_begun_before_what_is_known_does_not_make_the_word_older()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Answers.Customer(), s_older);
        bench.Save("a.json", Answers.AlertPage(1, 1, Answers.Alert("a")), TimeSpan.FromMinutes(10));
        await bench.ImportWellAsync();
        bench.Delete("a.json");
        bench.Save("1.json", Answers.AlertPage(2, 2, Answers.Alert("a")), TimeSpan.FromMinutes(13));
        bench.Save("2.json", Answers.AlertPage(2, 2, Answers.Alert("b")), TimeSpan.FromMinutes(7));
        await bench.ImportWellAsync();
        bench.Delete("1.json");
        bench.Delete("2.json");
        bench.Save("a.json", Answers.AlertPage(1, 1, Answers.Alert("gone")), TimeSpan.FromMinutes(12));

        await bench.ImportWellAsync();

        Assert.Equal(1, bench.Older);
        await using var db = bench.Store.Db();
        Assert.Equal(["About a", "About b"], await db.Alerts.OrderBy(a => a.Description).Select(a => a.Description).ToListAsync(Cancel));
    }

    private static void Save(ImportBench bench, string name, string end, string severity, TimeSpan ago)
    {
        bench.Save("c.json", Answers.Customer(name), ago);
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", $"2026-01-01..{end}")), ago);
        bench.Save("a.json", Answers.AlertPage(1, 1, Answers.Alert("a", severity)), ago);
    }
}
