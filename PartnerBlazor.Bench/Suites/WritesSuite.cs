using System.Diagnostics;
using System.Globalization;
using PartnerBlazor.Bench.Report;
using PartnerBlazor.Bench.Server;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Suites;

/// <summary>People save while the vendor's changes come and hundreds look on, one of whom does not keep up.</summary>
internal sealed class WritesSuite : ISuite
{
    private const int Feed = 50;
    private const int Editors = 5;
    private const int Seconds = 300;

    /// <inheritdoc/>
    public string Name => "writes";

    /// <inheritdoc/>
    public string About => $"{Editors} people editing the same customers while {Feed} changes a second come and 200 tabs look on, one of which sleeps; 5 minutes";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Table>> RunAsync(BenchRun run, CancellationToken cancel)
    {
        var (sessions, seconds) = (Math.Min(200, run.Most), run.Quick ? Seconds / 10 : Seconds);
        var table = new Table($"{sessions} tabs, {Feed} changes a second, {Editors} people editing for {seconds} s", "what", "measured");
        await using var server = await run.ServeAsync();
        await using var fleet = await Fleet.PortalAsync(server, sessions, cancel);
        await PushRun.ShownAsync(server, fleet, run.Rounds(20), cancel);
        var before = await server.MeterAsync(collect: true);
        var (sleeper, began, bytes, batches) = (fleet.Sessions[0], Stopwatch.GetTimestamp(), fleet.Bytes, fleet.Batches);
        sleeper.StopReading();
        var asleep = sleeper.Batches;
        var feed = server.FeedAsync(Feed, seconds);
        var edited = await server.EditAsync(Editors, seconds);
        var fed = await feed;
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var pushed = (fleet.Batches - batches) / took / sessions;
        asleep = sleeper.Batches - asleep;
        // Whoever kept up shows the next change at once; whoever slept, once awake.
        var last = ExpiringDays.Of(1);
        var text = IsoDay.Of(last);
        await server.ShownAsync(ExpiringDays.Of(2));
        await fleet.CalmAsync(cancel);
        var others = Task.WhenAll(fleet.Sessions.Skip(1).Select(session => session.CarriesAsync(text)));
        var committed = await server.ShownAsync(last);
        var soonest = (await others).Select(at => Stopwatch.GetElapsedTime(committed.At, at).TotalMilliseconds).Max();
        var awake = sleeper.CarriesAsync(text);
        var woken = Stopwatch.GetTimestamp();
        await sleeper.ReadAgainAsync();
        var caughtUp = Stopwatch.GetElapsedTime(woken, await awake).TotalMilliseconds;
        await fleet.CalmAsync(cancel);
        var after = await server.MeterAsync(collect: true);
        var (saves, feeds) = (new Sample(), new Sample());
        saves.Add(edited.Milliseconds);
        feeds.Add(fed.Milliseconds);
        table.Add("changes of the vendor a second", fed.Made / took);
        table.Add("a change of the vendor, p50 / p99 ms", Pair(feeds));
        table.Add("saves of people", edited.Saved);
        table.Add("a save, p50 / p99 / longest ms", $"{Pair(saves)} / {saves.Max.ToString("0.#", CultureInfo.InvariantCulture)}");
        table.Add("saves refused because somebody was quicker (told, tried again)", edited.Overtaken);
        table.Add("saves refused for another reason (\"database is locked\" among them)", edited.Failed.Values.Sum());
        table.Add("lost updates", edited.Lost);
        table.Add("batches a second per tab", pushed);
        table.Add("batches the sleeping tab was sent", asleep);
        table.Add("the next change on all other tabs' screens after ms", soonest);
        table.Add("the sleeping tab shows the last state after it wakes ms", caughtUp);
        table.Add("heap before / after MB", string.Create(CultureInfo.InvariantCulture, $"{before.Heap / 1048576.0:0.0} / {after.Heap / 1048576.0:0.0}"));
        table.Add("server CPU, of two cores", string.Create(CultureInfo.InvariantCulture, $"{(after.CpuMs - before.CpuMs) / 1000 / took / Environment.ProcessorCount:P0}"));
        return [table];
    }

    private static string Pair(Sample sample) => string.Create(CultureInfo.InvariantCulture, $"{sample.Median:0.#} / {sample.At(0.99):0.#}");
}
