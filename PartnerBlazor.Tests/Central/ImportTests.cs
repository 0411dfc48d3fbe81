using System.Text;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central;

/// <summary>Saved answers of the vendor become a partner's estate (issue 2, point 15).</summary>
public sealed class ImportTests
{
    private const string Acme = "03b43abe-4f41-4734-b6d6-70b2fbdc2504";
    private const string Birch = "79067fa3-e4d0-4769-a5f7-8d6550b3b68b";
    private const string Cedar = "5f0d9a52-1c43-4a0e-9d39-8a1f5b1f7c11";
    private const string Stranger = "eeeeeeee-0000-4000-8000-000000000001";

    private const string AcmeRecord = """
        { "id":"03b43abe-4f41-4734-b6d6-70b2fbdc2504","showAs":"Acmé France","name":"Acme SAS","dataGeography":"IE","dataRegion":"eu01",
          "billingType":"usage","partner":{"id":"d2ba043d-7fcd-4158-a861-1ec2c01f3d14"},"organization":{"id":"x"},"loyalty":{"tier":9},
          "apiHost":"https://api.example","status":"active","managed":true,"products":[{"code":"CIXA-MSP"}],
          "contact":{"firstName":"Zoé","lastName":"Admin","email":"zoe@acme.example","phone":"555-0100","fax":"1",
            "address":{"address1":"1 rue de la Paix","city":"Paris","postalCode":"75001","countryCode":"fr"}} }
        """;

    private static string Page(params string[] records) =>
        $$"""{ "items":[{{string.Join(',', records)}}],"pages":{"current":1,"size":50,"total":1,"items":{{records.Length}},"maxSize":100} }""";

    private static string Licence(string id, string code = "CIXA-MSP", string rest = "\"startDate\":\"2026-01-18\",\"endDate\":\"2027-01-17\",\"type\":\"term\",\"quantity\":10,\"usage\":null") =>
        $$"""{ "id":"{{id}}","licenseIdentifier":"D-{{id}}","product":{"code":"{{code}}","name":"Product {{code}}","features":["a"]},{{rest}} }""";

    private static string Licences(string tenant, params string[] licences) =>
        $$"""{ "organization":{"id":"o"},"tenant":{"id":"{{tenant}}"},"licenses":[{{string.Join(',', licences)}}] }""";

    private static string Alert(string id, string tenant, string device = "PC-1", string raised = "2026-06-12T15:04:53.780", string severity = "medium") => $$"""
        { "id":"{{id}}","allowedActions":["acknowledge","cleanPua"],"category":"updating","description":"{{device}} is out of date.",
          "groupKey":"MSxFdmVudDo6RW5kcG9pbnQ6Ok91dE9mRGF0ZSw1MTMs","managedAgent":{"id":"{{device}}","type":"computer","name":"{{device}}"},
          "product":"endpoint","raisedAt":"{{raised}}","severity":"{{severity}}","tenant":{"id":"{{tenant}}","name":"x"},"type":"Event::Endpoint::OutOfDate" }
        """;

    private static string AlertPage(int items, int total, string? nextKey, params string[] alerts) =>
        $$"""{ "items":[{{string.Join(',', alerts)}}],"pages":{ {{(nextKey is null ? "" : $"\"nextKey\":\"{nextKey}\",")}}"total":{{total}},"items":{{items}},"size":50,"maxSize":1000} }""";

