using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Central.Link;

/// <summary>When the link is looked at by itself.</summary>
public sealed class LinkWatchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_ten_minutes_while_all_is_well_and_a_minute_after_any_call_failed()
    {
        await using var world = await VendorWorld.StartAsync();
        var clock = new RestClock();
        using var watch = new LinkWatch(world.Link, Options.Create(VendorWorld.OptionsOf(world.StandIn)), clock, NullLogger<LinkWatch>.Instance);
        await watch.StartAsync(Stop);
        await RestsAsync(TimeSpan.FromMinutes(10), LinkState.Ok, asked: 1);
        Pass(TimeSpan.FromMinutes(10));
        await RestsAsync(TimeSpan.FromMinutes(10), LinkState.Ok, asked: 2);

        // Another call finds that nobody answers: it is not believed for ten minutes.
        await world.Link.TellAsync(Silence(world.Store.Time.GetUtcNow().UtcDateTime));
        await RestsAsync(TimeSpan.FromMinutes(1), LinkState.Silent, asked: 2);
        Pass(TimeSpan.FromMinutes(1));
        await RestsAsync(TimeSpan.FromMinutes(10), LinkState.Ok, asked: 3);

        // An answer that is older than the last one says nothing.
        await world.Link.TellAsync(Silence(world.Store.Time.GetUtcNow().UtcDateTime.AddMinutes(-1)));
        Assert.Equal(LinkState.Ok, world.Link.Status.State);

        world.StandIn.Faults.Next("/whoami", 1, StandInFault.TooMany(TimeSpan.FromMinutes(30)));
        Pass(TimeSpan.FromMinutes(10));
        await RestsAsync(TimeSpan.FromMinutes(30), LinkState.Limited, asked: 4);
        Pass(TimeSpan.FromMinutes(30));
        await RestsAsync(TimeSpan.FromMinutes(10), LinkState.Ok, asked: 5);
        await watch.StopAsync(Stop);

        void Pass(TimeSpan time)
        {
            clock.Rests.Clear();
            world.Store.Time.Advance(time);
            clock.Advance(time);
        }

        // It has begun to rest, and for how long.
        async Task RestsAsync(TimeSpan pause, LinkState state, int asked)
        {
            await Waiting.UntilAsync(() => clock.Rests.LastOrDefault() == pause);
            Assert.Equal((state, asked), (world.Link.Status.State, world.Asked.Count));
        }
    }

    private static CentralReply Silence(DateTime askedAt) => new(CentralCall.Rename, CentralMeaning.Silent) { AskedAt = askedAt, Fault = new CentralFault() };

    /// <summary>The watch's clock: it tells for how long the watch rests.</summary>
    private sealed class RestClock() : FakeTimeProvider(TestStore.Start)
    {
        public ConcurrentQueue<TimeSpan> Rests { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Rests.Enqueue(dueTime);
            return timer;
        }
    }
}
