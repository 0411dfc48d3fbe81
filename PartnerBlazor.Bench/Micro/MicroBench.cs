using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PartnerBlazor.Bench.Report;

namespace PartnerBlazor.Bench.Micro;

/// <summary>The micro-benchmarks of the reads, the search and the feed, inside this process: what they measure is the built program.</summary>
public static class MicroBench
{
    /// <summary>The database the benchmarks read.</summary>
    internal static string DatabasePath { get; private set; } = "";

    /// <summary>Runs the benchmarks a filter names.</summary>
    /// <param name="databasePath">A prepared database.</param>
    /// <param name="filter">BenchmarkDotNet's own globs, as <c>*Searches*,*FeedBench*</c>.</param>
    /// <returns>A table for each class of benchmarks.</returns>
    public static IReadOnlyList<Table> Run(string databasePath, string filter)
    {
        DatabasePath = databasePath;
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default);
        var summaries = BenchmarkSwitcher.FromTypes([typeof(ListReads), typeof(Searches), typeof(Tallies), typeof(QueryBench), typeof(FeedBench), typeof(TextsBench)]).Run(["--filter", .. filter.Split(',')], config);
        return [.. summaries.Select(TableOf)];
    }

    private static Table TableOf(Summary summary)
    {
        var table = new Table($"BenchmarkDotNet, {summary.BenchmarksCases[0].Descriptor.Type.Name}", "benchmark", "of", "mean", "± (99.9 %)", "allocated KB");
        foreach (var report in summary.Reports)
        {
            var (benchmark, result) = (report.BenchmarkCase, report.ResultStatistics);
            var of = benchmark.HasParameters ? benchmark.Parameters.Items[0].Value?.ToString() ?? "" : "";
            if (result is null)
                table.Add(benchmark.Descriptor.WorkloadMethod.Name, of, "failed", "–", "–");
            else
                table.Add(benchmark.Descriptor.WorkloadMethod.Name, of, Time(result.Mean), Time(result.ConfidenceInterval.Margin), (report.GcStats.GetBytesAllocatedPerOperation(benchmark) ?? 0) / 1024.0);
        }
        return table;
    }

    private static string Time(double nanoseconds) => FormattableString.Invariant(nanoseconds switch
    {
        >= 1e6 => (FormattableString)$"{nanoseconds / 1e6:0.##} ms",
        >= 1e3 => $"{nanoseconds / 1e3:0.##} µs",
        _ => $"{nanoseconds:0.##} ns",
    });
}
