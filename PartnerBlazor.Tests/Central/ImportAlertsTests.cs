using Microsoft.EntityFrameworkCore;

namespace PartnerBlazor.Tests.Central;

/// <summary>Of several readings of a customer's alerts the newest counts; pages of one are joined (SPEC §6).</summary>
public sealed class ImportAlertsTests
{
    private static readonly TimeSpan s_yesterday = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_now = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task What_the_newer_complete_reading_does_not_list_is_not_open()
    {
        await using var bench = await BenchAsync();
        bench.Save("zz/old.json", Answers.AlertPage(1, 2, Answers.Alert("a1", "low"), Answers.Alert("a2")), s_yesterday);
        bench.Save("new.json", Answers.AlertPage(1, 1, Answers.Alert("a1", "high")), s_now);

        await bench.ImportWellAsync();

        Assert.Equal([3, 1, 0, 0, 2, 0, 0], bench.Counts("alerts"));
        Assert.Equal(["a1 High Open"], await AlertsAsync(bench));
    }

    [Fact]
    public async Task What_was_open_is_closed_by_a_newer_reading_beside_the_older_file()
    {
        await using var bench = await BenchAsync();
        bench.Save("old.json", Answers.AlertPage(1, 2, Answers.Alert("a1"), Answers.Alert("a2")), s_yesterday);
        await bench.ImportWellAsync();
        bench.Save("new.json", Answers.AlertPage(1, 1, Answers.Alert("a1")), s_now);

        await bench.ImportWellAsync();

        Assert.Equal([3, 0, 0, 1, 2, 0, 1], bench.Counts("alerts"));
        Assert.Equal(["a1 Medium Open", "a2 Medium Resolved"], await AlertsAsync(bench));
        var before = await bench.DumpAsync();
        await bench.ImportWellAsync();
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task Pages_of_one_reading_are_joined_each_day_by_itself()
    {
        await using var bench = await BenchAsync();
        bench.Save("1/p1.json", Answers.AlertPage(2, 3, Answers.Alert("a1"), Answers.Alert("a2")), s_yesterday);
        bench.Save("1/p2.json", Answers.AlertPage(2, 3, Answers.Alert("a3")), s_yesterday - TimeSpan.FromSeconds(2));
        bench.Save("2/p1.json", Answers.AlertPage(2, 3, Answers.Alert("a1"), Answers.Alert("a4")), s_now);
        bench.Save("2/p2.json", Answers.UncountedPage(Answers.Alert("a5")), s_now - TimeSpan.FromSeconds(2));

        await bench.ImportWellAsync();

        Assert.Equal([6, 3, 0, 0, 3, 0, 0], bench.Counts("alerts"));
        Assert.Equal(["a1 Medium Open", "a4 Medium Open", "a5 Medium Open"], await AlertsAsync(bench));
    }

    [Fact]
    public async Task A_page_of_yesterday_does_not_complete_todays_reading()
    {
        await using var bench = await BenchAsync();
        bench.Save("p1.json", Answers.AlertPage(2, 2, Answers.Alert("a1")), s_yesterday);
        bench.Save("p2.json", Answers.AlertPage(2, 2, Answers.Alert("a2")), s_yesterday);
        await bench.ImportWellAsync();
        bench.Delete("p1.json");
        bench.Save("new/p1.json", Answers.AlertPage(2, 2, Answers.Alert("a3")), s_now);

        await bench.ImportWellAsync();

        Assert.Equal(["a1 Medium Open", "a2 Medium Open", "a3 Medium Open"], await AlertsAsync(bench));
    }

    [Fact]
    public async Task Records_without_a_page_add_to_the_complete_reading_before_and_close_nothing()
    {
        await using var bench = await BenchAsync();
        bench.Save("0.json", Answers.AlertPage(1, 1, Answers.Alert("a0")), 2 * s_yesterday);
        bench.Save("1.json", Answers.AlertPage(1, 2, Answers.Alert("a1"), Answers.Alert("a2")), s_yesterday);
        bench.Save("2.json", $"[{Answers.Alert("a2", "high")},{Answers.Alert("a3")}]", s_now);

        await bench.ImportWellAsync();

        Assert.Equal(["a1 Medium Open", "a2 High Open", "a3 Medium Open"], await AlertsAsync(bench));
    }

    [Fact]
    public async Task Two_complete_readings_of_one_moment_both_count()
    {
        await using var bench = await BenchAsync();
        bench.Save("1.json", Answers.AlertPage(1, 1, Answers.Alert("a1")), s_now);
        bench.Save("2.json", Answers.AlertPage(1, 1, Answers.Alert("a2")), s_now);
        bench.Save("copy/2.json", Answers.AlertPage(1, 1, Answers.Alert("a2")), s_now);

        await bench.ImportWellAsync();

        Assert.Equal(["a1 Medium Open", "a2 Medium Open"], await AlertsAsync(bench));
    }

    private static async Task<ImportBench> BenchAsync()
    {
        var bench = await ImportBench.CreateAsync();
        bench.Save("customer.json", Answers.Customer(), 2 * s_yesterday);
        return bench;
    }

    private static async Task<List<string>> AlertsAsync(ImportBench bench)
    {
        await using var db = bench.Store.Db();
        return [.. (await db.Alerts.ToListAsync(TestContext.Current.CancellationToken))
            .Select(a => $"{a.Description["About ".Length..]} {a.Severity} {a.State}").Order(StringComparer.Ordinal)];
    }
}
