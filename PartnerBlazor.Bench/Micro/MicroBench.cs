using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PartnerBlazor.Bench.Micro;

/// <summary>The micro-benchmarks of the reads, the search and the feed, inside this process: what they measure is the built program.</summary>
public static class MicroBench
{
    /// <summary>The database the benchmarks read.</summary>
    internal static string DatabasePath { get; private set; } = "";

    /// <summary>Runs the benchmarks a filter names.</summary>
    /// <param name="databasePath">A prepared database.</param>
    /// <param name="filter">BenchmarkDotNet's own glob, as <c>*Searches*</c>.</param>
    public static void Run(string databasePath, string filter)
    {
        DatabasePath = databasePath;
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default);
        BenchmarkSwitcher.FromTypes([typeof(ListReads), typeof(Searches), typeof(Tallies), typeof(FeedBench), typeof(TextsBench)]).Run(["--filter", filter], config);
    }
}
