using System.Diagnostics;

namespace PartnerBlazor.Bench.Micro;

/// <summary>What a read of the list took.</summary>
/// <param name="Read">The read.</param>
/// <param name="MedianMs">Milliseconds, median.</param>
/// <param name="P95Ms">Milliseconds, 95th percentile.</param>
/// <param name="NaiveP95Ms">The same the naive way; null: there is none to compare with.</param>
/// <param name="CpuMs">Milliseconds of processor, mean: what it costs however busy the machine is.</param>
public sealed record ListTiming(string Read, double MedianMs, double P95Ms, double? NaiveP95Ms, double CpuMs = 0);

/// <summary>Times every read of the list, one after the other on one thread, and the naive way of the same in the same run.</summary>
public static class ListTimings
{
    private const int Rounds = 25;
    // A naive read takes up to seconds, and hardly varies.
    private const int NaiveRounds = 3;

    /// <summary>Measures against a prepared database.</summary>
    public static Task<IReadOnlyList<ListTiming>> MeasureAsync(string databasePath, CancellationToken cancel) =>
        MeasureAsync(databasePath, "", Rounds, NaiveRounds, null, cancel);

    /// <summary>Measures the reads whose name has a text in it.</summary>
    internal static async Task<IReadOnlyList<ListTiming>> MeasureAsync(
        string databasePath, string only, int rounds, int naiveRounds, Action<ListTiming>? told, CancellationToken cancel)
    {
        var data = await ListData.OpenAsync(databasePath, cancel);
        var reads = ListRead.Sorts(data).Concat(ListRead.Filters(data)).Concat(ListRead.Words(data)).Concat(ListRead.Others(data));
        var timings = new List<ListTiming>();
        foreach (var read in reads.Where(read => read.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            var (ours, cpu) = await TimeAsync(read.Ours, rounds, cancel);
            double? naive = read.Naive is { } way && naiveRounds > 0 ? Percentile((await TimeAsync(way, naiveRounds, cancel)).Times, 0.95) : null;
            timings.Add(new ListTiming(read.Name, Percentile(ours, 0.5), Percentile(ours, 0.95), naive, cpu));
            told?.Invoke(timings[^1]);
        }
        return timings;
    }

    private static async Task<(List<double> Times, double CpuMs)> TimeAsync(Func<CancellationToken, Task> read, int rounds, CancellationToken cancel)
    {
        // The first compiles the query.
        await read(cancel);
        var times = new List<double>(rounds);
        var cpu = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < rounds; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await read(cancel);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return (times, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / rounds);
    }

    private static double Percentile(IEnumerable<double> times, double part)
    {
        var sorted = times.Order().ToList();
        return sorted[(int)Math.Ceiling(part * sorted.Count) - 1];
    }
}
