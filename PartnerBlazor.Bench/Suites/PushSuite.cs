using System.Diagnostics;
using System.Globalization;
using PartnerBlazor.Bench.Report;
using PartnerBlazor.Bench.Server;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Suites;

/// <summary>What a change costs the open tabs and how soon they show it: ours and the naive way's, in one run on the same data.</summary>
internal sealed class PushSuite : ISuite
{
    private const int Burst = 1000;
    private const int Elsewhere = 200;

    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_seldom = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public string Name => "push";

    /// <inheritdoc/>
    public string About => "one change pushed to 1 … N open tabs: time, CPU, allocations, bytes, batches, queries";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Table>> RunAsync(BenchRun run, CancellationToken cancel)
    {
        var shown = new Table("One changed licence, its row on every screen", "sessions", "way", "p50 ms", "p99 ms", "last session p50 ms", "CPU µs per session", "allocated KB per session", "batch bytes", "batches", "queries per session");
        var ratios = new Table("Ratios, ours to naive", "sessions", "p99", "CPU per session", "allocated per session", "bytes");
        var elsewhere = new Table("A change that is on no screen", "sessions", "change", "CPU µs per session", "of the visible cost", "batches per session and second", "bytes", "queries per session");
        var burst = new Table($"A burst of {Burst:N0} changes, rows on screen among them", "sessions", "seconds", "batches per session", "most of a session", "sessions with the last state", "after ms");
        foreach (var sessions in run.Sessions)
        {
            // A server of its own for each: none pays for what the one before left behind.
            await using var server = await run.ServeAsync();
            PushCost ours, counts, unseen, naive;
            await using (var fleet = await Fleet.PortalAsync(server, sessions, cancel))
            {
                // Tiered compilation settles; what it still compiles would be counted as the tabs' cost.
                await PushRun.ShownAsync(server, fleet, run.Rounds(100), cancel);
                ours = await PushRun.ShownAsync(server, fleet, run.Rounds(50), cancel);
                counts = await PushRun.ElsewhereAsync(server, fleet, run.Rounds(Elsewhere), s_often, FarAsync, cancel);
                unseen = await PushRun.ElsewhereAsync(server, fleet, run.Rounds(Elsewhere), s_often, UnseenAsync, cancel);
                await BurstAsync(burst, server, fleet, cancel);
            }
            // As warm as it was with the tabs.
            var shownAlone = await PushRun.ShownAloneAsync(server, run.Rounds(20), s_seldom, cancel);
            var countsAlone = await PushRun.AloneAsync(server, run.Rounds(Elsewhere), s_often, FarAsync, cancel);
            var unseenAlone = await PushRun.AloneAsync(server, run.Rounds(Elsewhere), s_often, UnseenAsync, cancel);
            BenchRun.Say($"push: {sessions} sessions; a write alone costs {shownAlone.CpuMs:0.0} ms CPU, {shownAlone.Allocated / 1024:0} KB, {shownAlone.Queries:0.#} queries");
            await using (var fleet = await Fleet.NaiveAsync(server, sessions, cancel))
            {
                var rounds = Math.Max(3, run.Rounds(30) / Math.Max(1, sessions / 50));
                await PushRun.ShownAsync(server, fleet, Math.Min(rounds, 3), cancel);
                naive = (await PushRun.ShownAsync(server, fleet, rounds, cancel)).Less(shownAlone, sessions);
            }
            ours = ours.Less(shownAlone, sessions);
            Add(shown, sessions, "ours", ours);
            Add(shown, sessions, "naive", naive);
            ratios.Add(sessions, Table.Ratio(ours.Latency.At(0.99), naive.Latency.At(0.99)), Table.Ratio(ours.CpuMicros, naive.CpuMicros),
                Table.Ratio(ours.AllocatedKb, naive.AllocatedKb), Table.Ratio(ours.Bytes, naive.Bytes));
            Add(elsewhere, run, sessions, "only counts", counts.Less(countsAlone, sessions), ours);
            Add(elsewhere, run, sessions, "nothing to see", unseen.Less(unseenAlone, sessions), ours);

            Task FarAsync(int i) => server.FarAsync(ExpiringDays.Of(i));
            Task UnseenAsync(int i) => server.UnseenAsync();
        }
        ratios.Note("Targets at 500 sessions: p99 at most 1/50, CPU per session at most 1/50, bytes at most 1/100. CPU and allocations are the server's, without those of the write itself and of idle tabs.");
        elsewhere.Note("Ten changes a second. Targets: nothing to see, no batch; only counts, at most one batch a second at 1/10 of the visible cost. By itself a tab draws its times (\"3 min ago\") anew once a minute: 0.02 batches a second.");
        burst.Note("Target: at most 10 batches for each session, and every session has the last state.");
        return [shown, ratios, elsewhere, burst];
    }

    private static void Add(Table table, int sessions, string way, PushCost cost) => table.Add(
        sessions, way, cost.Latency.Median, cost.Latency.At(0.99), cost.Last.Median, cost.CpuMicros, cost.AllocatedKb, cost.Bytes, cost.Batches, cost.Queries);

    private static void Add(Table table, BenchRun run, int sessions, string change, PushCost cost, PushCost visible) => table.Add(
        sessions, change, cost.CpuMicros, Table.Ratio(cost.CpuMicros, visible.CpuMicros), cost.Batches * run.Rounds(Elsewhere) / cost.Seconds, cost.Bytes, cost.Queries);

    private static async Task BurstAsync(Table table, ServerProcess server, Fleet fleet, CancellationToken cancel)
    {
        await fleet.CalmAsync(cancel);
        var before = fleet.Sessions.Select(session => session.Batches).ToList();
        // A day no change of the burst itself gives.
        var last = ExpiringDays.End.AddDays(-1 - (Environment.TickCount & 1));
        var seen = fleet.Sessions.Select(session => session.CarriesAsync(IsoDay.Of(last))).ToList();
        var made = await server.BurstAsync(Burst, last, Burst);
        await Task.WhenAny(Task.WhenAll(seen), Task.Delay(TimeSpan.FromSeconds(20), cancel));
        await fleet.CalmAsync(cancel);
        var batches = fleet.Sessions.Select((session, i) => (double)session.Batches - before[i]).ToList();
        var times = seen.Where(task => task.IsCompletedSuccessfully).Select(task => Stopwatch.GetElapsedTime(made.Last.At, task.Result).TotalMilliseconds).ToList();
        table.Add(fleet.Sessions.Count, made.Seconds, batches.Average(), batches.Max(),
            string.Create(CultureInfo.InvariantCulture, $"{times.Count} of {seen.Count}"), times.Count > 0 ? times.Max() : double.NaN);
    }
}
