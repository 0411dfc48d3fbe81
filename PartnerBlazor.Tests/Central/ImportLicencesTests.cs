using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central;

/// <summary>What is odd in a licence is not taken for something good, and renewals are found.</summary>
public sealed class ImportLicencesTests
{
    // TestStore's clock stands at 2026-06-15.
    private const string Now = "2025-07-01..2026-06-30";
    private const string Next = "2026-07-01..2027-06-30";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"quantity\":\"many\"", "many")]
    [InlineData("\"quantity\":-5", "-5")]
    [InlineData("\"quantity\":[10]", "Array")]
    [InlineData("\"quantity\":10.5", "10.5")]
    [InlineData("\"quantity\":99999999999", "99999999999")]
    public async Task A_quantity_nobody_can_read_keeps_what_is_known_and_is_refused_where_nothing_is(string odd, string told)
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now, "\"quantity\":10,\"usage\":{\"current\":{\"count\":7}}"));
        bench.Save("l.json", Answers.Licences(
            Answers.Licence("L", Now, $"{odd},\"usage\":{{\"current\":{{\"count\":-1}}}}"), Answers.Licence("NEW", Now, odd)));

        await bench.ImportWellAsync();

        Assert.Equal([2, 0, 0, 1, 0, 1, 0], bench.Counts("licences"));
        Assert.Contains($"l.json: licence NEW: quantity \"{told}\" is no number of seats", bench.Output, StringComparison.Ordinal);
        Assert.Contains($"quantity \"{told}\": 2", bench.Output, StringComparison.Ordinal);
        await using var db = bench.Store.Db();
        Assert.Equal((10, 7), await db.Licences.Select(l => ValueTuple.Create(l.Quantity!.Value, l.Usage!.Value)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Products_that_were_requested_are_seen_once_the_vendor_lists_them_and_no_others()
    {
        string Usage(string code) => Answers.Licence(code, "2025-07-01..", code: code, type: "usage");
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Answers.Customer().Replace("term", "usage", StringComparison.Ordinal));
        bench.Save("l.json", Answers.Licences(Usage("CIXA-MSP")));
        await bench.ImportWellAsync();
        await bench.Store.WriteAsync(await bench.PartnerIdAsync(), async write =>
        {
            var customer = await write.CustomerAsync(Guid.Parse(Answers.Acme), Cancel);
            customer.ProductsRequested = Products.CodesOf(["CEMA-MSP", "CIXA-MSP"]);
            write.Journal(JournalKinds.LicencesRequested, customer.Id, after: customer.ProductsRequested);
        });

        bench.Save("l.json", Answers.Licences(Usage("CIXA-MSP"), Usage("CDE-MSP"), Usage("CEMA-MSP")));
        await bench.ImportWellAsync();
        await using (var db = bench.Store.Db())
            Assert.NotNull((await db.CustomerRows.SingleAsync(Cancel)).ProductsRequested);
        bench.Save("l.json", Answers.Licences(Usage("CIXA-MSP"), Usage("CEMA-MSP")));
        await bench.ImportWellAsync();
        await using (var db = bench.Store.Db())
            Assert.Null((await db.CustomerRows.SingleAsync(Cancel)).ProductsRequested);
    }

    [Theory]
    [InlineData("\"unlimited\":true,\"quantity\":\"many\"")]
    [InlineData("\"quantity\":null")]
    [InlineData("\"perpetual\":false")]
    public async Task Unlimited_is_what_says_so_or_tells_no_quantity(string rest)
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now));
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", Now, rest), Answers.Licence("NEW", Now, rest)));

        await bench.ImportWellAsync();

        await using var db = bench.Store.Db();
        Assert.Equal([null, null], await db.Licences.Select(l => l.Quantity).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("startDate", "\"soon\"", "soon")]
    [InlineData("startDate", "20260101", "20260101")]
    [InlineData("endDate", "{\"day\":1}", "Object")]
    [InlineData("endDate", "true", "True")]
    [InlineData("endDate", "\"2026-13-01\"", "2026-13-01")]
    public async Task A_date_nobody_can_read_is_refused_and_never_taken_for_none(string field, string value, string told)
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now));
        bench.Save("l.json", Answers.Licences(
            Answers.Licence("L", "..", $"\"startDate\":\"2025-07-01\",\"{field}\":{value}"), Answers.Licence("NEW", "..", $"\"startDate\":\"2025-07-01\",\"{field}\":{value}")));

        await bench.ImportWellAsync();

        Assert.Equal([2, 0, 0, 0, 0, 2, 0], bench.Counts("licences"));
        Assert.Contains($"l.json: licence NEW: {field} \"{told}\" is no date", bench.Output, StringComparison.Ordinal);
        await using var db = bench.Store.Db();
        var licence = await db.Licences.SingleAsync(Cancel);
        Assert.Equal((new DateOnly(2025, 7, 1), new DateOnly(2026, 6, 30)), (licence.StartDate, licence.EndDate));
    }

    [Theory]
    [InlineData("0001-01-01..9999-12-31")]
    [InlineData("0001-01-01..0001-01-01")]
    [InlineData("9999-12-31..9999-12-31")]
    public async Task The_first_and_the_last_day_there_are_can_be_imported(string days)
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now), Answers.Licence("EDGE", days));
        Assert.Equal([2, 2, 0, 0, 0, 0, 0], bench.Counts("licences"));
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", Now)));
        await bench.ImportWellAsync();
    }

    [Fact]
    public async Task An_end_before_the_start_is_refused_and_what_is_known_stays()
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now));
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", "2026-07-01..2026-06-30"), Answers.Licence("NEW", "2027-01-01..2026-01-01")));

        await bench.ImportWellAsync();

        Assert.Equal([2, 0, 0, 0, 0, 2, 0], bench.Counts("licences"));
        Assert.Contains("l.json: licence NEW: its end 2026-01-01 lies before its start 2027-01-01", bench.Output, StringComparison.Ordinal);
        await using var db = bench.Store.Db();
        var licence = await db.Licences.SingleAsync(Cancel);
        Assert.Equal((new DateOnly(2025, 7, 1), new DateOnly(2026, 6, 30), false), (licence.StartDate, licence.EndDate, licence.Revoked));
    }

    [Fact]
    public async Task A_known_one_that_ends_before_it_starts_is_withdrawn_when_it_is_no_longer_listed()
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now));
        await bench.Store.WriteAsync(await bench.PartnerIdAsync(), async write =>
        {
            var licence = await write.Db.Licences.SingleAsync(Cancel);
            (licence.StartDate, licence.EndDate) = (bench.Store.Today.AddDays(20), bench.Store.Today.AddDays(-20));
            write.Journal(JournalKinds.LicenceChanged, licence.CustomerId, licence.Id);
        });
        bench.Save("l.json", Answers.Licences());

        await bench.ImportWellAsync();

        Assert.Equal([0, 0, 0, 0, 0, 0, 1], bench.Counts("licences"));
        await using var db = bench.Store.Db();
        Assert.Equal(LicenceState.Revoked, (await db.Licences.SingleAsync(Cancel)).State);
    }

    [Fact]
    public async Task A_renewal_is_inferred_and_the_cover_says_so()
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now), Answers.Licence("N", Next), Answers.Licence("OTHER", Next, code: "SVR-1"));

        await using var db = bench.Store.Db();
        Assert.Equal(new DateOnly(2026, 7, 1), await ReplacedFromAsync(bench, "L"));
        Assert.Null(await ReplacedFromAsync(bench, "N"));
        var row = await db.CustomerRows.SingleAsync(Cancel);
        Assert.Contains(row.Covers, c => c.Category == LicenceCategory.Endpoint && c.State == LicenceState.Active && c.From == new DateOnly(2026, 7, 1));
        var before = await bench.DumpAsync();
        await bench.ImportWellAsync();
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task A_renewal_told_later_is_journalled_on_what_it_renews_and_withdrawn_when_it_is_gone()
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now));
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", Now), Answers.Licence("N", Next)));
        await bench.ImportWellAsync();

        Assert.Equal([2, 1, 1, 0, 0, 0, 0], bench.Counts("licences"));
        await using (var db = bench.Store.Db())
        {
            var renewed = await db.Licences.SingleAsync(l => l.Number == "L", Cancel);
            var entry = await db.Journal.SingleAsync(e => e.SubjectId == renewed.Id, Cancel);
            Assert.Equal((JournalKinds.LicenceChanged, ActorKind.Import), (entry.Kind, entry.ActorKind));
            Assert.Contains("2026-07-01", entry.Payload, StringComparison.Ordinal);
        }

        bench.Save("l.json", Answers.Licences(Answers.Licence("L", Now)));
        await bench.ImportWellAsync();
        Assert.Null(await ReplacedFromAsync(bench, "L"));
    }

    [Fact]
    public async Task A_renewed_licence_the_vendor_no_longer_lists_stays_renewed()
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now), Answers.Licence("N", Next));
        bench.Store.Time.Advance(TimeSpan.FromDays(200));
        await new LicenceCommands(bench.Store.Factory, bench.Store.Store).CatchUpAsync(Cancel);
        bench.Save("l.json", Answers.Licences(Answers.Licence("N", Next)));

        await bench.ImportWellAsync();

        Assert.Equal(new DateOnly(2026, 7, 1), await ReplacedFromAsync(bench, "L"));
        await using var db = bench.Store.Db();
        Assert.Equal(LicenceState.Active, Assert.Single((await db.CustomerRows.SingleAsync(Cancel)).Covers).State);
    }

    [Fact]
    public async Task A_renewal_that_has_begun_is_told_as_replaced()
    {
        await using var bench = await BenchAsync(Answers.Licence("L", Now));
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", Now), Answers.Licence("N", "2026-06-10..2027-06-09")));

        await bench.ImportWellAsync();

        await using var db = bench.Store.Db();
        var renewed = await db.Licences.SingleAsync(l => l.Number == "L", Cancel);
        Assert.Equal(JournalKinds.LicenceReplaced, (await db.Journal.SingleAsync(e => e.SubjectId == renewed.Id, Cancel)).Kind);
        Assert.Equal(LicenceState.Active, Assert.Single((await db.CustomerRows.SingleAsync(Cancel)).Covers).State);
    }

    [Fact]
    public async Task Other_partners_licences_are_left_as_they_are()
    {
        await using var bench = await ImportBench.CreateAsync();
        var partner = await bench.Store.AddPartnerAsync();
        var customer = await bench.Store.AddCustomerAsync(partner, with: c => c.Licences.AddRange([Mine(c.Id, -300, 10), Mine(c.Id, 11, 300)]));
        bench.Save("c.json", Answers.Customer());
        bench.Save("l.json", Answers.Licences(Answers.Licence("L", Now), Answers.Licence("N", Next)));

        await bench.ImportWellAsync();

        await using var db = bench.Store.Db();
        Assert.All(await db.Licences.Where(l => l.CustomerId == customer).ToListAsync(Cancel), l => Assert.Null(l.ReplacedFrom));

        Licence Mine(Guid customerId, int from, int to) => new()
        {
            Id = Guid.NewGuid(),
            PartnerId = partner,
            CustomerId = customerId,
            ProductCode = "CIXA-MSP",
            ProductName = "Product",
            Type = LicenceType.Term,
            StartDate = bench.Store.Today.AddDays(from),
            EndDate = bench.Store.Today.AddDays(to),
        };
    }

    private static async Task<DateOnly?> ReplacedFromAsync(ImportBench bench, string number)
    {
        await using var db = bench.Store.Db();
        return (await db.Licences.SingleAsync(l => l.Number == number, Cancel)).ReplacedFrom;
    }

    // One customer with these licences, imported.
    private static async Task<ImportBench> BenchAsync(params string[] licences)
    {
        var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Answers.Customer());
        bench.Save("l.json", Answers.Licences(licences));
        await bench.ImportWellAsync();
        return bench;
    }
}
