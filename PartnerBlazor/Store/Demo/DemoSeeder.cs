using System.Globalization;
using Bogus;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Store.Demo;

/// <summary>
/// Fills a new database with the demo's partners, people and customers. The same <c>Demo:Seed</c> on the same UTC day gives the same
/// records; only the last entry of each journal and <see cref="CustomerAsOf"/> follow the clock.
/// </summary>
public sealed class DemoSeeder(
    IDbContextFactory<PartnerDb> factory, IRowProjector projector, IOptions<DemoOptions> options, TimeProvider time, ILogger<DemoSeeder> log)
{
    private const int UsualCacheKib = 2_000;
    private const int MostCacheKib = 1_000_000;
    private const int KibPerCustomer = 4;
    // The past it invents is longer than a journal is usually kept, and timelines are to tell it.
    private const int KeptDays = 3650;
    private static readonly TimeSpan s_progressEvery = TimeSpan.FromSeconds(3);

    /// <summary>Seeds when the database holds no partner yet; all or nothing, also when the process is killed.</summary>
    public async Task SeedIfNewAsync(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.Partners.AnyAsync(cancel))
            return;
        var began = time.GetTimestamp();
        var now = time.GetUtcNow().UtcDateTime;
        await CacheAsync(db, Math.Clamp(options.Value.Customers * KibPerCustomer, UsualCacheKib, MostCacheKib), cancel);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            await SearchIndex.DropTriggersAsync(db, cancel);
            await ReadAtUpkeep.DropAsync(db, cancel);
            var indexes = await ListIndexes.DropAsync(db, cancel);
            foreach (var partner in DemoPartners.All)
                await SeedAsync(db, transaction, partner, now, cancel);
            await SearchIndex.RebuildAsync(db, cancel);
            await SearchIndex.PutUpTriggersAsync(db, cancel);
            await ReadAtUpkeep.PutUpAsync(db, cancel);
            await ListIndexes.PutUpAsync(db, indexes, cancel);
            await transaction.CommitAsync(cancel);
        }
        await CacheAsync(db, UsualCacheKib, cancel);
        // The write-ahead log holds the whole load now; without this it would keep that size.
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize", cancel);
        log.LogInformation("Demo data seeded in {Seconds:0.0} s.", time.GetElapsedTime(began).TotalSeconds);
    }

    // Ids are random, so every insert touches pages all over the indexes: while they fit into the cache, that costs nothing.
    private static async Task CacheAsync(PartnerDb db, int kib, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{kib}"), cancel);
    }

    private async Task SeedAsync(PartnerDb db, IDbContextTransaction transaction, DemoPartner plan, DateTime now, CancellationToken cancel)
    {
        var seed = options.Value.Seed;
        var random = DemoRandom.Of(seed, plan.Id, -1);
        var count = DemoPartners.CountOf(plan, options.Value.Customers);
        var partner = new Partner { Id = plan.Id, Name = plan.Name, MspFlex = plan.MspFlex, MspFlexConnect = plan.MspFlexConnect, Demo = true, AuditDays = KeptDays };
        var groups = plan.Groups
            .Select(g => new CustomerGroup { Id = random.Guid(), PartnerId = plan.Id, Name = g.Name, Description = g.Description })
            .ToList();
        var people = People(plan, random, groups.ToDictionary(g => g.Name, g => g.Id));
        db.Add(partner);
        db.AddRange(groups);
        await db.SaveChangesAsync(cancel);

        var (today, staff, groupNames) = (DateOnly.FromDateTime(now), new DemoStaff(people), groups.ToDictionary(g => g.Id, g => g.Name));
        var customers = new DemoCustomers(plan, [.. groups.Select(g => g.Id)], seed, now);
        var journal = new DemoJournal(count);
        (DemoCustomer, CustomerRow) Draw(int index)
        {
            var demo = customers.Draw(index);
            // Another chance than the one of the records: they stay what they are however their past is told.
            journal.Add(new DemoPast(DemoRandom.Of(~seed, plan.Id, index), staff, groupNames, projector, today).Tell(demo));
            return (demo, RowOf(demo, today));
        }
        var ids = WriteCustomers(db, transaction, plan, count, Enumerable.Range(0, count).Select(Draw).Ahead(cancel), cancel);
        foreach (var (person, planned) in people.Zip(plan.People))
            person.Customers = [.. (planned.Customers ?? []).Where(index => index < ids.Count).Select(index => new PersonCustomer { CustomerId = ids[index] })];
        db.AddRange(people);
        await journal.WriteAsync(db, transaction, partner, now, cancel);
        db.ChangeTracker.Clear();
    }

    // Whom they see by number is added when those customers are there.
    private static List<Person> People(DemoPartner plan, Randomizer random, Dictionary<string, Guid> groups) => [.. plan.People.Select(p => new Person
    {
        Id = random.Guid(),
        PartnerId = plan.Id,
        Name = p.Name,
        Email = $"{DemoRandom.Slug(p.Name).Replace('-', '.')}@{plan.Domain}",
        Role = p.Role,
        AllCustomers = p.Groups is null,
        Groups = [.. (p.Groups ?? []).Select(name => new PersonGroup { GroupId = groups[name] })],
    })];

    // The journal gives it its number.
    private CustomerRow RowOf(DemoCustomer demo, DateOnly today) => projector.Build(
        demo.Customer, demo.Licences,
        severity => demo.Alerts.Count(a => a.Severity == severity && (a.State is AlertState.Open or AlertState.Acknowledged)),
        today, 0);

    private List<Guid> WriteCustomers(
        PartnerDb db, IDbContextTransaction transaction, DemoPartner plan, int count, IEnumerable<(DemoCustomer, CustomerRow)> customers, CancellationToken cancel)
    {
        using var writer = new DemoWriter(db, transaction);
        var ids = new List<Guid>(count);
        var told = time.GetTimestamp();
        foreach (var (customer, row) in customers)
        {
            writer.Write(customer, row);
            ids.Add(customer.Customer.Id);
            if (time.GetElapsedTime(told) < s_progressEvery)
                continue;
            told = time.GetTimestamp();
            log.LogInformation("Demo data: {Done} of {Count} customers of {Partner}.", ids.Count, count, plan.Name);
        }
        return ids;
    }
}
