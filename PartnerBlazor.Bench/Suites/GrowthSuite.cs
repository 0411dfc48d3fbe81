using System.Diagnostics;
using PartnerBlazor.Bench.Report;
using PartnerBlazor.Bench.Server;

namespace PartnerBlazor.Bench.Suites;

/// <summary>How cost grows with tabs and with customers, and where it bends.</summary>
internal sealed class GrowthSuite : ISuite
{
    private static readonly int[] s_sessions = [1, 10, 50, 100, 200, 500, 1000];
    private static readonly int[] s_customers = [1000, 10_000, 100_000, 300_000];

    /// <inheritdoc/>
    public string Name => "growth";

    /// <inheritdoc/>
    public string About => "cost against tabs (1 … 1,000) and against customers (1,000 … 300,000)";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Table>> RunAsync(BenchRun run, CancellationToken cancel) =>
        [await SessionsAsync(run, cancel), await CustomersAsync(run, cancel)];

    private static async Task<Table> SessionsAsync(BenchRun run, CancellationToken cancel)
    {
        var table = new Table($"Tabs on one node ({run.Customers:N0} customers)", "tabs", "opened a second", "first rows p99 ms", "push p50 ms", "push p99 ms", "CPU µs per tab and change", "calm CPU %", "working set MB");
        await using var server = await run.ServeAsync();
        await using (var fleet = await Fleet.PortalAsync(server, 5, cancel))
            await PushRun.ShownAsync(server, fleet, run.Rounds(60), cancel);
        var write = await WriteAsync(run, server, cancel);
        foreach (var sessions in run.Quick ? s_sessions[..4] : s_sessions)
        {
            var began = Stopwatch.GetTimestamp();
            await using var fleet = await Fleet.PortalAsync(server, sessions, cancel);
            var opening = Stopwatch.GetElapsedTime(began).TotalSeconds;
            await PushRun.ShownAsync(server, fleet, 5, cancel);
            var cost = (await PushRun.ShownAsync(server, fleet, run.Rounds(20), cancel)).Less(write, sessions);
            await server.IdleAsync();
            var calm = await server.MeterAsync();
            await Task.Delay(TimeSpan.FromSeconds(5), cancel);
            var after = await server.MeterAsync();
            BenchRun.Say($"growth: {sessions} tabs, push p99 {cost.Latency.At(0.99):0.0} ms");
            table.Add(sessions, sessions / opening, fleet.Opened.At(0.99), cost.Latency.Median, cost.Latency.At(0.99), cost.CpuMicros, (after.CpuMs - calm.CpuMs) / 50, after.WorkingSet / 1048576.0);
        }
        return table;
    }

    private static async Task<Table> CustomersAsync(BenchRun run, CancellationToken cancel)
    {
        var table = new Table("Customers on one node", "customers", "a change, CPU ms", "a change, allocated KB", "first rows ms (median of 10)", "heap MB", "database MB");
        foreach (var customers in run.Quick ? s_customers[..2] : s_customers)
        {
            await using var server = await run.ServeAsync(customers);
            var write = await WriteAsync(run, server, cancel);
            await using (await Fleet.PortalAsync(server, 5, cancel))
            {
            }
            await using var fleet = await Fleet.PortalAsync(server, 10, cancel);
            var meter = await server.MeterAsync(collect: true);
            var size = new DirectoryInfo(run.FolderOf(customers)).EnumerateFiles("*.db").Sum(file => file.Length) / 1048576.0;
            BenchRun.Say($"growth: {customers} customers");
            table.Add(customers, write.CpuMs, write.Allocated / 1024, fleet.Opened.Median, meter.Heap / 1048576.0, size);
        }
        return table;
    }

    private static async Task<WriteCost> WriteAsync(BenchRun run, ServerProcess server, CancellationToken cancel)
    {
        // What is compiled on the way is not what a change costs.
        await PushRun.ShownAloneAsync(server, run.Rounds(200), TimeSpan.FromMilliseconds(20), cancel);
        return await PushRun.ShownAloneAsync(server, run.Rounds(30), TimeSpan.FromMilliseconds(200), cancel);
    }
}
