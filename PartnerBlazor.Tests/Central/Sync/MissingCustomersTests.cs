using PartnerBlazor.Accounts;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>Who is missing from the vendor's list, and who comes back.</summary>
public sealed class MissingCustomersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_left_at_the_vendor_leaves_here_after_a_whole_list_and_comes_back_when_listed_again()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(20));
        await world.ReadAsync();
        var left = world.Estate.Customers[4];
        world.Estate.Remove(left.Id);
        // An ordinary list removes nobody.
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(20, (await world.CustomersAsync()).Count);
        await world.ReconcileAsync();
        var gone = await world.CustomerAsync(left.Id);
        Assert.NotNull(gone.UnlinkedAt);
        Assert.True(gone.Unlink.Confirmed);
        Assert.Equal(JournalKinds.Unlinked, (await world.JournalAsync(left.Id))[^1]);
        Assert.Equal(1, (await LastReconcileAsync(world)).Ended);

        world.Estate.Add(left);
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Null((await world.CustomerAsync(left.Id)).UnlinkedAt);
        Assert.Contains(JournalKinds.Restored, await world.JournalAsync(left.Id));
        await EstateCheck.AgreesAsync(world);
    }

    [Fact]
    public async Task The_list_of_each_day_looks_for_them_by_itself()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(5));
        await world.ReadAsync();
        world.Estate.Remove(world.Estate.Customers[0].Id);
        await world.ReadAfterAsync(TimeSpan.FromHours(24.1));
        Assert.Equal(4, (await world.CustomersAsync()).Count);
    }

    [Fact]
    public async Task More_than_can_be_believed_stay_and_are_told()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(20));
        await world.ReadAsync();
        foreach (var customer in world.Estate.Customers.Take(3).ToList())
            world.Estate.Remove(customer.Id);
        await world.ReconcileAsync();
        Assert.Equal(20, (await world.CustomersAsync()).Count);
        var run = await LastReconcileAsync(world);
        Assert.Equal((SyncOutcome.Done, RefusalCodes.TooManyMissing, 3, 0), (run.Outcome, run.Problem, run.Missing, run.Ended));
    }

    [Fact]
    public async Task They_leave_when_the_list_of_another_day_says_so_too()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(20));
        await world.ReadAsync();
        foreach (var customer in world.Estate.Customers.Take(3).ToList())
            world.Estate.Remove(customer.Id);
        await world.ReconcileAsync();
        await world.ReconcileAsync();
        Assert.Equal(20, (await world.CustomersAsync()).Count);
        for (var hour = 0; hour < 50; hour++)
            await world.ReadAfterAsync(TimeSpan.FromHours(1));
        Assert.Equal(17, (await world.CustomersAsync()).Count);
    }

    [Fact]
    public async Task One_that_became_another_partners_leaves_with_the_second_list()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(5));
        await world.ReadAsync();
        var moved = world.Estate.Customers[1];
        world.Estate.Remove(moved.Id);
        world.Faults.Share($"/partner/v1/tenants/{moved.Id}", 1, 1, StandInFault.Status(403));
        await world.ReconcileAsync();
        Assert.Null((await world.CustomerAsync(moved.Id)).UnlinkedAt);
        await world.ReconcileAsync();
        Assert.NotNull((await world.CustomerAsync(moved.Id)).UnlinkedAt);
    }

    [Fact]
    public async Task One_the_vendor_still_knows_by_itself_stays()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(5));
        await world.ReadAsync();
        var left = world.Estate.Customers[1];
        world.Estate.Remove(left.Id);
        // The list without it, then the customer by itself.
        world.Faults.Next($"/partner/v1/tenants/{left.Id}", 1, StandInFault.Status(403));
        await world.ReconcileAsync();
        Assert.Null((await world.CustomerAsync(left.Id)).UnlinkedAt);
    }

    [Fact]
    public async Task A_customer_that_only_saved_answers_told_is_never_missing()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(5));
        var foreign = await world.Vendor.Store.AddCustomerAsync(world.Partner, "From a file");
        await world.ReadAsync();
        await world.ReconcileAsync();
        Assert.Null((await world.CustomerAsync(foreign)).UnlinkedAt);
        var admin = await world.Vendor.Store.AddPersonAsync(world.Partner);
        Assert.Equal(1, (await world.Vendor.Get<PartnerBlazor.Central.Sync.SyncQueries>().ReadAsync(admin, Stop))!.Foreign);
    }

    [Fact]
    public async Task An_organisation_cannot_ask_for_one_and_waits_for_a_second_list()
    {
        var estate = CustomerSyncTests.Estate(8);
        foreach (var customer in estate.Customers)
            estate.Change(customer.Id, c => c with { OrganizationId = estate.OrganizationId });
        await using var world = await SyncWorld.StartAsync(estate, new StandInOptions { Kind = StandInKind.Organization });
        await world.ReadAsync();
        estate.Remove(estate.Customers[0].Id);
        await world.ReconcileAsync();
        Assert.Equal(8, (await world.CustomersAsync()).Count);
        await world.ReconcileAsync();
        Assert.Equal(7, (await world.CustomersAsync()).Count);
    }

    [Fact]
    public async Task An_unlink_that_was_asked_for_is_still_linked_while_listed_and_confirmed_once_absent()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(5));
        await world.ReadAsync();
        var asked = world.Estate.Customers[2];
        var admin = await world.Vendor.Store.AddPersonAsync(world.Partner);
        await world.Vendor.Store.WriteAsync(world.Partner, session =>
        {
            var customer = session.Db.Customers.Single(c => c.Id == asked.Id);
            (customer.UnlinkedAt, customer.Unlink) = (session.Now, new UnlinkRequest { RequestedAt = session.Now, ById = admin.PersonId, ByName = "Ada" });
            session.Journal(JournalKinds.UnlinkRequested, customer.Id);
        });
        var unlinks = new UnlinkQueries(world.Vendor.Store.Factory, world.Vendor.Store.Time);
        Assert.Empty(await unlinks.StillLinkedAsync(admin, Stop));
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal([asked.Id], await unlinks.StillLinkedAsync(admin, Stop));
        Assert.False((await world.CustomerAsync(asked.Id)).Unlink.Confirmed);
        // Also after the days in which it could be restored.
        world.Vendor.Store.Time.Advance(TimeSpan.FromDays(70));
        Assert.Contains(asked.Id, (await unlinks.ListAsync(admin, Stop)).Select(c => c.Id));

        world.Estate.Remove(asked.Id);
        await world.ReconcileAsync();
        Assert.True((await world.CustomerAsync(asked.Id)).Unlink.Confirmed);
        Assert.Empty(await unlinks.StillLinkedAsync(admin, Stop));
    }

    private static async Task<SyncRun> LastReconcileAsync(SyncWorld world) =>
        (await world.Vendor.Get<PartnerBlazor.Central.Sync.SyncRuns>().OfKindAsync(world.Partner, SyncKind.Customers, Stop)).First(run => run.Reconciles);
}
