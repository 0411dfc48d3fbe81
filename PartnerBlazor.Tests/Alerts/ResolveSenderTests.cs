using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Alerts;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Central.Sync;

namespace PartnerBlazor.Tests.Alerts;

/// <summary>Resolved alerts on their way to the vendor, over HTTP: nothing is called closed before the vendor says so, and nothing is lost or closed unseen.</summary>
public sealed class ResolveSenderTests
{
    private const string Alerts = "/common/v1/alerts/";

    private static readonly TimeSpan s_round = TimeSpan.FromMinutes(6);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_being_resolved_until_the_vendor_lists_it_no_more_and_then_it_is_whose_act_it_was()
    {
        await using var world = await SyncWorld.StartAsync(One(out var customer, Alert("a"), Alert("b")));
        await world.ReadAsync();
        var id = await IdAsync(world, "a");
        var ada = await PersonAsync(world);
        var result = await ResolveAsync(world, ada, id);
        Assert.Equal((1, 1), (result.Changed, result.Requested));
        await SendAsync(world);
        Assert.Equal(1, Posts(world));
        Assert.Equal((AlertState.Open, "Ada"), (await AlertAsync(world, id)) is var asked ? (asked.State, asked.ResolveByName) : default);
        // Somebody else: no error, and nothing is sent again.
        Assert.Equal((0, 1), (await ResolveAsync(world, await PersonAsync(world, "Bob"), id)) is var second ? (second.Changed, second.Already) : default);
        // It is asked for next, also long before its turn.
        await world.ReadAfterAsync(TimeSpan.FromMinutes(1));
        await SendAsync(world);
        var closed = await AlertAsync(world, id);
        Assert.Equal((AlertState.Resolved, ada.PersonId, "Ada", null), (closed.State, closed.ById, closed.ByName, closed.ResolveAskedAt));
        Assert.Equal(AlertState.Open, (await AlertAsync(world, await IdAsync(world, "b"))).State);
        Assert.Equal([JournalKinds.AlertResolveAsked, JournalKinds.AlertClosed], await KindsAsync(world, id));
        Assert.Equal(1, Posts(world));
        Assert.Equal(0, await LeftAsync(world));
        Assert.Equal([customer], (await world.CustomersAsync()).Select(c => c.Id));
    }

    [Fact]
    public async Task One_that_is_gone_at_the_vendor_is_done_and_a_reading_asked_before_opens_nothing()
    {
        await using var world = await SyncWorld.StartAsync(One(out var customer, Alert("a")));
        await world.ReadAsync();
        var id = await IdAsync(world, "a");
        // Told before it was gone, arriving after.
        var late = await ReadingAsync(world, customer);
        world.Estate.Change(customer, c => c with { Alerts = [] });
        world.Vendor.Store.Time.Advance(TimeSpan.FromSeconds(1));
        await ResolveAsync(world, await PersonAsync(world), id);
        await SendAsync(world);
        Assert.Equal(AlertState.Resolved, (await AlertAsync(world, id)).State);
        await TakeAsync(world, customer, late);
        Assert.Equal((AlertState.Resolved, null), (await AlertAsync(world, id)) is var still ? (still.State, still.ReopenedAt) : default);
        // Raised once more it is open, and says that it is open again.
        world.Estate.Raise(customer, Alert("a"));
        await world.ReadAfterAsync(s_round);
        Assert.Equal((AlertState.Open, true), (await AlertAsync(world, id)) is var again ? (again.State, again.ReopenedAt is not null) : default);
    }

