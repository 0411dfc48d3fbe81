using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Alerts;
using PartnerBlazor.Bench.Report;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Store.Demo;

namespace PartnerBlazor.Bench.Suites;

/// <summary>A store of 50,000 alerts: the page's reads and a bulk act, beside the naive way on the same data.</summary>
internal sealed class AlertsSuite : ISuite, IDbContextFactory<PartnerDb>
{
    private const int Alerts = 50_000;
    private const int Customers = 2_400;
    // At the vendor, for each entry.
    private const int Occurrences = 3;
    private const int Page = AlertListState.Page;

    private DbContextOptions<PartnerDb> _options = null!;

    /// <inheritdoc/>
    public string Name => "alerts";

    /// <inheritdoc/>
    public string About => $"{Alerts:N0} alerts of {Customers:N0} customers: pages, filters, search, what changed, counts by cause and a bulk acknowledge, beside the naive way";

    /// <inheritdoc/>
    public PartnerDb CreateDbContext() => new(_options);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Table>> RunAsync(BenchRun run, CancellationToken cancel)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(run.Folder, "alerts")).FullName, "alerts.db");
        foreach (var old in Directory.GetFiles(Path.GetDirectoryName(path)!))
            File.Delete(old);
        using var file = StoreFile.Take(path);
        _options = new DbContextOptionsBuilder<PartnerDb>().UseSqlite(file.ConnectionString).AddInterceptors(new StorePragmas()).Options;
        await StoreSetup.PrepareAsync(file, this, cancel);
        var feed = new ChangeFeed(TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        using var store = new PartnerStore(this, new CustomerProjector(), feed, TimeProvider.System, NullLogger<PartnerStore>.Instance);
        var person = await SeedAsync(store, cancel);
        var reads = await ReadsAsync(run, person, cancel);
        var acts = await ActsAsync(store, person, cancel);
        return [reads, acts];
    }

    private async Task<PartnerScope> SeedAsync(PartnerStore store, CancellationToken cancel)
    {
        var admin = new Person { Id = Guid.NewGuid(), Name = "Ada", Email = "ada@example.com", Role = Role.SuperAdmin, AllCustomers = true };
        var partner = await store.AddPartnerAsync(new Partner { Name = "Bench" }, [admin], Actor.Import, cancel);
        var random = new Random(1);
        for (var made = 0; made < Customers; made += Bulk.BatchSize)
        {
            BenchRun.Say($"alerts: {made:N0} customers");
            await store.WriteAsync(partner, Actor.Import, session =>
            {
                for (var i = made; i < Math.Min(Customers, made + Bulk.BatchSize); i++)
                    Add(session, i, random);
                return Task.FromResult(true);
            }, cancel);
        }
        await using var db = CreateDbContext();
        return (await ScopeReader.ReadAsync(db, admin.Id, cancel))!;
    }

    private static void Add(WriteSession session, int number, Random random)
    {
        var customer = new Customer
        {
            Id = Guid.NewGuid(),
            PartnerId = session.PartnerId,
            Name = $"Société {number:0000} {(char)('A' + random.Next(26))}",
            PartnerAssistance = number % 20 == 0 ? PartnerAssistance.Off : PartnerAssistance.On,
        };
        session.Db.Customers.Add(customer);
        session.Journal(JournalKinds.CustomerAdded, customer.Id);
        for (var i = number * (long)Alerts / Customers; i < (number + 1) * (long)Alerts / Customers; i++)
        {
            var rule = DemoAlerts.Rules[random.Next(DemoAlerts.Rules.Count)];
            var device = $"PC-{random.Next(1_000_000):000000}";
            var alert = new Alert
            {
                Id = Guid.NewGuid(),
                PartnerId = session.PartnerId,
                CustomerId = customer.Id,
                Rule = rule.Type,
                Cause = rule.CauseFor(device),
                Severity = rule.Severity,
                Category = rule.Category,
                Product = rule.Product,
                Description = rule.Describe(device, "Élise Martin"),
                Device = device,
                RaisedAt = session.Now.AddMinutes(-random.Next(60 * 24 * 60)),
                State = (AlertState)(random.Next(10) switch { < 6 => 0, < 8 => 1, _ => 3 }),
                Count = Occurrences,
            };
            session.Db.Alerts.Add(alert);
            for (var o = 0; o < Occurrences; o++)
                session.Db.AlertOccurrences.Add(new AlertOccurrence { AlertId = alert.Id, CustomerId = customer.Id, VendorId = $"{alert.Id}-{o}", RaisedAt = alert.RaisedAt.AddHours(-o) });
        }
    }

    private async Task<Table> ReadsAsync(BenchRun run, PartnerScope person, CancellationToken cancel)
    {
        var queries = new AlertQueries(this);
        var first = await queries.WindowAsync(person, new AlertFilter(), NameLanguage.En, [], Page, cancel);
        List<Guid> thousand = [.. (await queries.WindowAsync(person, new AlertFilter(), NameLanguage.En, [], 1000, cancel)).Lines.Select(line => line.Id)];
        List<Guid> listed = [.. first.Lines.Select(line => line.Id)];
        var table = new Table($"{Alerts:N0} alerts of {Customers:N0} customers ({first.Total:N0} open)", "read", "median ms", "p95 ms", "naive median ms", "ratio");
        Task OursAsync(AlertFilter filter, List<Guid>? without = null) => queries.WindowAsync(person, filter, NameLanguage.En, without ?? [], Page, cancel);
        await RowAsync("the page as it opens: the worst first", () => OursAsync(new()), () => NaiveAsync(person, _ => true, 0, cancel));
        await RowAsync("the eleventh hundred", () => OursAsync(new(), thousand), () => NaiveAsync(person, _ => true, 1000, cancel));
        await RowAsync("sorted by customer", () => OursAsync(new() { Sort = AlertSort.Customer }), () => NaiveAsync(person, _ => true, 0, cancel));
        await RowAsync("one category", () => OursAsync(new() { Categories = ["malware"] }), () => NaiveAsync(person, alert => alert.Category == "malware", 0, cancel));
        await RowAsync("search \"elise\"", () => OursAsync(new() { Search = "elise" }), () => NaiveAsync(person, alert => EF.Functions.Like(alert.Description, "%élise%"), 0, cancel));
        await RowAsync("search for one device", () => OursAsync(new() { Search = first.Lines[0].Alert.Device }), () => NaiveAsync(person, alert => EF.Functions.Like(alert.Description, $"%{first.Lines[0].Alert.Device}%"), 0, cancel));
        await RowAsync("what became of a listed hundred", () => queries.NewsAsync(person, new AlertFilter(), NameLanguage.En, listed, listed, null, cancel), () => NaiveAsync(person, _ => true, 0, cancel));
        await RowAsync("how often each cause was raised", () => OursAsync(new()), () => GroupedAsync(person, cancel));
        await RowAsync("the dry run upon all that match", async () => await queries.PreviewAsync(person, new AlertAct(AlertActKind.Acknowledge), await queries.IdsAsync(person, new AlertFilter(), cancel), cancel), null);
        table.Note("Naive: all open alerts with their customers read as entities, sorted and cut to a page in memory, as a grid with a list of items does; LIKE where it searches (which finds no other spelling); counted by cause: the vendor's alerts grouped at every read. The search costs twice a LIKE upon the description: it looks at every open alert too, but at device, person and rule besides, and at all its customer is found by, folded.");
        return table;

        async Task RowAsync(string what, Func<Task> ours, Func<Task>? naive)
        {
            var (mine, theirs) = (new Sample(), new Sample());
            for (var i = 0; i <= run.Rounds(30); i++)
            {
                await TimeAsync(ours, i > 0 ? mine : null);
                if (naive is not null && i <= Math.Max(3, run.Rounds(10)))
                    await TimeAsync(naive, i > 0 ? theirs : null);
            }
            BenchRun.Say($"alerts: {what}: {mine.Median:0.0} ms, naive {theirs.Median:0.0} ms");
            table.Add(what, mine.Median, mine.At(0.95), naive is null ? "–" : theirs.Median, naive is null ? "–" : Table.Ratio(mine.Median, theirs.Median));
        }
    }

    private async Task<Table> ActsAsync(PartnerStore store, PartnerScope person, CancellationToken cancel)
    {
        var open = await new AlertQueries(this).IdsAsync(person, new AlertFilter { States = [AlertState.Open] }, cancel);
        var (many, few) = (open.Take(5000).ToList(), open.Skip(5000).Take(200).ToList());
        var commands = new AlertCommands(store);
        var (all, each) = (new Sample(), new Sample());
        await TimeAsync(() => commands.ActAsync(person, new AlertAct(AlertActKind.Acknowledge), many, cancel: cancel), all);
        foreach (var id in few)
            await TimeAsync(() => commands.ActAsync(person, new AlertAct(AlertActKind.Acknowledge), [id], cancel: cancel), each);
        var table = new Table("Acknowledging", "act", "ms an alert", "in all ms");
        table.Add($"{many.Count:N0} at once, in transactions of {Bulk.BatchSize}", all.Max / many.Count, all.Max);
        table.Add($"{few.Count:N0} one by one, a transaction each", each.Median, each.Median * few.Count);
        table.Note("Each journalled, its customer's row rebuilt, pushed and undoable.");
        return table;
    }

    private async Task NaiveAsync(PartnerScope person, System.Linq.Expressions.Expression<Func<Alert, bool>> where, int skip, CancellationToken cancel)
    {
        await using var db = CreateDbContext();
        var all = await db.Alerts.Where(alert => alert.PartnerId == person.PartnerId && (alert.State == AlertState.Open || alert.State == AlertState.Acknowledged)).Where(where)
            .Join(db.Customers.Where(c => c.PartnerAssistance == PartnerAssistance.On), alert => alert.CustomerId, customer => customer.Id, (alert, customer) => new { alert, customer }).ToListAsync(cancel);
        _ = all.OrderByDescending(one => one.alert.Severity).ThenByDescending(one => one.alert.RaisedAt).Skip(skip).Take(Page).ToList();
    }

    private async Task GroupedAsync(PartnerScope person, CancellationToken cancel)
    {
        await using var db = CreateDbContext();
        var counts = await db.AlertOccurrences.Where(o => db.Customers.Any(c => c.Id == o.CustomerId && c.PartnerId == person.PartnerId)).GroupBy(o => o.AlertId)
            .Select(all => new { all.Key, Count = all.Count(), Last = all.Max(o => o.RaisedAt) }).ToListAsync(cancel);
        _ = counts.OrderByDescending(one => one.Last).Take(Page).ToList();
    }

    private static async Task TimeAsync(Func<Task> act, Sample? sample)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        sample?.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }
}
