using System.Diagnostics;
using PartnerBlazor.Bench.Report;
using PartnerBlazor.Bench.Server;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Suites;

/// <summary>What a change cost each open tab, and when they showed it.</summary>
/// <param name="Latency">Milliseconds from commit to the batch, of every tab and change.</param>
/// <param name="Last">Milliseconds from commit to the last tab's batch, of every change.</param>
/// <param name="CpuMicros">Server CPU per tab and change in µs.</param>
/// <param name="AllocatedKb">Kilobytes allocated per tab and change.</param>
/// <param name="Bytes">Bytes of batches per tab and change.</param>
/// <param name="Batches">Batches per tab and change.</param>
/// <param name="Queries">Queries per tab and change.</param>
/// <param name="Seconds">How long it was measured.</param>
public sealed record PushCost(Sample Latency, Sample Last, double CpuMicros, double AllocatedKb, double Bytes, double Batches, double Queries, double Seconds)
{
    /// <summary>What the tabs cost: without what the write itself costs, which is the same for one tab and for a thousand.</summary>
    public PushCost Less(WriteCost write, int sessions)
    {
        ArgumentNullException.ThrowIfNull(write);
        return this with
        {
            CpuMicros = CpuMicros - write.CpuMs * 1000 / sessions,
            AllocatedKb = AllocatedKb - write.Allocated / 1024 / sessions,
            Queries = Queries - write.Queries / sessions,
        };
    }
}

/// <summary>What a change costs by itself, with nobody watching.</summary>
/// <param name="CpuMs">Server CPU in ms.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="Queries">Database commands.</param>
public sealed record WriteCost(double CpuMs, double Allocated, double Queries);

/// <summary>Makes changes one after the other and measures what they cost the open tabs.</summary>
public static class PushRun
{
    /// <summary>What a change costs by itself, with nobody watching, at the same pace.</summary>
    /// <param name="server">The server.</param>
    /// <param name="changes">How many changes.</param>
    /// <param name="every">Time between two.</param>
    /// <param name="change">Makes one.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<WriteCost> AloneAsync(ServerProcess server, int changes, TimeSpan every, Func<int, Task> change, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(change);
        await change(changes);
        await server.IdleAsync();
        var before = await server.MeterAsync();
        for (var i = 0; i < changes; i++)
        {
            await change(i);
            await Task.Delay(every, cancel);
        }
        var after = await server.MeterAsync();
        return new WriteCost((after.CpuMs - before.CpuMs) / changes, (after.Allocated - before.Allocated) / (double)changes, (after.Queries - before.Queries) / (double)changes);
    }

    /// <summary>The same, of the change that <see cref="ShownAsync"/> makes.</summary>
    public static Task<WriteCost> ShownAloneAsync(ServerProcess server, int changes, TimeSpan every, CancellationToken cancel) =>
        AloneAsync(server, changes, every, i => server.ShownAsync(ExpiringDays.Of(i)), cancel);

    /// <summary>Changes a row on every tab's screen and waits until all show it, again and again.</summary>
    public static async Task<PushCost> ShownAsync(ServerProcess server, Fleet fleet, int changes, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(fleet);
        var (latency, last) = (new Sample(), new Sample());
        // Whatever day it has, the first change gives it another.
        await server.ShownAsync(ExpiringDays.Of(1));
        return await CostAsync(server, fleet, changes, latency, last, async i =>
        {
            var day = ExpiringDays.Of(i);
            var shown = Task.WhenAll(fleet.Sessions.Select(session => session.CarriesAsync(IsoDay.Of(day))));
            var committed = await server.ShownAsync(day);
            var times = (await shown).Select(at => Stopwatch.GetElapsedTime(committed.At, at).TotalMilliseconds).ToList();
            latency.Add(times);
            last.Add(times.Max());
            await fleet.CalmAsync(cancel);
        }, cancel);
    }

    /// <summary>Makes changes that no tab has on screen.</summary>
    /// <param name="server">The server.</param>
    /// <param name="fleet">The tabs.</param>
    /// <param name="changes">How many changes.</param>
    /// <param name="every">Time between two.</param>
    /// <param name="change">Makes one.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<PushCost> ElsewhereAsync(
        ServerProcess server, Fleet fleet, int changes, TimeSpan every,
        Func<int, Task> change, CancellationToken cancel) => CostAsync(server, fleet, changes, new Sample(), new Sample(), async i =>
        {
            await change(i);
            await Task.Delay(every, cancel);
        }, cancel);

    private static async Task<PushCost> CostAsync(
        ServerProcess server, Fleet fleet, int changes, Sample latency, Sample last,
        Func<int, Task> change, CancellationToken cancel)
    {
        // What the tabs cost while nothing changes: pings, clocks, ticks.
        await server.IdleAsync();
        await fleet.CalmAsync(cancel);
        var calm = await server.MeterAsync();
        var calmBegan = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(5), cancel);
        var before = await server.MeterAsync();
        var calmSeconds = Stopwatch.GetElapsedTime(calmBegan).TotalSeconds;
        var (batches, bytes, began) = (fleet.Batches, fleet.Bytes, Stopwatch.GetTimestamp());
        for (var i = 0; i < changes; i++)
            await change(i);
        await fleet.CalmAsync(cancel);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var after = await server.MeterAsync();
        double each = fleet.Sessions.Count * changes;
        // Without what calm would have cost.
        double Of(Func<Meter, double> read) => (read(after) - read(before) - (read(before) - read(calm)) / calmSeconds * seconds) / each;
        return new PushCost(
            latency, last, Of(meter => meter.CpuMs) * 1000, Of(meter => meter.Allocated) / 1024,
            (fleet.Bytes - bytes) / each, (fleet.Batches - batches) / each, Of(meter => meter.Queries), seconds);
    }
}