    [Fact]
    public async Task What_is_raised_after_the_click_is_closed_unseen_by_nobody()
    {
        await using var world = await SyncWorld.StartAsync(One(out var customer, Alert("a")));
        await world.ReadAsync();
        var id = await IdAsync(world, "a");
        await ResolveAsync(world, await PersonAsync(world), id);
        world.Estate.Raise(customer, Alert("a", minute: 40));
        await SendAsync(world);
        Assert.Equal(1, Posts(world));
        await world.ReadAfterAsync(s_round);
        await SendAsync(world);
        var alert = await AlertAsync(world, id);
        Assert.Equal((AlertState.Open, null, null), (alert.State, alert.ResolveAskedAt, alert.ResolveProblem));
        Assert.Equal(1, Posts(world));
        Assert.Equal(0, await LeftAsync(world));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Where_the_vendor_cannot_now_it_is_sent_again_later_also_by_a_program_started_anew(int status)
    {
        await using var world = await SyncWorld.StartAsync(One(out _, Alert("a")));
        await world.ReadAsync();
        var id = await IdAsync(world, "a");
        await ResolveAsync(world, await PersonAsync(world), id);
        world.Faults.Next(Alerts, 1, status == 429 ? StandInFault.TooMany(TimeSpan.FromSeconds(30)) : StandInFault.Status(status), "POST");
        await SendAsync(world);
        Assert.Equal(1, await LeftAsync(world));
        Assert.NotNull((await AlertAsync(world, id)).ResolveAskedAt);
        world.Vendor.Store.Time.Advance(TimeSpan.FromMinutes(2));
        await SendAsync(world);
        await world.ReadAfterAsync(s_round);
        Assert.Equal(AlertState.Resolved, (await AlertAsync(world, id)).State);
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_asked_for_again_and_does_no_harm()
    {
        await using var world = await SyncWorld.StartAsync(One(out _, Alert("a")));
        await world.ReadAsync();
        var id = await IdAsync(world, "a");
        await ResolveAsync(world, await PersonAsync(world), id);
        world.Faults.Next(Alerts, 1, StandInFault.After(), "POST");
        await SendAsync(world);
        Assert.Equal(AlertState.Open, (await AlertAsync(world, id)).State);
        world.Vendor.Store.Time.Advance(TimeSpan.FromMinutes(2));
        await SendAsync(world);
        Assert.Equal(AlertState.Resolved, (await AlertAsync(world, id)).State);
    }

    [Fact]
    public async Task What_the_vendor_refuses_is_told_and_can_be_tried_again()
    {
        await using var world = await SyncWorld.StartAsync(One(out _, Alert("a")));
        await world.ReadAsync();
        var (id, ada) = (await IdAsync(world, "a"), await PersonAsync(world));
        await ResolveAsync(world, ada, id);
        world.Faults.Next(Alerts, 1, StandInFault.Status(400), "POST");
        await SendAsync(world);
        await SendAsync(world);
        var refused = await AlertAsync(world, id);
        Assert.Equal((AlertState.Open, null, RefusalCodes.VendorRefuses), (refused.State, refused.ResolveAskedAt, refused.ResolveProblem));
        Assert.Equal([JournalKinds.AlertResolveAsked, JournalKinds.AlertResolveFailed], await KindsAsync(world, id));
        Assert.Equal(1, (await ResolveAsync(world, ada, id)).Changed);
        await SendAsync(world);
        await world.ReadAfterAsync(s_round);
        Assert.Equal((AlertState.Resolved, null), (await AlertAsync(world, id)) is var done ? (done.State, done.ResolveProblem) : default);
    }

    [Fact]
    public async Task What_was_taken_and_is_listed_still_a_day_later_says_so()
    {
        await using var world = await SyncWorld.StartAsync(One(out var customer, Alert("a")));
        await world.ReadAsync();
        var id = await IdAsync(world, "a");
        await ResolveAsync(world, await PersonAsync(world), id);
        var kept = world.Estate.Find(customer)!.Alerts;
        await SendAsync(world);
        world.Estate.Change(customer, c => c with { Alerts = kept });
        await world.ReadAfterAsync(s_round);
        Assert.NotNull((await AlertAsync(world, id)).ResolveAskedAt);
        world.Vendor.Store.Time.Advance(ResolveOutcomes.Patience);
        await SendAsync(world);
        await SendAsync(world);
        Assert.Equal((AlertState.Open, RefusalCodes.AlertStillListed), (await AlertAsync(world, id)) is var still ? (still.State, still.ResolveProblem) : default);
    }

    [Fact]
    public async Task Who_lets_nobody_look_any_more_is_told_nothing_and_who_is_unlinked_is_forgotten()
    {
        await using var world = await SyncWorld.StartAsync(One(out var customer, Alert("a")));
        await world.ReadAsync();
        await ResolveAsync(world, await PersonAsync(world), await IdAsync(world, "a"));
        await SetAsync(world, customer, c => c.PartnerAssistance = PartnerAssistance.Off);
        await SendAsync(world);
        Assert.Equal((0, 1), (Posts(world), await LeftAsync(world)));
        await SetAsync(world, customer, c => c.UnlinkedAt = world.Now);
        await SendAsync(world);
        Assert.Equal((0, 0), (Posts(world), await LeftAsync(world)));
    }

    [Fact]
    public async Task What_the_vendor_never_told_one_by_one_or_allows_nothing_for_is_refused()
    {
        await using var world = await SyncWorld.StartAsync(One(out var customer, Alert("a") with { AllowedActions = ["sendMsgPua"] }));
        await world.ReadAsync();
        var unknown = Guid.NewGuid();
        await world.Vendor.Store.WriteAsync(world.Partner, write =>
        {
            write.Db.Alerts.Add(new Alert { Id = unknown, PartnerId = world.Partner, CustomerId = customer, Cause = "old|one", Description = "Old", RaisedAt = write.Now });
            write.Journal(JournalKinds.AlertRaised, customer, unknown);
        });
        var result = await ResolveAsync(world, await PersonAsync(world), await IdAsync(world, "a"), unknown);
        Assert.Equal([RefusalCodes.AlertNoAction, RefusalCodes.AlertNotRead], result.Failed.Values.Select(refusal => refusal.Code).Order());
        Assert.Equal(0, await LeftAsync(world));
    }

    private static async Task<BulkResult> ResolveAsync(SyncWorld world, PartnerScope who, params Guid[] ids) =>
        (await new AlertCommands(world.Vendor.Store.Store).ActAsync(who, new AlertAct(AlertActKind.Resolve), ids, cancel: Stop)).Result;

    // As a program that was just started.
    private static async Task SendAsync(SyncWorld world)
    {
        using var sender = new ResolveSender(new ResolveOutcomes(world.Vendor.Store.Store), world.Vendor.Store.Factory, world.Vendor.Client, world.Vendor.Link, world.Vendor.Get<CustomerHosts>(),
            world.Vendor.Store.Feed, world.Vendor.Store.Time, NullLogger<ResolveSender>.Instance);
        await world.Vendor.PassAsync(() => sender.RunAsync(Stop));
    }

    private static async Task<VendorAlerts> ReadingAsync(SyncWorld world, Guid customer)
    {
        var reading = new AlertReading(customer, null);
        var reply = await world.Vendor.PassAsync(() => world.Vendor.Client.AlertsAsync(world.Vendor.StandIn.GlobalAddress, customer, null, null, Stop));
        if (reply.Meaning != CentralMeaning.Done)
        {
            await using var db = world.Vendor.Store.Db();
            var host = new Uri((await db.AsOf.SingleAsync(a => a.CustomerId == customer, Stop)).ApiHost!);
            reply = await world.Vendor.PassAsync(() => world.Vendor.Client.AlertsAsync(host, customer, null, null, Stop));
        }
        Assert.True(reading.Take(reply.Body, reply.AskedAt));
        return reading.Told();
    }

    private static Task TakeAsync(SyncWorld world, Guid customer, VendorAlerts told) => world.Vendor.Store.WriteAsync(world.Partner, async write =>
        await new VendorWrites(write, VendorReading.Of(customer, told), new ImportTally(), new WordSource(IsLive: true, IsPartner: true)).ApplyAsync([customer]));

    private static Task<PartnerScope> PersonAsync(SyncWorld world, string name = "Ada") => world.Vendor.Store.AddPersonAsync(world.Partner, name: name);

    private static Task SetAsync(SyncWorld world, Guid customer, Action<Customer> change) => world.Vendor.Store.WriteAsync(world.Partner, async write =>
    {
        change(await write.Db.Customers.SingleAsync(c => c.Id == customer, Stop));
        write.Journal(JournalKinds.CustomerChanged, customer);
    });

    private static async Task<Guid> IdAsync(SyncWorld world, string text)
    {
        await using var db = world.Vendor.Store.Db();
        return (await db.Alerts.SingleAsync(a => a.Description == text, Stop)).Id;
    }

    private static async Task<Alert> AlertAsync(SyncWorld world, Guid id)
    {
        await using var db = world.Vendor.Store.Db();
        return await db.Alerts.AsNoTracking().SingleAsync(a => a.Id == id, Stop);
    }

    private static async Task<IReadOnlyList<string>> KindsAsync(SyncWorld world, Guid id)
    {
        await using var db = world.Vendor.Store.Db();
        return await db.Journal.Where(e => e.SubjectId == id).OrderBy(e => e.PartnerSeq).Select(e => e.Kind).ToListAsync(Stop);
    }

    private static async Task<int> LeftAsync(SyncWorld world)
    {
        await using var db = world.Vendor.Store.Db();
        return await db.AlertActions.CountAsync(Stop);
    }

    private static int Posts(SyncWorld world) => world.Vendor.StandIn.Requests.Count(r => r.Method == "POST" && r.Path.EndsWith("/actions", StringComparison.Ordinal));

    private static StandInEstate One(out Guid id, params StandInAlert[] alerts)
    {
        var estate = new StandInEstate();
        id = estate.Add(new StandInCustomer { Name = "Only", Alerts = alerts }).Id;
        return estate;
    }

    // The same device: the same cause.
    private static StandInAlert Alert(string text, int minute = 10) => new()
    {
        Description = text,
        RaisedAt = $"2026-06-14T09:{minute}:00.000Z",
        Device = new StandInNamed(new Guid(text[0], 0, 0, new byte[8]), $"PC-{text}", "computer"),
    };
}
