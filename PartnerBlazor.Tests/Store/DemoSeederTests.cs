using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Customers;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>The demo data holds what a demo must show, repeats itself, and can reach nobody.</summary>
public sealed partial class DemoSeederTests(DemoSeederTests.Seeded seeded) : IClassFixture<DemoSeederTests.Seeded>
{
    private static readonly DateOnly s_today = DateOnly.FromDateTime(DemoStore.Monday.UtcDateTime);

    // What is random on purpose (salt and the hashes over it); and the two facts that follow the clock, not the day (of the journal: its last entry).
    private static readonly string[] s_salted = ["Journal.Payload", "Journal.PayloadHash", "Journal.PrevHash", "Journal.Hash", "Partners.LastHash"];
    private static readonly string[] s_clock = ["Journal.At", "AsOf.At", "CustomerRows.ReadAt"];

    public sealed class Seeded : IAsyncLifetime
    {
        public DemoStore Store { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Store = await DemoStore.SeededAsync();

        public ValueTask DisposeAsync()
        {
            Store.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public void Partners_hold_both_programmes_one_and_none()
    {
        using var db = seeded.Store.CreateDbContext();
        Assert.Equal([(true, true), (true, false), (false, false)], db.Partners.OrderBy(p => p.Id).AsEnumerable().Select(p => (p.MspFlex, p.MspFlexConnect)));
        Assert.Equal([400, 60, 40], db.Partners.OrderBy(p => p.Id).Select(p => db.Customers.Count(c => c.PartnerId == p.Id)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_state_occurs_in_every_partner(int partner)
    {
        using var db = seeded.Store.CreateDbContext();
        var customers = db.Customers.Include(c => c.Groups).Include(c => c.FormerNames).Where(c => c.PartnerId == partner).ToList();
        var licences = db.Licences.Where(l => l.PartnerId == partner).ToList();
        AllOf(customers.Select(c => c.BillingType));
        AllOf(customers.Select(c => c.Origin));
        AllOf(customers.Select(c => c.PartnerAssistance));
        AllOf(customers.Select(c => c.Status));
        AllOf(licences.Select(l => l.State));
        AllOf(licences.Select(l => l.Type));
        AllOf(licences.Select(l => l.Category));
        AllOf(db.CustomerRows.Where(r => r.PartnerId == partner).AsEnumerable().SelectMany(r => r.Covers).Select(c => c.State));
        AllOf(db.Alerts.Where(a => a.PartnerId == partner && a.State == AlertState.Open).Select(a => a.Severity));
        Assert.Superset(new HashSet<int> { 0, 1, 2, 3 }, customers.Select(c => c.Groups.Count).ToHashSet());
        Assert.Contains(customers, c => !c.Activated);
        Assert.Contains(customers, c => c.FormerNames.Count > 0);
        Assert.Contains(customers, c => c.ShowAs.Length > 0);
        Assert.Contains(customers, c => c.Name.Length is > 180 and <= 200);
        Assert.Contains(customers, c => c.Name.Any(letter => letter is >= '\u0600' and <= '\u06FF'));
        Assert.Contains(customers, c => c.Name.Any(letter => letter is >= '\u05D0' and <= '\u05EA'));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_odd_licence_occurs_in_every_partner(int partner)
    {
        using var db = seeded.Store.CreateDbContext();
        var licences = db.Licences.Where(l => l.PartnerId == partner).ToList();
        Assert.Contains(licences, l => l.ReplacedFrom < s_today);
        Assert.Contains(licences, l => l.State == LicenceState.Expiring && l.ReplacedFrom == l.EndDate!.Value.AddDays(1)
            && licences.Any(next => next.CustomerId == l.CustomerId && next.State == LicenceState.Scheduled && next.StartDate == l.ReplacedFrom));
        Assert.Contains(licences, l => l is { Quantity: null });
        Assert.Contains(licences, l => l is { Usage: null });
        Assert.Contains(licences, l => l is { EndDate: null, Type: LicenceType.Term });
        Assert.Contains(licences, l => l is { RollsOver: true, State: LicenceState.Active } && l.EndDate < s_today);
        Assert.Contains(db.CustomerRows.Where(r => r.PartnerId == partner).AsEnumerable().SelectMany(r => r.Covers), c => c.GapFrom is not null);
        Assert.Contains(licences.GroupBy(l => (l.CustomerId, l.Category)), g => g.Count(l => LicenceRules.IsRunning(l.State)) > 1);
        Assert.All(licences, l => Assert.Equal(l is { Type: LicenceType.Usage or LicenceType.Ordered }, l.RollsOver || l.Type == LicenceType.Usage && l.EndDate < s_today));
    }

    [Fact]
    public void Managed_orders_are_what_they_must_be()
    {
        using var db = seeded.Store.CreateDbContext();
        Assert.All(db.Customers, c => Assert.Equal(c.Origin == CustomerOrigin.ManagedOrder, c.BillingType == BillingType.Ordered));
        var managed = db.Customers.Where(c => c.Origin == CustomerOrigin.ManagedOrder).Select(c => c.Id).ToHashSet();
        Assert.All(db.Licences, l => Assert.Equal(managed.Contains(l.CustomerId), l.Type == LicenceType.Ordered));
    }

    [Fact]
    public void Most_customers_are_calm_and_a_quarter_has_alerts()
    {
        using var db = seeded.Store.CreateDbContext();
        var rows = db.CustomerRows.Where(r => r.PartnerId == 1).ToList();
        Assert.InRange(rows.Count(r => r.Covers.Any(c => c.State == LicenceState.Expiring)), 16, 36);
        Assert.InRange(rows.Count(r => r.Covers.All(c => c.State == LicenceState.Active)), 260, 360);
        Assert.InRange(rows.Count(r => r.Alerts > 0), 75, 125);
        var hidden = rows.Where(r => !r.Visible).Select(r => r.Id).ToHashSet();
        Assert.Contains(db.Alerts.AsEnumerable(), a => hidden.Contains(a.CustomerId) && a.State == AlertState.Open);
        Assert.Contains(db.Alerts, a => a.Count > 1);
        // Snoozing is the portal's own: the vendor never gives it.
        AllOf(db.Alerts.Select(a => a.State).AsEnumerable().Append(AlertState.Snoozed));
        Assert.All(db.Customers.Where(c => !c.Activated).Select(c => c.Id), id => Assert.False(db.AsOf.Any(a => a.CustomerId == id)));
    }

    [Fact]
    public void A_minority_has_devices_without_protection_and_of_whom_lets_nobody_look_nothing_is_told()
    {
        using var db = seeded.Store.CreateDbContext();
        foreach (var partner in (int[])[1, 2, 3])
        {
            var customers = db.Customers.Where(c => c.PartnerId == partner).ToList();
            Assert.InRange(customers.Count(c => c.UnprotectedDevices > 0), 1, customers.Count / 8);
            Assert.All(customers.Where(c => !c.Activated || c.PartnerAssistance != PartnerAssistance.On), c => Assert.Null(c.UnprotectedDevices));
            Assert.All(customers, c => Assert.InRange(c.UnprotectedDevices ?? 0, 0, 12));
        }
    }

    [Fact]
    public void People_have_every_role_and_help_desk_one_group()
    {
        using var db = seeded.Store.CreateDbContext();
        var people = db.People.Include(p => p.Groups).Include(p => p.Customers).ToList();
        Assert.All(new[] { 1, 2, 3 }, partner => AllOf(people.Where(p => p.PartnerId == partner).Select(p => p.Role)));
        Assert.All(people, p => Assert.Equal(p.Role is Role.SuperAdmin or Role.BusinessAdmin, p.AllCustomers));
        Assert.All(people.Where(p => p.Role == Role.HelpDesk), p => Assert.True(p is { Groups.Count: 1, Customers.Count: 0 }));
        Assert.All(people.Where(p => p.Role == Role.ReadOnly), p => Assert.True(p is { Groups.Count: 1, Customers.Count: > 1 }));
        var desk = people.First(p => p is { PartnerId: 1, Name: "Inès Laurent" }).Groups[0].GroupId;
        Assert.InRange(db.GroupMembers.Count(m => m.GroupId == desk), 12, 40);
    }

    [Fact]
    public async Task The_same_seed_and_day_give_the_same_data()
    {
        using var again = await DemoStore.SeededAsync(now: DemoStore.Monday);
        Assert.Equal(seeded.Store.Dump(s_salted), again.Dump(s_salted));
        using var later = await DemoStore.SeededAsync(now: DemoStore.Monday.AddHours(14));
        Assert.Equal(seeded.Store.Dump([.. s_salted, .. s_clock]), later.Dump([.. s_salted, .. s_clock]));
    }

    [Fact]
    public async Task Another_seed_or_day_gives_other_data()
    {
        using var seed = await DemoStore.SeededAsync(seed: 7, customers: 40);
        using var day = await DemoStore.SeededAsync(customers: 40, now: DemoStore.Monday.AddDays(1));
        using var same = await DemoStore.SeededAsync(customers: 40);
        Assert.NotEqual(same.Dump([.. s_salted, .. s_clock]), seed.Dump([.. s_salted, .. s_clock]));
        Assert.NotEqual(same.Dump([.. s_salted, .. s_clock]), day.Dump([.. s_salted, .. s_clock]));
    }

    [Fact]
    public async Task A_smaller_demo_is_the_beginning_of_a_larger_one()
    {
        using var store = await DemoStore.SeededAsync(customers: 40);
        await using var few = store.CreateDbContext();
        await using var many = seeded.Store.CreateDbContext();
        var names = await many.Customers.Where(c => c.PartnerId == 1).ToDictionaryAsync(c => c.Id, c => c.Name, TestContext.Current.CancellationToken);
        Assert.All(few.Customers.Where(c => c.PartnerId == 1), c => Assert.Equal(names[c.Id], c.Name));
    }

    [Fact]
    public async Task Rows_are_what_the_projector_builds_from_the_records()
    {
        await using var db = seeded.Store.CreateDbContext();
        var projector = new CustomerProjector();
        var stored = await db.CustomerRows.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        var built = await projector.ProjectAsync(db, [.. stored.Select(r => r.Id)], s_today, 1, TestContext.Current.CancellationToken);
        Assert.Equal(await db.Customers.CountAsync(TestContext.Current.CancellationToken), stored.Count);
        Assert.All(stored, row => Assert.Equal(Comparable(built[row.Id]), Comparable(row)));
        Assert.All(db.Licences.AsNoTracking(), licence =>
        {
            var (state, next) = (licence.State, licence.NextChange);
            projector.Settle(licence, s_today);
            Assert.Equal((licence.State, licence.NextChange), (state, next));
        });
    }

    [Fact]
    public async Task The_store_is_whole_and_its_journals_unbroken()
    {
        await using var db = seeded.Store.CreateDbContext();
        await StoreAudit.AssertWholeAsync(db, s_today);
        Assert.All(db.Partners, partner => Assert.InRange(partner.LastSeq, 40, long.MaxValue));
    }

    [Fact]
    public void Nobody_real_can_be_reached()
    {
        using var db = seeded.Store.CreateDbContext();
        var contacts = db.Customers.AsNoTracking().Select(c => c.Contact).ToList();
        Assert.All(contacts.Select(c => c.Email).Concat(db.People.Select(p => p.Email)), email => Assert.Matches(ReservedEmail(), email));
        Assert.All(contacts.SelectMany(c => (string[])[c.Phone, c.Mobile]).Where(n => n.Length > 0), number => Assert.Matches(FictionNumber(), number));
        Assert.All(db.Customers.AsNoTracking().AsEnumerable().GroupBy(c => (c.PartnerId, c.Contact.Email)), g => Assert.Single(g));
    }

    [Fact]
    public async Task Search_finds_both_spellings()
    {
        await using var db = seeded.Store.CreateDbContext();
        var found = await db.Database.SqlQuery<string>(
            $"SELECT r.\"Name\" AS \"Value\" FROM \"CustomerSearch\" s JOIN \"CustomerRows\" r ON r.\"RowNo\" = s.rowid WHERE \"CustomerSearch\" MATCH 'societe' AND r.\"PartnerId\" = 1")
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Contains(found, name => name.StartsWith("SOCIETE ", StringComparison.Ordinal));
        Assert.Contains(found, name => name.StartsWith("Société ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_seeded_database_is_left_alone_and_a_stopped_seed_leaves_nothing()
    {
        using var store = await DemoStore.EmptyAsync();
        var before = store.Dump();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.SeedAsync(cancel: new CancellationToken(canceled: true)));
        Assert.Equal(before, store.Dump());
        await store.SeedAsync(customers: 1, cancel: TestContext.Current.CancellationToken);
        var once = store.Dump();
        await store.SeedAsync(seed: 8, customers: 2, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(once, store.Dump());
    }

    private static string Comparable(CustomerRow row) => StoreJson.Write(row) is var json && json.Contains("\"rowNo\"", StringComparison.Ordinal)
        ? RowNumbers().Replace(json, "")
        : throw new InvalidOperationException("A row without number.");

    private static void AllOf<T>(IEnumerable<T> values)
        where T : struct, Enum => Assert.Equal(Enum.GetValues<T>(), values.Distinct().Order());

    // Its own and the one of the write.
    [GeneratedRegex("\"(rowNo|seq)\":\\d+,")]
    private static partial Regex RowNumbers();

    [GeneratedRegex(@"^[a-z0-9.-]+@([a-z0-9-]+\.example|example\.(com|org|net))$")]
    private static partial Regex ReservedEmail();

    [GeneratedRegex(@"^(\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) \d\d \d\d|\+44 20 7946 0\d{3}|\+44 7700 900\d{3}|\+1 (416|418|514) 555 01\d\d)$")]
    private static partial Regex FictionNumber();
}
