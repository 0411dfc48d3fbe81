using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>How well devices are protected, read customer by customer over HTTP.</summary>
public sealed class HealthSyncTests
{
    private const string Health = "/account-health-check";

    private static readonly TimeSpan s_round = TimeSpan.FromHours(7);

    [Fact]
    public async Task Devices_without_protection_are_counted_over_computers_and_servers()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, new StandInHealth { Computers = new(20, 3), Servers = new(4, 1, Snoozed: true) }));
        await world.ReadAsync();
        Assert.Equal(4, (await world.CustomerAsync(id)).UnprotectedDevices);
        Assert.Equal((await world.AsOfAsync(id))!.HealthAt, (await world.AsOfAsync(id))!.HealthAskedAt);
        var entries = (await world.JournalAsync(id)).Count;
        world.Estate.Change(id, c => c with { Health = c.Health! with { Computers = new(20, 0) } });
        await world.ReadAfterAsync(s_round);
        Assert.Equal(1, (await world.CustomerAsync(id)).UnprotectedDevices);
        world.Estate.Change(id, c => c with { Health = new StandInHealth() });
        await world.ReadAfterAsync(s_round);
        Assert.Null((await world.CustomerAsync(id)).UnprotectedDevices);
        Assert.Equal([JournalKinds.CustomerUnprotected, JournalKinds.CustomerUnprotected], (await world.JournalAsync(id)).Skip(entries));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"endpoint\":{}}")]
    [InlineData("{\"tenant\":{\"id\":\"11111111-2222-3333-4444-555555555555\"},\"endpoint\":{\"protection\":{\"computer\":{\"notFullyProtected\":9}}}}")]
    [InlineData("{\"tenant\":{\"id\":\"$\"},\"endpoint\":{\"protection\":{\"computer\":{}}}}")]
    [InlineData("{\"tenant\":{\"id\":\"$\"},\"endpoint\":{\"protection\":{\"computer\":{\"notFullyProtected\":-1}}}}")]
    [InlineData("{\"tenant\":{\"id\":\"$\"},\"endpoint\":{\"protection\":{\"computer\":{\"notFullyProtected\":\"some\"},\"server\":{\"notFullyProtected\":2}}}}")]
    public async Task An_answer_that_tells_no_number_changes_nothing(string answer)
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, new StandInHealth { Computers = new(20, 3) }));
        await world.ReadAsync();
        world.Faults.Next(Health, 1, StandInFault.NoJson(answer.Replace("$", $"{id}", StringComparison.Ordinal)));
        await world.ReadAfterAsync(s_round);
        Assert.Equal(3, (await world.CustomerAsync(id)).UnprotectedDevices);
        Assert.Equal(1, (await world.RunAsync(SyncKind.Health)).Failed);
    }

    [Fact]
    public async Task Who_lets_nobody_in_is_not_asked_and_what_was_known_does_not_come_back_unasked()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, new StandInHealth { Computers = new(20, 3) }));
        world.Estate.Add(new StandInCustomer { Name = "Another" });
        await world.ReadAsync();
        world.Estate.Change(id, c => c with { Assistance = false });
        await world.ReadAfterAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(PartnerAssistance.Off, (await world.CustomerAsync(id)).PartnerAssistance);
        var asked = Asked(world, id);
        await world.ReadAfterAsync(s_round);
        Assert.Equal(asked, Asked(world, id));

        world.Faults.Next(Health, 3, StandInFault.Status(503));
        world.Estate.Change(id, c => c with { Assistance = true });
        await world.ReadAfterAsync(TimeSpan.FromHours(5));
        Assert.Equal((PartnerAssistance.On, null), ((await world.CustomerAsync(id)).PartnerAssistance, (await world.CustomerAsync(id)).UnprotectedDevices));
        await world.ReadAfterAsync(s_round);
        Assert.Equal(3, (await world.CustomerAsync(id)).UnprotectedDevices);
    }

    [Fact]
    public async Task A_refusal_leaves_what_is_known()
    {
        await using var world = await SyncWorld.StartAsync(One(out var id, new StandInHealth { Computers = new(20, 3) }));
        await world.ReadAsync();
        world.Faults.Next(Health, 1, StandInFault.Status(403));
        await world.ReadAfterAsync(s_round);
        Assert.Equal((3, PartnerAssistance.On), ((await world.CustomerAsync(id)).UnprotectedDevices, (await world.CustomerAsync(id)).PartnerAssistance));
        Assert.Equal(1, (await world.RunAsync(SyncKind.Health)).Hidden);
    }

    private static int Asked(SyncWorld world, Guid id) =>
        world.Vendor.StandIn.Requests.Count(r => r.Path.StartsWith(Health, StringComparison.Ordinal) && r.Headers.GetValueOrDefault("X-Tenant-ID") == $"{id}");

    private static StandInEstate One(out Guid id, StandInHealth health)
    {
        var estate = new StandInEstate();
        id = estate.Add(new StandInCustomer { Name = "Only", Health = health }).Id;
        return estate;
    }
}
