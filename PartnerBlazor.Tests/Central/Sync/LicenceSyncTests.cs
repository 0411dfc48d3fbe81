using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>Licences, read customer by customer over HTTP.</summary>
public sealed class LicenceSyncTests
{
    private const string Licences = "/licenses/v1/licenses";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_time_is_one_entry_and_every_difference_after_it_one_each()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Licence("A", 10, 3), Licence("B", 5, 1)));
        await world.ReadAsync();
        Assert.Equal([JournalKinds.CustomerAdded, JournalKinds.AssistanceChanged, JournalKinds.LicencesRead], (await world.JournalAsync(id)).Order());
        world.Estate.Change(id, c => c with { Licences = [Licence("A", 10, 4), Licence("B", 5, 1)] });
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(JournalKinds.LicenceUsage, (await world.JournalAsync(id))[^1]);
        Assert.Equal([4, 1], (await world.LicencesAsync(id)).Select(l => l.Usage));
    }

    [Fact]
    public async Task An_empty_answer_ends_nothing_until_it_is_given_again()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Licence("A", 10, 3)));
        await world.ReadAsync();
        world.Estate.Change(id, c => c with { Licences = [] });
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(LicenceState.Active, (await world.LicencesAsync(id)).Single().State);
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(LicenceState.Grace, (await world.LicencesAsync(id)).Single().State);
    }

    [Fact]
    public async Task Who_tells_them_again_and_has_none_is_asked_again_as_soon_as_others()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Licence("A", 10, 3)));
        await world.ReadAsync();
        world.Estate.Change(id, c => c with { Assistance = false });
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(RefusalCodes.NoVisibility, (await world.AsOfAsync(id))!.Hidden);
        world.Estate.Change(id, c => c with { Assistance = true, Licences = [] });
        await world.ReconcileAsync();
        Assert.Null((await world.AsOfAsync(id))!.Hidden);
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(LicenceState.Grace, (await world.LicencesAsync(id)).Single().State);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"licenses\":{}}")]
    [InlineData("{\"licenses\":[],\"tenant\":{\"id\":\"11111111-2222-3333-4444-555555555555\"}}")]
    [InlineData("<html>")]
    public async Task An_answer_that_tells_no_licences_of_the_customer_changes_nothing(string answer)
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Licence("A", 10, 3)));
        await world.ReadAsync();
        for (var again = 0; again < 3; again++)
        {
            world.Faults.Next(Licences, 1, StandInFault.NoJson(answer));
            await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
            world.Faults.Clear();
        }
        Assert.Equal((LicenceState.Active, 3), ((await world.LicencesAsync(id)).Single().State, (await world.LicencesAsync(id)).Single().Usage));
    }

    [Fact]
    public async Task Seats_that_are_left_out_now_and_then_stay_known()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Licence("A", 10, 3)));
        await world.ReadAsync();
        world.Estate.Change(id, c => c with { Licences = [Licence("A", 10, null)] });
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(3, (await world.LicencesAsync(id)).Single().Usage);
    }

    [Fact]
    public async Task A_term_customer_whose_licences_are_refused_keeps_what_is_known_of_it()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Licence("A", 10, 3)));
        await world.ReadAsync();
        var read = (await world.AsOfAsync(id))!.LicencesAt;
        world.Estate.Change(id, c => c with { Assistance = false });
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(LicenceState.Active, (await world.LicencesAsync(id)).Single().State);
        var word = (await world.AsOfAsync(id))!;
        Assert.Equal((RefusalCodes.NoVisibility, read), (word.Hidden, word.LicencesAt));
        // Asked for once a day.
        var asked = Asked(world);
        await world.ReadAfterAsync(TimeSpan.FromMinutes(40));
        Assert.Equal(asked, Asked(world));
        // But at once when it lets the partner in again.
        world.Estate.Change(id, c => c with { Assistance = true });
        await world.ReadAfterAsync(TimeSpan.FromHours(5));
        Assert.Equal(PartnerAssistance.On, (await world.CustomerAsync(id)).PartnerAssistance);
        Assert.Null((await world.AsOfAsync(id))!.Hidden);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task One_customer_the_vendor_has_trouble_with_says_nothing_of_the_link_and_of_others(int status)
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(10));
        await world.ReadAsync();
        world.Faults.Next(Licences, status == 404 ? 1 : status == 401 ? 2 : 3, StandInFault.Status(status));
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(LinkState.Ok, world.Vendor.Link.Status.State);
        var round = await world.RunAsync(SyncKind.Licences);
        Assert.Equal((SyncOutcome.Done, 10), (round.Outcome, (await world.CustomersAsync()).Count));
        Assert.Equal(status == 500 ? 1 : 0, round.Failed);
        await EstateCheck.AgreesAsync(world);
    }

    [Fact]
    public async Task One_whose_answer_never_comes_holds_up_nobody()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(10));
        world.Faults.Next(Licences, 3, StandInFault.CutOff());
        await world.ReadAsync();
        var round = await world.RunAsync(SyncKind.Licences);
        Assert.Equal(SyncOutcome.Done, round.Outcome);
        Assert.Equal(round.Total, round.Read);
        Assert.Equal(LinkState.Ok, world.Vendor.Link.Status.State);
    }

    [Fact]
    public async Task A_right_that_was_lost_hides_nobody_and_is_told()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(10));
        await world.ReadAsync();
        var on = (await world.CustomersAsync()).Count(c => c.PartnerAssistance == PartnerAssistance.On);
        world.Faults.Share(Licences, 1, 1, StandInFault.Status(403));
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal((SyncOutcome.Failed, RefusalCodes.VendorRefuses), ((await world.RunAsync(SyncKind.Licences)).Outcome, (await world.RunAsync(SyncKind.Licences)).Problem));
        Assert.Equal(on, (await world.CustomersAsync()).Count(c => c.PartnerAssistance == PartnerAssistance.On));
        world.Faults.Clear();
        await world.ReconcileAsync();
        await EstateCheck.AgreesAsync(world);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_reads_on()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Licence("A", 10, 3)));
        await world.ReadAsync();
        // As if it had been a year ahead.
        await world.Vendor.Store.Store.WriteAsideAsync(db =>
        {
            foreach (var asOf in db.AsOf)
                (asOf.CustomerAt, asOf.LicencesAt, asOf.LicencesAskedAt, asOf.ListedAt) = (Ahead(), Ahead(), Ahead(), Ahead());
            foreach (var run in db.SyncRuns)
                (run.StartedAt, run.EndedAt) = (Ahead(), Ahead());
            return Task.CompletedTask;
        }, Stop);
        world.Estate.Change(id, c => c with { Licences = [Licence("A", 10, 9)], ShowAs = "Renamed there" });
        await world.ReadAsync();
        Assert.Equal(9, (await world.LicencesAsync(id)).Single().Usage);
        Assert.Equal("Renamed there", (await world.CustomerAsync(id)).DisplayName);
        Assert.True((await world.AsOfAsync(id))!.At <= world.Now);

        DateTime Ahead() => world.Now.AddYears(1);
    }

    [Fact]
    public async Task Who_is_not_activated_is_listed_and_not_asked_for()
    {
        var estate = new StandInEstate();
        var id = estate.Add(new StandInCustomer { Name = "Not yet", Activated = false, DataRegion = null }).Id;
        await using var world = await SyncWorld.StartAsync(estate);
        await world.ReadAsync();
        Assert.False((await world.CustomerAsync(id)).Activated);
        Assert.Equal(0, Asked(world));
        Assert.True((await world.AsOfAsync(id))!.At > world.Now - TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Until_its_licences_were_read_nothing_says_how_old_a_customer_is()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Licence("A", 10, 3)));
        await world.TurnAsync();
        Assert.Equal(CustomerAsOf.Never, (await world.AsOfAsync(id))!.At);
        await world.ReadAsync();
        Assert.True((await world.AsOfAsync(id))!.At > world.Now - TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Stopped_it_asks_for_nothing_and_continued_it_asks_only_for_the_rest()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(40));
        var admin = await world.Vendor.Store.AddPersonAsync(world.Partner);
        var commands = world.Vendor.Get<SyncCommands>();
        // The list, then alerts, then licences.
        await world.TurnAsync();
        await world.TurnAsync();
        await world.TurnAsync();
        await commands.StopAsync(admin, Stop);
        await commands.StopAsync(admin, Stop);
        var asked = Asked(world);
        Assert.Equal(RoundRun.Slice, asked);
        await world.ReadAfterAsync(TimeSpan.FromHours(2));
        Assert.Equal(asked, Asked(world));
        Assert.True(world.Vendor.Link.Status.IsLate);
        var view = (await world.Vendor.Get<SyncQueries>().ReadAsync(admin, Stop))!;
        Assert.Equal(("Ada Person", RoundRun.Slice), (view.StoppedBy, view.Rounds.Single(round => round.Kind == SyncKind.Licences).Read));

        await commands.ContinueAsync(admin, Stop);
        while ((await world.RunAsync(SyncKind.Licences)).EndedAt is null)
            await world.TurnAsync();
        Assert.Equal(world.Estate.Customers.Count(c => c.Activated), Asked(world));
        await world.ReadAsync();
        Assert.False(world.Vendor.Link.Status.IsLate);
        await using var db = world.Vendor.Store.Db();
        Assert.Equal([JournalKinds.SyncStopped, JournalKinds.SyncContinued], db.Journal.Where(e => e.Kind.StartsWith("partner.sync")).OrderBy(e => e.PartnerSeq).Select(e => e.Kind));
    }

    [Fact]
    public async Task What_somebody_looks_at_is_asked_for_first()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(60));
        await world.TurnAsync();
        var looked = (await world.CustomersAsync()).Where(c => c.Activated).OrderByDescending(c => c.Id).Take(2).Select(c => c.Id).ToList();
        var admin = await world.Vendor.Store.AddPersonAsync(world.Partner);
        using var watch = world.Vendor.Store.Feed.Watch(admin);
        watch.Show(looked);
        await world.TurnAsync();
        await world.TurnAsync();
        foreach (var id in looked)
            Assert.True((await world.AsOfAsync(id))! is { LicencesAskedAt: not null, AlertsAskedAt: not null });
    }

    [Fact]
    public async Task Killed_twenty_times_it_ends_as_if_never_killed()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(120));
        var random = new Random(5);
        for (var kill = 0; kill < 20; kill++)
        {
            using var killed = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            await world.PassUntilAsync(killed, TimeSpan.FromMilliseconds(random.Next(5, 120)));
        }
        await world.ReadAsync();
        await EstateCheck.AgreesAsync(world);
        Assert.Equal(120, (await world.JournalAsync()).Count(kind => kind == JournalKinds.CustomerAdded));
        await using var db = world.Vendor.Store.Db();
        Assert.Empty(db.SyncRuns.Where(run => run.EndedAt == null));
    }

    private static int Asked(SyncWorld world) => world.Vendor.StandIn.Requests.Count(r => r.Path.StartsWith(Licences, StringComparison.Ordinal));

    private static StandInEstate One(out Guid id, params StandInLicence[] licences)
    {
        var estate = new StandInEstate();
        id = estate.Add(new StandInCustomer { Name = "Only", Licences = licences }).Id;
        return estate;
    }

    private static StandInLicence Licence(string key, int quantity, int? usage) => new()
    {
        Id = key,
        ProductCode = $"CIXA-{key}",
        ProductName = $"Endpoint {key}",
        StartDate = "2026-01-01",
        EndDate = "2027-06-01",
        Quantity = quantity,
        Usage = usage,
    };
}
