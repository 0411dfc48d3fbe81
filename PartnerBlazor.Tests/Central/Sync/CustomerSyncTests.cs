using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>The list of customers, read from the vendor over HTTP.</summary>
public sealed class CustomerSyncTests
{
    [Fact]
    public async Task Everything_the_vendor_lists_is_here_afterwards_with_two_entries_a_customer()
    {
        await using var world = await SyncWorld.StartAsync(StandInEstate.Generate(130, 7, new DateTime(2026, 6, 15, 9, 0, 0, DateTimeKind.Utc)));
        await world.ReadAsync();
        await EstateCheck.AgreesAsync(world);
        Assert.True((await world.JournalAsync()).Count <= 2 * 130 + world.Estate.Customers.Count(c => !c.Assistance));
        var (list, round) = (await world.RunAsync(SyncKind.Customers), await world.RunAsync(SyncKind.Licences));
        Assert.Equal((SyncOutcome.Done, 130, 130, true), (list.Outcome, list.Read, list.Created, list.Reconciles));
        Assert.Equal(SyncOutcome.Done, round.Outcome);
    }
}