    private static void SaveEstate(ImportBench bench)
    {
        // Names tell nothing, encodings differ, one page, one bare array, one record by itself.
        bench.Save("a/1.json", Page(AcmeRecord), new UTF8Encoding(true));
        bench.Save("a/alerts.json", $$"""[ { "id":"{{Birch}}","name":"Bïrch Ltd","billingType":"term","apiHost":null } ]""", Encoding.Unicode);
        bench.Save("a/b/one.JSON", $$"""{ "id":"{{Cedar}}","showAs":"Cedar","name":"Cedar","billingType":"flexi","status":"sleeping","apiHost":"https://x.example" }""");
        bench.Save("x.txt", Licences(Acme,
            Licence("USE", rest: "\"startDate\":\"2026-01-01\",\"endDate\":\"2026-04-31\",\"type\":\"usage\",\"quantity\":5,\"usage\":{\"current\":{\"count\":7,\"date\":\"2026-05-26\"}}"),
            Licence("ENT", "SVRCLOUDADV-MSP", "\"startDate\":\"2026-01-18\",\"perpetual\":true,\"endDate\":\"2026-02-01\",\"type\":\"enterprise\",\"unlimited\":true,\"quantity\":3"),
            Licence("NEW", "WONDER-1", "\"startDate\":\"2026-07-01\",\"type\":\"gift\"")));
        bench.Save("l.json", $"[{Licences(Birch, Licence("T1", "CEMA-MSP"), Licence("T2", "CDE-MSP"))}]", Encoding.BigEndianUnicode);
        bench.Save("p1.json", AlertPage(3, 2, "k", Alert("a1", Acme), Alert("a2", Acme, raised: "2026-06-31T10:00:00Z")));
        bench.Save("p2.json", AlertPage(3, 2, null, Alert("a3", Acme, "PC-2", severity: "severe")));
        bench.Save("denied.json", """{"error":"forbidden","message":"Forbidden.","correlationId":"c","requestId":"r"}""");
        bench.Save("none.json", """{"items":[],"pages":{"total":0,"items":0,"size":50,"maxSize":1000}}""");
        bench.Save("README.md", "# saved by our script");
        bench.Save(".cache/broken.json", "{");
    }

