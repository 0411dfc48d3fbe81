using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>Open alerts, read customer by customer over HTTP.</summary>
public sealed class AlertSyncTests
{
    private const string Alerts = "/common/v1/alerts";

    private static readonly TimeSpan s_round = TimeSpan.FromMinutes(6);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_time_is_one_entry_and_every_alert_after_it_one_each()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Alert("a"), Alert("b")));
        await world.ReadAsync();
        Assert.Equal(PartnerAssistance.On, (await world.CustomerAsync(id)).PartnerAssistance);
        Assert.Equal([JournalKinds.AlertsRead], await EntriesAsync(world, id));
        Assert.Equal(["a Open 1", "b Open 1"], await HereAsync(world, id));

        world.Estate.Raise(id, Alert("c"));
        await world.ReadAfterAsync(s_round);
        world.Estate.Change(id, c => c with { Alerts = [.. c.Alerts.Where(a => a.Description != "a")] });
        await world.ReadAfterAsync(s_round);
        Assert.Equal([JournalKinds.AlertsRead, JournalKinds.AlertRaised, JournalKinds.AlertClosed], await EntriesAsync(world, id));
        Assert.Equal(["a Resolved 1", "b Open 1", "c Open 1"], await HereAsync(world, id));
    }

    [Fact]
    public async Task Nothing_open_is_an_answer_too()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id));
        await world.ReadAsync();
        Assert.Equal(PartnerAssistance.On, (await world.CustomerAsync(id)).PartnerAssistance);
        Assert.NotNull((await world.AsOfAsync(id))!.AlertsAt);
        Assert.Empty(await EntriesAsync(world, id));
        world.Estate.Raise(id, Alert("a"));
        await world.ReadAfterAsync(s_round);
        world.Estate.Change(id, c => c with { Alerts = [] });
        await world.ReadAfterAsync(s_round);
        Assert.Equal(["a Resolved 1"], await HereAsync(world, id));
    }

    [Fact]
    public async Task Most_alerts_at_once_are_closed_when_the_vendor_says_so_again()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, [.. "abcdef".Select(c => Alert($"{c}"))]));
        await world.ReadAsync();
        world.Faults.Next(Alerts, 1, StandInFault.NoJson("{\"items\":[],\"pages\":{\"size\":1000,\"items\":0,\"total\":0}}"));
        await world.ReadAfterAsync(s_round);
        Assert.Equal(6, (await HereAsync(world, id)).Count(a => a.Contains("Open", StringComparison.Ordinal)));
        await world.ReadAfterAsync(s_round);
        Assert.Null((await world.AsOfAsync(id))!.AlertsFewSince);

        world.Estate.Change(id, c => c with { Alerts = [] });
        await world.ReadAfterAsync(s_round);
        await world.ReadAfterAsync(2 * s_round);
        Assert.DoesNotContain(await HereAsync(world, id), a => a.Contains("Open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_cause_again_counts_and_is_open_until_the_last_of_it_is_closed()
    {
        var device = new StandInNamed(Guid.NewGuid(), "PC-1", "computer");
        await using var world = await SyncWorld.StartAsync(One(out var id, Alert("first") with { Device = device }));
        await world.ReadAsync();
        world.Estate.Raise(id, Alert("second", minute: 20) with { Device = device, Severity = "low" });
        await world.ReadAfterAsync(s_round);
        Assert.Equal(["second Open 2"], await HereAsync(world, id));
        world.Estate.Change(id, c => c with { Alerts = [.. c.Alerts.Where(a => a.Description == "first")] });
        await world.ReadAfterAsync(s_round);
        // What is open is told, however much happened since; nothing new is raised by it.
        Assert.Equal(["first Open 2"], await HereAsync(world, id));
        Assert.Equal(1, await OpenAsync(world, id));
        world.Estate.Change(id, c => c with { Alerts = [] });
        await world.ReadAfterAsync(s_round);
        Assert.Equal(["first Resolved 2"], await HereAsync(world, id));
        world.Estate.Raise(id, Alert("third", minute: 30) with { Device = device });
        await world.ReadAfterAsync(s_round);
        await world.ReadAfterAsync(s_round);
        Assert.Equal(["third Open 1"], await HereAsync(world, id));
        Assert.Equal([JournalKinds.AlertsRead, JournalKinds.AlertRaised, JournalKinds.AlertChanged, JournalKinds.AlertClosed, JournalKinds.AlertReopened], await EntriesAsync(world, id));
    }

    [Fact]
    public async Task Another_text_is_told_and_is_no_new_alert_but_a_worse_severity_is()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Alert("out of date for 4 days")));
        await world.ReadAsync();
        world.Estate.Change(id, c => c with { Alerts = [c.Alerts[0] with { Description = "out of date for 5 days" }] });
        await world.ReadAfterAsync(s_round);
        world.Estate.Change(id, c => c with { Alerts = [c.Alerts[0] with { Severity = "high" }] });
        await world.ReadAfterAsync(s_round);
        Assert.Equal([JournalKinds.AlertsRead, JournalKinds.AlertChanged, JournalKinds.AlertRaised], await EntriesAsync(world, id));
        Assert.Equal(["out of date for 5 days Open 1"], await HereAsync(world, id));
    }

    [Fact]
    public async Task Many_new_ones_at_once_are_one_entry()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id));
        await world.ReadAsync();
        world.Estate.Change(id, c => c with { Alerts = [.. Enumerable.Range(0, 40).Select(i => Alert($"{i}"))] });
        await world.ReadAfterAsync(s_round);
        Assert.Equal([JournalKinds.AlertsRead, JournalKinds.AlertRaised], await EntriesAsync(world, id));
        world.Estate.Change(id, c => c with { Alerts = [] });
        await world.ReadAfterAsync(s_round);
        await world.ReadAfterAsync(2 * s_round);
        Assert.Equal(JournalKinds.AlertsClosed, (await EntriesAsync(world, id))[^1]);
        Assert.Equal(40, (await HereAsync(world, id)).Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"items\":{}}")]
    [InlineData("{\"items\":[]}")]
    [InlineData("{\"items\":[],\"pages\":{\"items\":2}}")]
    [InlineData("{\"items\":[{\"id\":\"x\",\"tenant\":{\"id\":\"11111111-2222-3333-4444-555555555555\"}}],\"pages\":{\"items\":1}}")]
    [InlineData("{\"items\":[{\"severity\":\"high\"}],\"pages\":{\"items\":1}}")]
    [InlineData("<html>")]
    public async Task An_answer_that_does_not_tell_all_alerts_of_the_customer_closes_nothing(string answer)
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Alert("a"), Alert("b")));
        await world.ReadAsync();
        for (var again = 0; again < 3; again++)
        {
            world.Faults.Next(Alerts, 1, StandInFault.NoJson(answer));
            await world.ReadAfterAsync(s_round);
            world.Faults.Clear();
        }
        Assert.Equal(["a Open 1", "b Open 1"], await HereAsync(world, id));
    }

    [Fact]
    public async Task More_than_a_page_is_read_wholly_once_a_day_and_by_what_is_new_in_between()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, [.. Enumerable.Range(0, 2_300).Select(i => Alert($"{i}"))]));
        await world.ReadAsync();
        Assert.Equal(2_300, await OpenAsync(world, id));
        var asked = Asked(world);
        Assert.Equal(3, asked);
        var now = world.Now;
        world.Estate.Change(id, c => c with { Alerts = [.. c.Alerts.Skip(10), Alert("new") with { RaisedAt = $"{now:yyyy-MM-dd'T'HH:mm:ss'Z'}" }] });
        await world.ReadAfterAsync(s_round);
        Assert.Equal(asked + 1, Asked(world));
        Assert.Contains("from=", world.Vendor.StandIn.Requests.Last(r => r.Path.StartsWith(Alerts, StringComparison.Ordinal)).Path, StringComparison.Ordinal);
        Assert.Equal(2_301, await OpenAsync(world, id));
        // What is read by what is new in between does not put it off.
        await world.ReadAfterAsync(TimeSpan.FromHours(20));
        Assert.Equal(2_301, await OpenAsync(world, id));
        await world.ReadAfterAsync(TimeSpan.FromHours(5));
        Assert.Equal(2_291, await OpenAsync(world, id));
    }

    [Fact]
    public async Task A_403_is_assistance_off_and_hides_what_is_known_until_it_is_on_again()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Alert("a")));
        world.Estate.Add(new StandInCustomer { Name = "Another" });
        await world.ReadAsync();
        world.Estate.Change(id, c => c with { Assistance = false });
        await world.ReadAfterAsync(s_round);
        var customer = await world.CustomerAsync(id);
        Assert.Equal((PartnerAssistance.Off, AssistanceCause.Seen), (customer.PartnerAssistance, customer.AssistanceCause));
        Assert.Equal(RefusalCodes.NoVisibility, (await world.AsOfAsync(id))!.AlertsHidden);
        await using (var db = world.Vendor.Store.Db())
            Assert.Equal(0, (await db.CustomerRows.SingleAsync(r => r.Id == id, Stop)).Alerts);

        // Asked for less often, unless somebody waits to be let in.
        world.Estate.Change(id, c => c with { Assistance = true });
        await world.ReadAfterAsync(TimeSpan.FromHours(3));
        Assert.Equal(PartnerAssistance.Off, (await world.CustomerAsync(id)).PartnerAssistance);
        await world.Vendor.Store.Store.WriteAsync(world.Partner, Actor.Vendor, async session =>
        {
            (await session.Db.Customers.SingleAsync(c => c.Id == id)).AssistanceAskedAt = session.Now;
            session.Db.AssistanceRequests.Add(new AssistanceRequest { Id = Guid.NewGuid(), CustomerId = id, PartnerId = world.Partner, At = session.Now, ByName = "Ada" });
            session.Journal(JournalKinds.AssistanceRequested, id);
            return true;
        }, Stop);
        await world.ReadAfterAsync(s_round);
        customer = await world.CustomerAsync(id);
        Assert.Equal((PartnerAssistance.On, null), (customer.PartnerAssistance, customer.AssistanceAskedAt));
        Assert.Contains(JournalKinds.AssistanceAnswered, await world.JournalAsync(id));
    }

    [Fact]
    public async Task Without_anybody_else_to_compare_with_only_a_second_refusal_is_believed()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Alert("a")));
        await world.ReadAsync();
        world.Faults.Next(Alerts, 2, StandInFault.Status(403));
        await world.ReadAfterAsync(s_round);
        Assert.Equal((PartnerAssistance.On, RefusalCodes.NoVisibility), ((await world.CustomerAsync(id)).PartnerAssistance, (await world.AsOfAsync(id))!.AlertsHidden));
        await world.ReadAfterAsync(s_round);
        Assert.Null((await world.AsOfAsync(id))!.AlertsHidden);

        world.Estate.Change(id, c => c with { Assistance = false });
        await world.ReadAfterAsync(s_round);
        await world.ReadAfterAsync(s_round);
        Assert.Equal(PartnerAssistance.Off, (await world.CustomerAsync(id)).PartnerAssistance);
    }

    [Fact]
    public async Task A_right_that_was_lost_hides_nobody_and_is_told()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(12));
        await world.ReadAsync();
        var on = (await world.CustomersAsync()).Count(c => c.PartnerAssistance == PartnerAssistance.On);
        Assert.InRange(on, 5, 12);
        world.Faults.Share(Alerts, 1, 1, StandInFault.Status(403));
        await world.ReadAfterAsync(s_round);
        await world.ReadAfterAsync(s_round);
        var round = await world.RunAsync(SyncKind.Alerts);
        Assert.Equal((SyncOutcome.Failed, RefusalCodes.VendorRefuses), (round.Outcome, round.Problem));
        Assert.Equal(on, (await world.CustomersAsync()).Count(c => c.PartnerAssistance == PartnerAssistance.On));
        world.Faults.Clear();
        await world.ReconcileAsync();
        await EstateCheck.AgreesAsync(world);
    }

    [Fact]
    public async Task What_is_on_screen_is_not_asked_for_without_end_while_everybody_is_refused()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(12));
        await world.ReadAsync();
        var admin = await world.Vendor.Store.AddPersonAsync(world.Partner);
        using var watch = world.Vendor.Store.Feed.Watch(admin);
        watch.Show([.. (await world.CustomersAsync()).Select(c => c.Id)]);
        world.Faults.Share(Alerts, 1, 1, StandInFault.Status(403));
        var asked = Asked(world);
        for (var minute = 0; minute < 30; minute++)
            await world.ReadAfterAsync(TimeSpan.FromMinutes(1));
        Assert.InRange(Asked(world) - asked, 5, 60);
    }

    [Fact]
    public async Task A_page_that_is_refused_hides_nobody()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, [.. Enumerable.Range(0, 1_100).Select(i => Alert($"{i}"))]));
        world.Faults.Share($"{Alerts}?pageSize=1000&pageFromKey", 1, 1, StandInFault.Status(400));
        await world.ReadAsync();
        await world.ReadAfterAsync(s_round);
        Assert.Equal(PartnerAssistance.On, (await world.CustomerAsync(id)).PartnerAssistance);
        Assert.Equal(1_000, await OpenAsync(world, id));
        world.Faults.Clear();
        await world.ReadAfterAsync(TimeSpan.FromDays(1));
        Assert.Equal(1_100, await OpenAsync(world, id));
    }

    [Fact]
    public async Task A_role_that_never_had_the_right_makes_nobody_off()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(8));
        world.Faults.Share(Alerts, 1, 1, StandInFault.Status(403));
        await world.ReadAsync();
        Assert.All(await world.CustomersAsync(), customer => Assert.Equal(PartnerAssistance.Unknown, customer.PartnerAssistance));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task One_customer_the_vendor_has_trouble_with_says_nothing_of_the_link_and_of_others(int status)
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(10));
        await world.ReadAsync();
        world.Faults.Next(Alerts, status == 404 ? 1 : status == 401 ? 2 : 3, StandInFault.Status(status));
        await world.ReadAfterAsync(s_round);
        Assert.Equal(LinkState.Ok, world.Vendor.Link.Status.State);
        Assert.Equal(SyncOutcome.Done, (await world.RunAsync(SyncKind.Alerts)).Outcome);
        await world.ReadAfterAsync(s_round);
        await EstateCheck.AgreesAsync(world);
    }

    [Fact]
    public async Task A_region_that_gives_no_answer_is_left_alone_and_keeps_nobody_waiting()
    {
        var estate = new StandInEstate();
        foreach (var name in Enumerable.Range(0, 12))
            estate.Add(new StandInCustomer { Name = $"Customer {name}", Alerts = [Alert($"{name}")] });
        await using var world = await SyncWorld.StartAsync(estate);
        await world.ReadAsync();
        world.Faults.Share(Alerts, 1, 1, StandInFault.CutOff());
        var asked = Asked(world);
        world.Vendor.Store.Time.Advance(s_round);
        await world.TurnAsync();
        while ((await world.RunAsync(SyncKind.Alerts)).EndedAt is null)
            await world.TurnAsync();
        // Two customers, three attempts each.
        Assert.InRange(Asked(world) - asked, 6, 12);
        var round = await world.RunAsync(SyncKind.Alerts);
        Assert.Equal((SyncOutcome.Failed, RefusalCodes.VendorSilent, 12), (round.Outcome, round.Problem, round.Failed));
        Assert.Equal(LinkState.Ok, world.Vendor.Link.Status.State);
        Assert.Equal(CentralCall.Alerts, (await world.Vendor.Get<LinkErrors>().FindAsync(world.Partner, Stop))!.Call);
        Assert.All(await world.CustomersAsync(), customer => Assert.Equal(PartnerAssistance.On, customer.PartnerAssistance));
        world.Faults.Clear();
        await world.ReadAfterAsync(2 * s_round);
        Assert.Equal(SyncOutcome.Done, (await world.RunAsync(SyncKind.Alerts)).Outcome);
    }

    [Fact]
    public async Task A_host_that_may_not_be_used_is_not_asked()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Alert("a")));
        await world.ReadAsync();
        await world.Vendor.Store.Store.WriteAsideAsync(async db => (await db.AsOf.SingleAsync(a => a.CustomerId == id)).ApiHost = "https://api-eu01.example.com", Stop);
        var asked = Asked(world);
        world.Vendor.Store.Time.Advance(s_round);
        await world.TurnAsync();
        await world.TurnAsync();
        Assert.Equal((asked, RefusalCodes.NoAddress), (Asked(world), (await world.AsOfAsync(id))!.AlertsHidden));
        // The list tells another one.
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Null((await world.AsOfAsync(id))!.AlertsHidden);
    }

    [Fact]
    public async Task A_customers_own_credentials_ask_the_region_they_name()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, Alert("a")), new StandInOptions { Kind = StandInKind.Tenant });
        await world.ReadAsync();
        Assert.Null(await world.AsOfAsync(id));
        await world.Vendor.Store.AddCustomerAsync(world.Partner, "Only", with: customer => customer.Customer.Id = id);
        await world.Vendor.Store.Store.WriteAsideAsync(db =>
        {
            db.AsOf.Add(new CustomerAsOf { CustomerId = id, PartnerId = world.Partner });
            return Task.CompletedTask;
        }, Stop);
        await world.ReadAfterAsync(s_round);
        Assert.Equal(["a Open 1"], await HereAsync(world, id));
    }

    private static int Asked(SyncWorld world) => world.Vendor.StandIn.Requests.Count(r => r.Path.StartsWith(Alerts, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> EntriesAsync(SyncWorld world, Guid id) => [.. (await world.JournalAsync(id)).Where(kind => kind.StartsWith("alert.", StringComparison.Ordinal))];

    private static async Task<IReadOnlyList<string>> HereAsync(SyncWorld world, Guid id)
    {
        await using var db = world.Vendor.Store.Db();
        return [.. (await db.Alerts.AsNoTracking().Where(a => a.CustomerId == id).ToListAsync(Stop)).Select(a => $"{a.Description} {a.State} {a.Count}").Order(StringComparer.Ordinal)];
    }

    private static async Task<int> OpenAsync(SyncWorld world, Guid id)
    {
        await using var db = world.Vendor.Store.Db();
        return await db.AlertOccurrences.CountAsync(o => o.CustomerId == id && o.ClosedAt == null, Stop);
    }

    private static StandInEstate One(out Guid id, params StandInAlert[] alerts)
    {
        var estate = new StandInEstate();
        id = estate.Add(new StandInCustomer { Name = "Only", Alerts = alerts }).Id;
        return estate;
    }

    private static StandInAlert Alert(string text, int minute = 10) => new()
    {
        Description = text,
        RaisedAt = $"2026-06-14T09:{minute}:00.000Z",
        Device = new StandInNamed(Guid.NewGuid(), $"PC-{text}", "computer"),
    };
}
