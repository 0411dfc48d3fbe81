using BenchmarkDotNet.Attributes;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Micro;

/// <summary>Whether a query compiled once by hand beats one that Entity Framework finds in its cache: rows by number, as every window reads them.</summary>
public class QueryBench
{
    private static readonly Func<PartnerDb, long, long, IAsyncEnumerable<CustomerRow>> s_compiled =
        EF.CompileAsyncQuery((PartnerDb db, long from, long to) => db.CustomerRows.AsNoTracking().Where(r => r.RowNo >= from && r.RowNo < to));

    private ListData _data = null!;

    /// <summary>Opens the database.</summary>
    [GlobalSetup]
    public async Task OpenAsync() => _data = await ListData.OpenAsync(MicroBench.DatabasePath, CancellationToken.None);

    /// <summary>As everywhere in the portal.</summary>
    [Benchmark(Baseline = true)]
    public async Task<int> CachedAsync()
    {
        await using var db = _data.CreateDbContext();
        var (from, to) = (1000L, 1000L + ListRead.Rows);
        return (await db.CustomerRows.AsNoTracking().Where(r => r.RowNo >= from && r.RowNo < to).ToListAsync()).Count;
    }

    /// <summary>Compiled by hand.</summary>
    [Benchmark]
    public async Task<int> CompiledAsync()
    {
        await using var db = _data.CreateDbContext();
        var rows = 0;
        await foreach (var _ in s_compiled(db, 1000, 1000 + ListRead.Rows))
            rows++;
        return rows;
    }
}