    [Fact]
    public async Task Answers_of_every_shape_become_customers_licences_and_alerts()
    {
        await using var bench = await ImportBench.CreateAsync();
        SaveEstate(bench);

        await bench.ImportWellAsync();

        Assert.Equal([3, 3, 0, 0, 0, 0, 0], bench.Counts("customers"));
        Assert.Equal([5, 5, 0, 0, 0, 0, 0], bench.Counts("licences"));
        Assert.Equal([3, 2, 0, 0, 1, 0, 0], bench.Counts("alerts"));
        Assert.Contains("files read: 9; empty answers: 1; answers of other kinds ignored: 1; other files passed over: 1", bench.Output, StringComparison.Ordinal);
        Assert.Contains("unknown values: 5", bench.Output, StringComparison.Ordinal);
        Assert.Contains("x.txt: endDate 2026-04-31 read as 2026-04-30", bench.Output, StringComparison.Ordinal);
        Assert.Contains("corrected dates: 2", bench.Output, StringComparison.Ordinal);
        Assert.Contains("passed over: README.md", bench.Output, StringComparison.Ordinal);
        Assert.Contains("files read 10/10", bench.Errors, StringComparison.Ordinal);
        Assert.Contains("customers written 3/3", bench.Errors, StringComparison.Ordinal);

        await using var db = bench.Store.Db();
        var acme = await db.Customers.SingleAsync(c => c.Id == Guid.Parse(Acme), TestContext.Current.CancellationToken);
        Assert.Equal(("Acme SAS", "Acmé France", BillingType.Usage, CustomerOrigin.MonthlyAccount, PartnerAssistance.On, true),
            (acme.Name, acme.ShowAs, acme.BillingType, acme.Origin, acme.PartnerAssistance, acme.Activated));
        Assert.Equal(("Zoé", "zoe@acme.example", "FR", "75001"), (acme.Contact.FirstName, acme.Contact.Email, acme.Contact.CountryCode, acme.Contact.PostalCode));
        // No answer tells it, and unknown is not none.
        Assert.Null(acme.UnprotectedDevices);
        var birch = await db.Customers.SingleAsync(c => c.Id == Guid.Parse(Birch), TestContext.Current.CancellationToken);
        Assert.Equal(("Bïrch Ltd", "", PartnerAssistance.Unknown, false), (birch.DisplayName, birch.ShowAs, birch.PartnerAssistance, birch.Activated));
        var cedar = await db.Customers.SingleAsync(c => c.Id == Guid.Parse(Cedar), TestContext.Current.CancellationToken);
        Assert.Equal(("", BillingType.Term, CustomerStatus.Active), (cedar.ShowAs, cedar.BillingType, cedar.Status));

        var usage = await db.Licences.SingleAsync(l => l.Number == "D-USE", TestContext.Current.CancellationToken);
        Assert.Equal((LicenceType.Usage, true, new DateOnly(2026, 4, 30), 5, 7, LicenceState.OverUsed),
            (usage.Type, usage.RollsOver, usage.EndDate, usage.Quantity, usage.Usage, usage.State));
        var perpetual = await db.Licences.SingleAsync(l => l.Number == "D-ENT", TestContext.Current.CancellationToken);
        Assert.Equal((LicenceType.Term, false, (DateOnly?)null, (int?)null, LicenceCategory.Server, LicenceState.Active),
            (perpetual.Type, perpetual.RollsOver, perpetual.EndDate, perpetual.Quantity, perpetual.Category, perpetual.State));
        var odd = await db.Licences.SingleAsync(l => l.Number == "D-NEW", TestContext.Current.CancellationToken);
        Assert.Equal((LicenceCategory.Endpoint, LicenceType.Term, LicenceState.Scheduled), (odd.Category, odd.Type, odd.State));

        var alerts = await db.Alerts.OrderBy(a => a.Device).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("PC-1", 2, new DateTime(2026, 6, 30, 10, 0, 0, DateTimeKind.Utc), AlertSeverity.Medium), ("PC-2", 1, new DateTime(2026, 6, 12, 15, 4, 53, 780, DateTimeKind.Utc), AlertSeverity.Medium)],
            alerts.Select(a => (a.Device, a.Count, a.RaisedAt, a.Severity)));
        Assert.Equal("acknowledge cleanPua", alerts[0].AllowedActions);
        var asOf = await db.AsOf.ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, asOf.Count);
        Assert.All(asOf, a => Assert.Equal(bench.Store.Time.GetUtcNow().UtcDateTime.AddHours(-1), a.At));
    }

    [Fact]
    public async Task The_new_partner_has_both_programmes_and_a_person_of_every_role_who_finds_its_customers()
    {
        await using var bench = await ImportBench.CreateAsync();
        SaveEstate(bench);
        await bench.ImportWellAsync();

        await using var db = bench.Store.Db();
        var partner = await db.Partners.SingleAsync(p => p.Name == ImportBench.Partner, TestContext.Current.CancellationToken);
        Assert.True(partner is { MspFlex: true, MspFlexConnect: true });
        var people = await db.People.Where(p => p.PartnerId == partner.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enum.GetValues<Role>(), people.Select(p => p.Role).Order());
        foreach (var person in people)
        {
            var scope = await bench.Store.ScopeAsync(person.Id);
            var found = await bench.Store.Queries.WindowAsync(
                scope!, new CustomerFilter { Search = "acme" }, NameLanguage.Fr, bench.Store.Today, 0, 10, [], TestContext.Current.CancellationToken);
            Assert.Equal(Guid.Parse(Acme), Assert.Single(found.Rows).Id);
        }
    }

    [Fact]
    public async Task The_same_files_again_change_nothing()
    {
        await using var bench = await ImportBench.CreateAsync();
        SaveEstate(bench);
        await bench.ImportWellAsync();
        var before = await bench.DumpAsync();

        Assert.Equal(0, await bench.ImportAsync(ImportBench.Partner.ToUpperInvariant()));

        Assert.Equal([3, 0, 0, 3, 0, 0, 0], bench.Counts("customers"));
        Assert.Equal([5, 0, 0, 5, 0, 0, 0], bench.Counts("licences"));
        Assert.Equal([3, 0, 0, 2, 1, 0, 0], bench.Counts("alerts"));
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task What_changed_is_written_and_what_is_gone_from_complete_answers_ends()
    {
        await using var bench = await ImportBench.CreateAsync();
        SaveEstate(bench);
        await bench.ImportWellAsync();

        bench.Store.Time.Advance(TimeSpan.FromDays(1));
        bench.Save("a/1.json", Page(AcmeRecord.Replace("Acmé France", "Acme Nouvelle", StringComparison.Ordinal).Replace("Acme SAS", "Never renamed", StringComparison.Ordinal)
            .Replace("zoe@", "yves@", StringComparison.Ordinal).Replace("\"active\"", "\"suspended\"", StringComparison.Ordinal)));
        bench.Save("l.json", Licences(Birch, Licence("T2", "CDE-MSP", "\"startDate\":\"2026-01-18\",\"endDate\":\"2027-06-17\",\"type\":\"term\",\"quantity\":12")));
        bench.Save("x.txt", Licences(Acme, Licence("USE", rest: "\"startDate\":\"2026-01-01\",\"endDate\":\"2026-04-31\",\"type\":\"usage\",\"quantity\":5,\"usage\":{\"current\":{\"count\":4}}")));
        bench.Delete("p1.json");
        bench.Save("p2.json", AlertPage(1, 1, null, Alert("a3", Acme, "PC-2", severity: "high")));
        bench.Delete("a/b/one.JSON");
        await bench.ImportWellAsync();

        Assert.Equal([2, 0, 1, 1, 0, 0, 0], bench.Counts("customers"));
        Assert.Equal([2, 0, 2, 0, 0, 0, 3], bench.Counts("licences"));
        Assert.Equal([1, 0, 1, 0, 0, 0, 1], bench.Counts("alerts"));
        await using var db = bench.Store.Db();
        var acme = await db.Customers.Include(c => c.FormerNames).SingleAsync(c => c.Id == Guid.Parse(Acme), TestContext.Current.CancellationToken);
        Assert.Equal(("Acme SAS", "Acme Nouvelle", CustomerStatus.Suspended, "yves@acme.example"), (acme.Name, acme.ShowAs, acme.Status, acme.Contact.Email));
        Assert.Equal("Acmé France", Assert.Single(acme.FormerNames).Name);
        var ended = await db.Licences.SingleAsync(l => l.Number == "D-T1", TestContext.Current.CancellationToken);
        Assert.Equal((bench.Store.Today.AddDays(-1), false, LicenceState.Grace), (ended.EndDate, ended.RollsOver, ended.State));
        Assert.True((await db.Licences.SingleAsync(l => l.Number == "D-NEW", TestContext.Current.CancellationToken)).Revoked);
        Assert.Equal([("PC-1", AlertState.Resolved), ("PC-2", AlertState.Open)],
            await db.Alerts.OrderBy(a => a.Device).Select(a => ValueTuple.Create(a.Device, a.State)).ToListAsync(TestContext.Current.CancellationToken));
        // A customer the files do not name is left alone.
        Assert.NotNull(await db.CustomerRows.SingleOrDefaultAsync(r => r.Id == Guid.Parse(Cedar), TestContext.Current.CancellationToken));
        var actors = await db.Journal.Select(e => e.ActorKind).Distinct().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([ActorKind.Import], actors);

        var before = await bench.DumpAsync();
        await bench.ImportWellAsync();
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task A_page_missing_closes_no_alert()
    {
        await using var bench = await ImportBench.CreateAsync();
        SaveEstate(bench);
        await bench.ImportWellAsync();

        bench.Delete("p1.json");
        await bench.ImportWellAsync();

        Assert.Equal([1, 0, 0, 1, 0, 0, 0], bench.Counts("alerts"));
        await using var db = bench.Store.Db();
        Assert.All(await db.Alerts.ToListAsync(TestContext.Current.CancellationToken), a => Assert.Equal(AlertState.Open, a.State));
    }

    [Theory]
    [InlineData("{ \"items\": [", "is no JSON")]
    [InlineData("", "is no JSON")]
    [InlineData("{ \"hello\": \"world\" }", "holds neither customers, licences nor alerts")]
    [InlineData("[ 1, 2 ]", "holds neither customers, licences nor alerts")]
    [InlineData("[ {\"id\":\"L\",\"product\":{\"code\":\"CIXA\"},\"startDate\":\"2026-01-01\"} ]", "nothing says whose they are")]
    [InlineData("{ \"id\":\"x\",\"name\":\"\\ud800\",\"billingType\":\"term\" }", "no Unicode")]
    public async Task A_broken_file_is_named_and_nothing_is_written(string content, string reason)
    {
        await using var bench = await ImportBench.CreateAsync();
        SaveEstate(bench);
        await bench.ImportWellAsync();
        var before = await bench.DumpAsync();
        bench.Save("a/1.json", Page(AcmeRecord.Replace("Acmé France", "Changed", StringComparison.Ordinal)));
        bench.Save("zz/last.json", content);

        Assert.Equal(3, await bench.ImportAsync());

        Assert.Contains(Path.Combine("zz", "last.json"), bench.Errors, StringComparison.Ordinal);
        Assert.Contains(reason, bench.Errors, StringComparison.Ordinal);
        Assert.Empty(bench.Output);
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task A_file_in_no_known_encoding_is_refused()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("latin.json", "{\"id\":\"é\"}", Encoding.Latin1);
        Assert.Equal(3, await bench.ImportAsync());
        Assert.Contains("latin.json is neither UTF-8 nor UTF-16", bench.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Single_records_are_refused_with_file_and_reason_and_the_rest_is_taken()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Page(AcmeRecord, """{"name":"Nobody","billingType":"term"}""", """{"id":"not-an-id","showAs":"Odd"}""", "\"text\"", AcmeRecord));
        bench.Save("l.json", $"[{Licences(Stranger, Licence("S1"), Licence("S2"))},{Licences(Acme, Licence("OK"), Licence("BAD", rest: "\"startDate\":\"2026-01-01\",\"endDate\":\"soon\""), """{"product":{"code":"CIXA"}}""")}]");
        bench.Save("al.json", AlertPage(3, 1, null, Alert("a1", Stranger), """{"severity":"high","tenant":{"id":"x"}}""", """{"id":"q","severity":"high"}"""));

        await bench.ImportWellAsync();

        Assert.Equal([5, 1, 0, 0, 1, 3, 0], bench.Counts("customers"));
        Assert.Equal([5, 1, 0, 0, 0, 4, 0], bench.Counts("licences"));
        Assert.Equal([3, 0, 0, 0, 0, 3, 0], bench.Counts("alerts"));
        Assert.Contains("c.json: customer \"Nobody\" has no account id", bench.Output, StringComparison.Ordinal);
        Assert.Contains($"l.json: licences of customer {Stranger}, which is in no file and not known here (2 records)", bench.Output, StringComparison.Ordinal);
        Assert.Contains("l.json: licence BAD: endDate \"soon\" is no date", bench.Output, StringComparison.Ordinal);
        Assert.Contains($"al.json: alerts of customer {Stranger}, which is in no file and not known here", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_partners_customer_is_not_touched()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Save("c.json", Page(AcmeRecord));
        await bench.ImportWellAsync();
        var before = (await bench.DumpAsync()).Where(l => l.StartsWith("Customers: ", StringComparison.Ordinal) || l.StartsWith("CustomerRows: ", StringComparison.Ordinal)).ToList();
        bench.Save("c.json", Page(AcmeRecord.Replace("Acmé France", "Taken over", StringComparison.Ordinal)));
        bench.Save("l.json", Licences(Acme, Licence("L")));

        Assert.Equal(3, await bench.ImportAsync("Somebody else"));

        Assert.Equal([1, 0, 0, 0, 0, 1, 0], bench.Counts("customers"));
        Assert.Equal([1, 0, 0, 0, 0, 1, 0], bench.Counts("licences"));
        Assert.Contains($"customer {Acme} belongs to another partner", bench.Output, StringComparison.Ordinal);
        Assert.Equal(before, (await bench.DumpAsync()).Where(l => l.StartsWith("Customers: ", StringComparison.Ordinal) || l.StartsWith("CustomerRows: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task More_customers_than_a_batch_are_all_written()
    {
        await using var bench = await ImportBench.CreateAsync();
        var records = Enumerable.Range(1, 2 * Importer.Batch + 7)
            .Select(n => $$"""{"id":"00000000-0000-4000-8000-{{n:D12}}","name":"Customer {{n}}","billingType":"trial","apiHost":"h"}""").ToArray();
        bench.Save("1.json", Page(records[..100]));
        bench.Save("2.json", Page(records[100..]));
        await bench.ImportWellAsync();
        Assert.Equal(records.Length, bench.Counts("customers")[1]);
        await bench.ImportWellAsync();
        Assert.Equal(records.Length, bench.Counts("customers")[3]);
    }

    [Fact]
    public void Every_product_of_the_catalogue_is_known_by_its_code() =>
        Assert.All(Products.All, product => Assert.Equal(product.Category, VendorWords.Category(product.Code, "")));
}
