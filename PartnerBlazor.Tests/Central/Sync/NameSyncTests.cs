using PartnerBlazor.Access;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>Which displayed name counts, ours or the vendor's.</summary>
public sealed class NameSyncTests
{
    private static readonly DateTime s_noon = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, ToldName, NameVerdict> Names => new()
    {
        { "the same, written in another way", new("Café", " Cafe\u0301 ", s_noon), NameVerdict.Ours },
        { "the vendor's, as nobody changed ours", new("A", "B", s_noon) { Live = true, Before = "A" }, NameVerdict.Theirs },
        { "ours is on its way", new("A", "B", s_noon) { Live = true, Before = "A", Delivery = Sent(DeliveryState.Pending) }, NameVerdict.Ours },
        { "asked before ours arrived", new("New", "Old", s_noon.AddMinutes(-1)) { Live = true, Before = "X", Delivery = Sent(DeliveryState.Delivered) }, NameVerdict.Ours },
        { "the old one, still told a while after", new("New", "Old", s_noon.AddMinutes(20)) { Live = true, Before = "Old", Delivery = Sent(DeliveryState.Delivered) }, NameVerdict.Ours },
        { "an older one, told by a vendor that is not of one mind", new("C", "A", s_noon.AddMinutes(20)) { Live = true, Before = "C", Earlier = ["A", "B"], Delivery = Sent(DeliveryState.Delivered) }, NameVerdict.Ours },
        { "renamed at the vendor right after", new("New", "Third", s_noon.AddMinutes(20)) { Live = true, Before = "Old", Delivery = Sent(DeliveryState.Delivered) }, NameVerdict.Theirs },
        { "renamed back at the vendor, much later", new("New", "Old", s_noon.AddHours(3)) { Live = true, Before = "New", Earlier = ["Old"], Delivery = Sent(DeliveryState.Delivered) }, NameVerdict.Theirs },
        { "given up: ours stays against the name it was held against", new("New", "Old", s_noon.AddHours(3)) { Live = true, Before = "Old", Delivery = Sent(DeliveryState.GivenUp) }, NameVerdict.Ours },
        { "given up, and the vendor's is another now", new("New", "Third", s_noon.AddHours(3)) { Live = true, Before = "Old", Delivery = Sent(DeliveryState.GivenUp) }, NameVerdict.Theirs },
        { "refused, with nothing to hold it against", new("New", "Old", s_noon) { Live = true, Delivery = Sent(DeliveryState.Failed) }, NameVerdict.Ours },
        { "renamed here before there was a link", new("New", "Old", s_noon) { Live = true, RenamedAt = s_noon.AddDays(-1), KnownAt = s_noon.AddDays(-2) }, NameVerdict.OursOwed },
        { "renamed here before the last saved answer", new("New", "Old", s_noon) { Live = true, RenamedAt = s_noon.AddDays(-3), KnownAt = s_noon.AddDays(-2) }, NameVerdict.Theirs },
        { "renamed here while an organisation was connected", new("New", "Old", s_noon) { Live = true, Before = "Old", RenamedAt = s_noon.AddDays(-1) }, NameVerdict.OursOwed },
        { "a saved answer older than the rename", new("New", "Old", s_noon) { RenamedAt = s_noon.AddDays(1) }, NameVerdict.Ours },
        { "a saved answer younger than the rename", new("New", "Old", s_noon) { RenamedAt = s_noon.AddDays(-1) }, NameVerdict.Theirs },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_verdict(string why, ToldName name, NameVerdict verdict) => Assert.True(NameRules.Of(name) == verdict, why);

    [Fact]
    public async Task A_rename_at_the_vendor_arrives_and_the_old_name_stays_searchable()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(3));
        await world.ReadAsync();
        var id = world.Estate.Customers[0].Id;
        var before = (await world.CustomerAsync(id)).DisplayName;
        world.Estate.Rename(id, "Renamed at the vendor");
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal("Renamed at the vendor", (await world.CustomerAsync(id)).DisplayName);
        Assert.NotEqual("Renamed at the vendor", before);
        Assert.Equal(JournalKinds.CustomerRenamed, (await world.JournalAsync(id))[^1]);
    }

    [Fact]
    public async Task What_a_person_renamed_is_not_undone_by_a_list_that_does_not_know_it_yet()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(3));
        world.Vendor.Store.Receivers.Add(world.Vendor.Receiver);
        await world.ReadAsync();
        var admin = await world.Vendor.Store.AddPersonAsync(world.Partner);
        var customer = (await world.CustomersAsync()).First(c => c.Origin != CustomerOrigin.ManagedOrder);
        await RenameAsync(world, admin, customer, "Ours");
        await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        Assert.Equal("Ours", (await world.CustomerAsync(customer.Id)).DisplayName);
    }

    [Fact]
    public async Task A_name_given_before_the_vendor_was_connected_is_owed_to_it()
    {
        await using var world = await SyncWorld.StartAsync(CustomerSyncTests.Estate(3));
        var theirs = world.Estate.Customers[0];
        await world.Vendor.Store.AddCustomerAsync(world.Partner, theirs.Name, c => c.Customer.Id = theirs.Id);
        var admin = await world.Vendor.Store.AddPersonAsync(world.Partner);
        await RenameAsync(world, admin, await world.CustomerAsync(theirs.Id), "Ours");
        await world.ReadAsync();
        Assert.Equal("Ours", (await world.CustomerAsync(theirs.Id)).DisplayName);
        await using var db = world.Vendor.Store.Db();
        var owed = Assert.Single(db.NameDeliveries);
        Assert.Equal((DeliveryState.Pending, DeliveryTarget.Central, theirs.Id, admin.PersonId), (owed.State, owed.Target, owed.CustomerId, owed.ById));
        Assert.Equal(VendorKind.Partner, world.Vendor.Link.Status.Account!.Kind);
    }

    private static Task<string> RenameAsync(SyncWorld world, PartnerScope scope, Customer customer, string name) =>
        world.Vendor.Store.Customers.RenameAsync(scope, customer.Id, name, customer.ShowAs, Stop);

    private static NameDelivery Sent(DeliveryState state) => new()
    {
        PartnerId = 1,
        CustomerId = Guid.Empty,
        Target = DeliveryTarget.Central,
        AskedAt = s_noon,
        ById = Guid.Empty,
        ByName = "",
        State = state,
        EndedAt = s_noon,
    };
}
