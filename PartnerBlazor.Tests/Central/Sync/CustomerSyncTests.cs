using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>The list of customers, read from the vendor over HTTP.</summary>
public sealed class CustomerSyncTests
{
    private const string List = "/partner/v1/tenants";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_the_vendor_lists_is_here_afterwards_with_a_few_entries_a_customer()
    {
        await using var world = await SyncWorld.StartAsync(Estate(130));
        await world.ReadAsync();
        await EstateCheck.AgreesAsync(world);
        // Added, and its licences, alerts and devices read; where Partner Assistance is seen on or off, that too.
        Assert.All((await world.JournalAsync()).GroupBy(kind => kind), kind => Assert.Contains(
            kind.Key, (string[])[JournalKinds.CustomerAdded, JournalKinds.LicencesRead, JournalKinds.AlertsRead, JournalKinds.CustomerUnprotected, JournalKinds.AssistanceChanged]));
        Assert.All(world.Estate.Customers, customer => Assert.InRange(world.JournalAsync(customer.Id).Result.Count, 1, 5));
        Assert.Equal(130, (await world.JournalAsync()).Count(kind => kind == JournalKinds.CustomerAdded));
        // It took longer than from one list to the next.
        var runs = await world.Vendor.Get<PartnerBlazor.Central.Sync.SyncRuns>().AllAsync(world.Partner, Stop);
        var (list, round) = (runs.Last(run => run.Kind == SyncKind.Customers), runs.Last(run => run.Kind == SyncKind.Licences));
        Assert.Equal((SyncOutcome.Done, 130, 130, true), (list.Outcome, list.Read, list.Created, list.Reconciles));
        Assert.Equal(SyncOutcome.Done, round.Outcome);
        Assert.Equal(world.Estate.Customers.Where(c => c is { Activated: true, Assistance: true }).SelectMany(c => c.Licences).Count(EstateCheck.IsImpossible), round.Failed);
    }

    [Fact]
    public async Task Read_again_without_news_it_writes_nothing()
    {
        await using var world = await SyncWorld.StartAsync(Estate(12));
        await world.ReadAsync();
        var entries = (await world.JournalAsync()).Count;
        await world.ReadAfterAsync(TimeSpan.FromMinutes(31));
        Assert.Equal(entries, (await world.JournalAsync()).Count);
        var list = await world.RunAsync(SyncKind.Customers);
        Assert.Equal((SyncOutcome.Done, 0, 0, false), (list.Outcome, list.Created, list.Changed, list.Reconciles));
        Assert.True((await world.AsOfAsync(world.Estate.Customers.First(c => c is { Activated: true, Assistance: true }).Id))!.At > world.Now - TimeSpan.FromMinutes(16));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_changes_between_two_readings_is_here_after_the_next(int seed)
    {
        await using var world = await SyncWorld.StartAsync(Estate(40));
        await world.ReadAsync();
        var random = new Random(seed);
        for (var round = 0; round < 4; round++)
        {
            EstateChanges.Some(world.Estate, random, world.Vendor.Store.Today);
            await world.ReconcileAsync();
            // What is gone from the list of licences is believed at its second time.
            await world.ReadAfterAsync(TimeSpan.FromMinutes(20));
            await world.ReadAfterAsync(TimeSpan.FromMinutes(20));
            await EstateCheck.AgreesAsync(world);
        }
    }

    [Fact]
    public async Task A_list_that_is_none_changes_nothing()
    {
        await using var world = await SyncWorld.StartAsync(Estate(5));
        await world.ReadAsync();
        world.Faults.Next(List, 10, StandInFault.NoJson("{}"));
        await world.ReconcileAsync();
        Assert.Equal((SyncOutcome.Failed, RefusalCodes.VendorSilent), Outcome(await world.RunAsync(SyncKind.Customers)));
        world.Faults.Clear();
        world.Faults.Next(List, 1, StandInFault.NoJson("{\"items\":[],\"pages\":{\"current\":1,\"size\":100,\"total\":0,\"items\":0}}"));
        await world.ReconcileAsync();
        Assert.Equal(SyncOutcome.Incomplete, (await world.Vendor.Get<PartnerBlazor.Central.Sync.SyncRuns>().OfKindAsync(world.Partner, SyncKind.Customers, Stop)).First(run => run.Outcome != SyncOutcome.Done).Outcome);
        Assert.Equal(5, (await world.CustomersAsync()).Count);
    }

    [Fact]
    public async Task Credentials_that_may_not_list_customers_are_an_error_of_the_run_and_not_of_the_link()
    {
        await using var world = await SyncWorld.StartAsync(Estate(3));
        world.Faults.Next(List, 1, StandInFault.Status(403));
        await world.TurnAsync();
        Assert.Equal((SyncOutcome.Failed, RefusalCodes.VendorRefuses), Outcome(await world.RunAsync(SyncKind.Customers)));
        Assert.Equal(LinkState.Ok, world.Vendor.Link.Status.State);
        Assert.Equal(403, (await world.Vendor.Get<LinkErrors>().FindAsync(world.Partner, Stop))!.Fault.Status);
        // Asked again a minute later.
        await world.ReadAfterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(SyncOutcome.Done, (await world.RunAsync(SyncKind.Customers)).Outcome);
    }

    [Fact]
    public async Task One_page_that_fails_now_and_then_is_asked_for_again()
    {
        await using var world = await SyncWorld.StartAsync(Estate(250));
        world.Faults.Next(List, 4, StandInFault.Status(503));
        await world.TurnAsync();
        var run = await world.RunAsync(SyncKind.Customers);
        Assert.Equal((SyncOutcome.Done, 250), (run.Outcome, run.Read));
    }

    [Fact]
    public async Task A_customer_that_cannot_be_taken_holds_up_nobody_else()
    {
        var estate = Estate(30);
        await using var world = await SyncWorld.StartAsync(estate);
        var other = await world.Vendor.Store.AddPartnerAsync(name: "Other");
        var theirs = await world.Vendor.Store.AddCustomerAsync(other, "Somebody else's");
        estate.Add(new StandInCustomer { Id = theirs, Name = "Taken over" });
        await world.ReadAsync();
        var run = await world.RunAsync(SyncKind.Customers);
        Assert.Equal((SyncOutcome.Done, 31, 30, 1), (run.Outcome, run.Read, run.Created, run.Failed));
        Assert.Equal("Somebody else's", (await world.CustomerAsync(theirs)).Name);
        Assert.Null(await world.AsOfAsync(theirs));
    }

    [Fact]
    public async Task Another_account_for_the_same_partner_does_not_make_anybody_missing()
    {
        var estate = Estate(8);
        foreach (var customer in estate.Customers.Take(3))
            estate.Change(customer.Id, c => c with { OrganizationId = estate.OrganizationId });
        await using var world = await SyncWorld.StartAsync(estate, new StandInOptions { Kind = StandInKind.Organization });
        await world.ReadAsync();
        var theirs = estate.Customers.Count(c => c.OrganizationId == estate.OrganizationId);
        Assert.Equal(theirs, (await world.CustomersAsync()).Count);
        Assert.Equal((SyncOutcome.Done, theirs), ((await world.RunAsync(SyncKind.Customers)).Outcome, (await world.RunAsync(SyncKind.Customers)).Read));
    }

    internal static StandInEstate Estate(int customers) => StandInEstate.Generate(customers, 7, new DateTime(2026, 6, 15, 9, 0, 0, DateTimeKind.Utc));

    private static (SyncOutcome, string?) Outcome(SyncRun run) => (run.Outcome, run.Problem);
}
