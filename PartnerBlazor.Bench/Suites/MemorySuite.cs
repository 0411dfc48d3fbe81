using PartnerBlazor.Bench.Report;
using PartnerBlazor.Bench.Server;

namespace PartnerBlazor.Bench.Suites;

/// <summary>What an open tab holds, and whether a long day leaves anything behind.</summary>
internal sealed class MemorySuite : ISuite
{
    private const int Rounds = 20;
    private const int ChangesARound = 5000;

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public string About => "heap of an open tab beside an empty MudBlazor page, and a long day of changes and tabs that come and go";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Table>> RunAsync(BenchRun run, CancellationToken cancel)
    {
        var sessions = Math.Min(200, run.Most);
        return [await HeapAsync(run, run.Most, cancel), await DayAsync(run, sessions, cancel)];
    }

    private static async Task<Table> HeapAsync(BenchRun run, int sessions, CancellationToken cancel)
    {
        var table = new Table($"Heap of an open tab ({sessions} tabs)", "page", "heap KB per tab", "of an empty MudBlazor page", "allocated while opening KB", "CPU while opening ms", "bytes while opening");
        var pages = new (string Name, Func<ServerProcess, int, CancellationToken, Task<Fleet>> Open)[]
        {
            ("empty MudBlazor page", Fleet.EmptyAsync), ("ours: customers", Fleet.PortalAsync), ("naive", Fleet.NaiveAsync),
        };
        var empty = 0.0;
        foreach (var (name, open) in pages)
        {
            await using var server = await run.ServeAsync();
            // What is made once, and not for each tab, is made by these.
            await using (await open(server, 8, cancel))
                await server.ShownAsync(ExpiringDays.Of(0));
            await server.IdleAsync();
            var before = await server.MeterAsync(collect: true);
            await using var fleet = await open(server, sessions, cancel);
            await fleet.CalmAsync(cancel);
            var opened = await server.MeterAsync();
            var after = await server.MeterAsync(collect: true);
            var heap = (after.Heap - before.Heap) / 1024.0 / sessions;
            empty = empty == 0 ? heap : empty;
            BenchRun.Say($"memory: {name} {heap:0} KB");
            table.Add(name, heap, heap / empty, (opened.Allocated - before.Allocated) / 1024.0 / sessions, (opened.CpuMs - before.CpuMs) / sessions, fleet.Bytes / (double)sessions);
        }
        table.Note("Target: ours at most 2 × the empty page, better 1.5 ×. Managed heap after a full collection.");
        return table;
    }

    private static async Task<Table> DayAsync(BenchRun run, int sessions, CancellationToken cancel)
    {
        var (rounds, changes) = (Rounds, run.Rounds(ChangesARound));
        var table = new Table($"A long day: {rounds * changes:N0} changes, {sessions} tabs of which a tenth closes and another opens each round", "changes", "heap MB", "working set MB", "watches", "open files", "threads");
        await using var server = await run.ServeAsync();
        var tabs = new Queue<Fleet>();
        async Task AddAsync(string when)
        {
            var meter = await server.MeterAsync(collect: true);
            table.Add(when, meter.Heap / 1048576.0, meter.WorkingSet / 1048576.0, meter.Watches, meter.Files, meter.Threads);
        }
        await AddAsync("before");
        for (var i = 0; i < 10; i++)
            tabs.Enqueue(await Fleet.PortalAsync(server, sessions / 10, cancel));
        for (var round = 0; round < rounds; round++)
        {
            await server.BurstAsync(changes, ExpiringDays.Of(round), 100_000);
            await tabs.Dequeue().DisposeAsync();
            tabs.Enqueue(await Fleet.PortalAsync(server, sessions / 10, cancel));
            if (round % 4 == 3)
                await AddAsync($"{(round + 1) * changes:N0}");
            BenchRun.Say($"memory: {(round + 1) * changes:N0} changes");
        }
        while (tabs.TryDequeue(out var tab))
            await tab.DisposeAsync();
        await server.IdleAsync();
        await AddAsync("all closed");
        table.Note("Target: nothing grows, and with the last tab the watches are 0.");
        return table;
    }
}
