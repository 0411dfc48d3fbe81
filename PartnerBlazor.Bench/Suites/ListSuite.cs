using System.Diagnostics;
using System.Net;
using PartnerBlazor.Bench.Circuits;
using PartnerBlazor.Bench.Micro;
using PartnerBlazor.Bench.Report;
using PartnerBlazor.Bench.Server;

namespace PartnerBlazor.Bench.Suites;

/// <summary>Search, scrolling, sorting and filters: as somebody who types sees them, and read by read.</summary>
internal sealed class ListSuite : ISuite
{
    private const string Letters = "pharmacie";
    private static readonly TimeSpan s_key = TimeSpan.FromMilliseconds(125);
    // What everybody has, common, less common, two words, two letters, one letter.
    private static readonly string[] s_words = ["example", "sarl", "martin", "venissange emb", "pharmacie", "ag", "a"];

    /// <inheritdoc/>
    public string Name => "list";

    /// <inheritdoc/>
    public string About => "key press to rows and scrolling in an open tab, and every read of the list by itself, beside LIKE and OFFSET";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Table>> RunAsync(BenchRun run, CancellationToken cancel)
    {
        Table typed;
        await using (var server = await run.ServeAsync())
            typed = await TypedAsync(run, server, cancel);
        var reads = new Table($"Every read of the list by itself, {run.Customers:N0} customers", "read", "median ms", "p95 ms", "CPU ms", "naive p95 ms", "ratio");
        var path = Directory.GetFiles(run.FolderOf(run.Customers), "*.db").Single();
        foreach (var read in await ListTimings.MeasureAsync(path, "", run.Rounds(25), run.Quick ? 1 : 3, timing => BenchRun.Say($"list: {timing.Read} {timing.MedianMs:0.0} ms"), cancel))
            reads.Add(read.Read, read.MedianMs, read.P95Ms, read.CpuMs, read.NaiveP95Ms ?? (object)"–", read.NaiveP95Ms is { } naive ? Table.Ratio(read.P95Ms, naive) : "–");
        reads.Note("Target: p95 at most 50 ms, search at most 1/10 of the naive way. One thread; the way a tab reads, the count it shows included.");
        return [typed, reads];
    }

    private static async Task<Table> TypedAsync(BenchRun run, ServerProcess server, CancellationToken cancel)
    {
        var table = new Table($"In an open tab, {run.Customers:N0} customers", "act", "p50 ms", "p95 ms", "naive p50 ms", "naive p95 ms", "ratio of p95");
        var cookies = await Visitor.SignInAsync(server.Portal, "Camille Aubert", cancel);
        await using var tab = await CircuitSession.OpenAsync(new Uri(server.Portal, "/customers"), cookies, holdsPage: true, cancel, "pb-name-button");
        await tab.ScrollAsync(0);
        await tab.First;
        await using var naive = await CircuitSession.OpenAsync(new Uri(server.Naive, "/naive"), new CookieContainer(), holdsPage: true, cancel, "datetime");
        await naive.First;
        // The first second of a server's life is nobody's day.
        foreach (var word in s_words)
            await TypedAsync(server, tab, "pb-search", "pb-name-button", () => Task.CompletedTask, [word], 3);
        foreach (var word in s_words)
            await RowAsync(word, $"type \"{word}\"", () => Task.CompletedTask, [word]);
        await RowAsync(Letters, $"each key of \"{Letters}\", eight keys a second", () => Task.Delay(s_key, cancel), [.. Letters.Select((_, i) => Letters[..(i + 1)])]);
        var (scrolled, random) = (new Sample(), new Random(1));
        for (var i = 0; i < run.Rounds(100); i++)
        {
            var rows = tab.CarriesAsync("pb-name-button");
            var began = Stopwatch.GetTimestamp();
            await tab.ScrollAsync(random.Next(run.Customers * 9 / 10));
            scrolled.Add(Stopwatch.GetElapsedTime(began, await rows).TotalMilliseconds);
        }
        table.Add("scroll to any place", scrolled.Median, scrolled.At(0.95), "–", "–", "–");
        table.Note("From the key press to the batch with the rows. Before each round the vendor changes something, so that no count of before holds.");
        return table;

        async Task RowAsync(string what, string name, Func<Task> between, string[] texts)
        {
            var ours = await TypedAsync(server, tab, "pb-search", "pb-name-button", between, texts, run.Rounds(20));
            var theirs = await TypedAsync(server, naive, "naive-search", "datetime", between, texts, Math.Max(3, run.Rounds(20) / 4));
            BenchRun.Say($"list: typed {what}: {ours.Median:0} ms, naive {theirs.Median:0} ms");
            table.Add(name, ours.Median, ours.At(0.95), theirs.Median, theirs.At(0.95), Table.Ratio(ours.At(0.95), theirs.At(0.95)));
        }
    }

    private static async Task<Sample> TypedAsync(ServerProcess server, CircuitSession tab, string field, string sign, Func<Task> between, string[] texts, int rounds)
    {
        var sample = new Sample();
        // The first of each is not counted: it compiles what the others use.
        for (var i = 0; i <= rounds; i++)
        {
            // What was counted before counts no more.
            await server.UnseenAsync();
            await tab.CalmAsync();
            foreach (var text in texts)
            {
                // What the act before still sends is not its answer.
                await between();
                var took = await TypeAsync(tab, field, text, sign);
                if (i > 0)
                    sample.Add(took);
            }
            await tab.CalmAsync();
            await TypeAsync(tab, field, "", sign);
        }
        return sample;
    }

    private static async Task<double> TypeAsync(CircuitSession tab, string field, string text, string sign)
    {
        var rows = tab.CarriesAsync(sign);
        var began = Stopwatch.GetTimestamp();
        await tab.TypeAsync(field, text);
        return Stopwatch.GetElapsedTime(began, await rows).TotalMilliseconds;
    }
}
