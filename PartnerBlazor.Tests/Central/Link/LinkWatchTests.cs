using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;

namespace PartnerBlazor.Tests.Central.Link;

/// <summary>When the link is looked at by itself.</summary>
public sealed class LinkWatchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_ten_minutes_while_all_is_well_and_a_minute_after_any_call_failed()
    {
        await using var world = await VendorWorld.StartAsync();
        using var watch = Watch(world);
        await watch.StartAsync(Stop);
        await Waiting.UntilAsync(() => world.Link.Status.State == LinkState.Ok);
        await AfterAsync(TimeSpan.FromMinutes(10), 2);

        // Another call finds that nobody answers: it is not believed for ten minutes.
        await world.Link.TellAsync(new CentralReply(CentralCall.Rename, CentralMeaning.Silent) { AskedAt = world.Store.Time.GetUtcNow().UtcDateTime, Fault = new CentralFault() });
        Assert.Equal(LinkState.Silent, world.Link.Status.State);
        await AfterAsync(TimeSpan.FromMinutes(1), 3);
        await Waiting.UntilAsync(() => world.Link.Status.State == LinkState.Ok);

        // An answer that is older than the last one says nothing.
        await world.Link.TellAsync(new CentralReply(CentralCall.Rename, CentralMeaning.Silent) { AskedAt = world.Store.Time.GetUtcNow().UtcDateTime.AddMinutes(-1), Fault = new CentralFault() });
        Assert.Equal(LinkState.Ok, world.Link.Status.State);

        world.StandIn.Faults.Next("/whoami", 1, StandInFault.TooMany(TimeSpan.FromMinutes(30)));
        await AfterAsync(TimeSpan.FromMinutes(10), 4);
        await Waiting.UntilAsync(() => world.Link.Status.State == LinkState.Limited);
        await AfterAsync(TimeSpan.FromMinutes(30), 5);
        await watch.StopAsync(Stop);

        // Not a moment sooner; and then.
        async Task AfterAsync(TimeSpan pause, int asked)
        {
            await SettledAsync(asked - 1);
            world.Store.Time.Advance(pause - TimeSpan.FromSeconds(1));
            await SettledAsync(asked - 1);
            Assert.Equal(asked - 1, world.Asked.Count);
            // Where it began to rest only now, its pause ends a little later.
            await Waiting.UntilAsync(async () =>
            {
                world.Store.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(200, Stop);
                return world.Asked.Count == asked;
            });
            await SettledAsync(asked);
        }

        async Task SettledAsync(int asked)
        {
            await Waiting.UntilAsync(() => world.Asked.Count == asked && char.IsDigit(world.Asked[^1][^1]));
            await Task.Delay(100, Stop);
        }
    }

    private static LinkWatch Watch(VendorWorld world) =>
        new(world.Link, Options.Create(VendorWorld.OptionsOf(world.StandIn)), world.Store.Time, NullLogger<LinkWatch>.Instance);
}
