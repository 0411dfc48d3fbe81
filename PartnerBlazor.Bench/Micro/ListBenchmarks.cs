using BenchmarkDotNet.Attributes;

namespace PartnerBlazor.Bench.Micro;

/// <summary>Windows of the list: every column, place and filter.</summary>
public class ListReads
{
    /// <summary>What is read.</summary>
    [ParamsSource(nameof(Reads))]
    public ListRead Read { get; set; } = null!;

    /// <summary>What can be read.</summary>
    public static IEnumerable<ListRead> Reads() => Data() is var data ? [.. ListRead.Sorts(data), .. ListRead.Filters(data)] : [];

    /// <summary>As the page reads it.</summary>
    [Benchmark]
    public Task WindowAsync() => Read.Ours(CancellationToken.None);

    internal static ListData Data() => ListData.OpenAsync(MicroBench.DatabasePath, CancellationToken.None).GetAwaiter().GetResult();
}

/// <summary>Searches: ours against LIKE in four columns with OFFSET and a count.</summary>
public class Searches
{
    /// <summary>What is searched for.</summary>
    [ParamsSource(nameof(Reads))]
    public ListRead Read { get; set; } = null!;

    /// <summary>What can be searched for.</summary>
    public static IEnumerable<ListRead> Reads() => [.. ListRead.Words(ListReads.Data())];

    /// <summary>As the page searches.</summary>
    [Benchmark]
    public Task OursAsync() => Read.Ours(CancellationToken.None);

    /// <summary>The naive way.</summary>
    [Benchmark(Baseline = true)]
    public Task NaiveAsync() => Read.Naive!(CancellationToken.None);
}

/// <summary>Counts, ids, catching up, the usage page and the eyes of somebody with groups.</summary>
public class Tallies
{
    /// <summary>What is read.</summary>
    [ParamsSource(nameof(Reads))]
    public ListRead Read { get; set; } = null!;

    /// <summary>What can be read.</summary>
    public static IEnumerable<ListRead> Reads() => [.. ListRead.Others(ListReads.Data())];

    /// <summary>As the page reads it.</summary>
    [Benchmark]
    public Task ReadAsync() => Read.Ours(CancellationToken.None);
}
