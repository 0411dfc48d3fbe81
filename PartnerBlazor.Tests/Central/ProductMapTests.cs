using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Central;

/// <summary>Products nobody knows are noted by an import, and follow what a person says of them.</summary>
public sealed class ProductMapTests : IAsyncLifetime
{
    private const string Days = "2026-01-01..2026-12-31";

    private ImportBench _bench = null!;
    private int _partner;
    private PartnerScope _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ProductMapCommands Commands => new(_bench.Store.Store);
    private ProductMapQueries Queries => new(_bench.Store.Factory);

    public async ValueTask InitializeAsync()
    {
        _bench = await ImportBench.CreateAsync();
        _bench.Save("c.json", Answers.Customer());
        _bench.Save("l.json", Answers.Licences(Answers.Licence("A", Days), Answers.Licence("W", Days, code: "WONDER-1"), Answers.Licence("X", Days, code: "WONDER-1")));
        await _bench.ImportWellAsync();
        _partner = await _bench.PartnerIdAsync();
        _admin = await _bench.Store.AddPersonAsync(_partner);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_product_nobody_knows_is_noted_once_and_an_import_of_the_same_changes_nothing()
    {
        Assert.Equal([new UnknownProduct("WONDER-1", "WONDER-1", 1, null)], await Queries.ReadAsync(_admin, Cancel));
        Assert.Contains("product \"WONDER-1\": 2", _bench.Output, StringComparison.Ordinal);
        var before = await _bench.DumpAsync();

        await _bench.ImportWellAsync();

        Assert.Equal(before, await _bench.DumpAsync());
    }

    [Fact]
    public async Task One_that_is_only_noted_now_is_no_change_to_anybody()
    {
        // As a database of an older program is.
        await using (var db = _bench.Store.Db())
            await db.ProductMappings.ExecuteDeleteAsync(Cancel);
        var seq = await SeqAsync();

        await _bench.ImportWellAsync();

        Assert.Equal("WONDER-1", Assert.Single(await Queries.ReadAsync(_admin, Cancel)).Code);
        Assert.Equal(seq, await SeqAsync());
    }

    [Fact]
    public async Task What_is_chosen_counts_at_once_is_journalled_and_is_what_the_next_import_takes()
    {
        await Commands.SetAsync(_admin, "WONDER-1", LicenceCategory.Server, Cancel);

        Assert.Equal([LicenceCategory.Endpoint, LicenceCategory.Server], await CoversAsync());
        Assert.Equal(LicenceCategory.Server, Assert.Single(await Queries.ReadAsync(_admin, Cancel)).Category);
        var mapped = Assert.Single(await JournalAsync(JournalKinds.ProductMapped));
        Assert.Equal((_admin.PersonId, "WONDER-1", null, "Server"), (mapped.ActorId, Said(mapped).Item, Said(mapped).Before, Said(mapped).After));
        var changed = await JournalAsync(JournalKinds.LicenceChanged);
        Assert.Equal(2, changed.Count);
        Assert.All(changed, entry => Assert.Equal(("WONDER-1", "Endpoint", "Server"), (Said(entry).Item, Said(entry).Before, Said(entry).After)));
        await using (var db = _bench.Store.Db())
            await StoreAudit.AssertWholeAsync(db, _bench.Store.Today);

        // Chosen again, and imported again: nothing is new.
        var seq = await SeqAsync();
        await Commands.SetAsync(_admin, "WONDER-1", LicenceCategory.Server, Cancel);
        await _bench.ImportWellAsync();
        Assert.Equal(seq, await SeqAsync());
        _bench.Save("l.json", Answers.Licences(Answers.Licence("N", Days, code: "WONDER-1")));
        await _bench.ImportWellAsync();
        await using (var db = _bench.Store.Db())
            Assert.All(await db.Licences.Where(l => l.ProductCode == "WONDER-1").ToListAsync(Cancel), licence => Assert.Equal(LicenceCategory.Server, licence.Category));
    }

    [Fact]
    public async Task Another_choice_counts_for_licences_that_were_left_behind_too()
    {
        await Commands.SetAsync(_admin, "WONDER-1", LicenceCategory.Server, Cancel);
        await _bench.Store.WriteAsync(_partner, async write =>
        {
            var left = await write.Db.Licences.FirstAsync(l => l.ProductCode == "WONDER-1", Cancel);
            left.Category = LicenceCategory.Endpoint;
            write.Journal(JournalKinds.LicenceChanged, left.CustomerId, left.Id);
        });

        await Commands.SetAsync(_admin, "WONDER-1", LicenceCategory.Server, Cancel);

        await using var db = _bench.Store.Db();
        Assert.All(await db.Licences.Where(l => l.ProductCode == "WONDER-1").ToListAsync(Cancel), licence => Assert.Equal(LicenceCategory.Server, licence.Category));
        Assert.Single(await JournalAsync(JournalKinds.ProductMapped));
    }

    [Fact]
    public async Task More_customers_than_one_write_takes_all_follow_and_unlinked_ones_are_not_counted()
    {
        var many = Enumerable.Range(0, Bulk.BatchSize + 5).Select(i => new TestCustomer(_partner, $"Customer {i}").Licence(l => (l.ProductCode, l.ProductName) = ("WONDER-1", "WONDER-1"))).ToList();
        many[0].Customer.UnlinkedAt = _bench.Store.Time.GetUtcNow().UtcDateTime;
        await _bench.Store.AddCustomersAsync(_partner, many);

        await Commands.SetAsync(_admin, "WONDER-1", LicenceCategory.Cloud, Cancel);

        await using var db = _bench.Store.Db();
        Assert.Equal(Bulk.BatchSize + 7, await db.Licences.CountAsync(l => l.ProductCode == "WONDER-1" && l.Category == LicenceCategory.Cloud, Cancel));
        Assert.Equal(Bulk.BatchSize + 5, Assert.Single(await Queries.ReadAsync(_admin, Cancel)).Customers);
        await StoreAudit.AssertWholeAsync(db, _bench.Store.Today);
    }

    [Fact]
    public async Task What_another_name_makes_known_stays_as_it_is()
    {
        var id = await _bench.Store.AddCustomerAsync(_partner, with: c => c.Licence(l => (l.ProductCode, l.ProductName, l.Category) = ("WONDER-1", "Wonder Firewall", LicenceCategory.Firewall)));

        await Commands.SetAsync(_admin, "WONDER-1", LicenceCategory.Server, Cancel);

        await using var db = _bench.Store.Db();
        Assert.Equal(LicenceCategory.Firewall, (await db.Licences.SingleAsync(l => l.CustomerId == id, Cancel)).Category);
    }

    [Fact]
    public async Task Another_partner_of_the_database_is_left_as_it_is_and_has_met_nothing()
    {
        var other = await _bench.Store.AddPartnerAsync(name: "Other");
        var theirs = await _bench.Store.AddCustomerAsync(other, with: c => c.Licence(l => l.ProductCode = "WONDER-1"));
        var admin = await _bench.Store.AddPersonAsync(other);

        await Commands.SetAsync(_admin, "WONDER-1", LicenceCategory.Server, Cancel);

        await using var db = _bench.Store.Db();
        Assert.Equal(LicenceCategory.Endpoint, (await db.Licences.SingleAsync(l => l.CustomerId == theirs, Cancel)).Category);
        Assert.Empty(await Queries.ReadAsync(admin, Cancel));
        Assert.Equal(RefusalCodes.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => Commands.SetAsync(admin, "WONDER-1", LicenceCategory.Server, Cancel))).Code);
    }

    [Theory]
    [InlineData("NEVER-MET")]
    [InlineData("CIXA-MSP")]
    [InlineData("")]
    public async Task A_product_that_was_never_met_or_is_known_is_not_there(string code) =>
        Assert.Equal(RefusalCodes.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => Commands.SetAsync(_admin, code, LicenceCategory.Server, Cancel))).Code);

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.HelpDesk)]
    [InlineData(Role.ReadOnly)]
    [InlineData(Role.BusinessAdmin)]
    public async Task It_is_for_who_manages_people(Role role)
    {
        var scope = await _bench.Store.AddPersonAsync(_partner, role);
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => Commands.SetAsync(scope, "WONDER-1", LicenceCategory.Server, Cancel))).Code);
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => Queries.ReadAsync(scope, Cancel))).Code);
    }

    [Fact]
    public async Task A_choice_without_an_entry_is_not_written() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.Store.WriteAsync(_partner, async write =>
            (await write.Db.ProductMappings.SingleAsync(Cancel)).Category = LicenceCategory.Server));

    private async Task<IEnumerable<LicenceCategory>> CoversAsync()
    {
        await using var db = _bench.Store.Db();
        return (await db.CustomerRows.SingleAsync(Cancel)).Covers.Select(cover => cover.Category);
    }

    private static JournalPayload Said(JournalEntry entry) => StoreJson.Read<JournalPayload>(entry.Payload);

    private async Task<long> SeqAsync()
    {
        await using var db = _bench.Store.Db();
        return (await db.Partners.SingleAsync(p => p.Id == _partner, Cancel)).LastSeq;
    }

    private async Task<IReadOnlyList<JournalEntry>> JournalAsync(string kind)
    {
        await using var db = _bench.Store.Db();
        return await db.Journal.AsNoTracking().Where(e => e.PartnerId == _partner && e.Kind == kind).ToListAsync(Cancel);
    }
}
