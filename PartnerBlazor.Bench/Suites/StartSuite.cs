using PartnerBlazor.Bench.Report;

namespace PartnerBlazor.Bench.Suites;

/// <summary>How long a start takes: to the first page, to the first rows, and to seed the demo.</summary>
/// <param name="program">The program's assembly; another build of it can be compared.</param>
internal sealed class StartSuite(string program) : ISuite
{
    /// <inheritdoc/>
    public string Name => "start";

    /// <inheritdoc/>
    public string About => "start of the built program to the first page, sign-in to first rows, seeding; 400 and --customers customers";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Table>> RunAsync(BenchRun run, CancellationToken cancel)
    {
        var table = new Table("Start", "customers", "seeding and first page s", "first page s (median)", "sign-in to first rows, first time ms", "the tenth time ms (median)", "database MB");
        foreach (var customers in new[] { 400, run.Customers }.Distinct())
        {
            var folder = Directory.CreateTempSubdirectory("partnerblazor-bench-").FullName;
            try
            {
                double seeded;
                await using (var fresh = await PortalRun.StartAsync(program, folder, customers))
                    seeded = fresh.FirstPage.TotalSeconds;
                var (page, cold, warm) = (new Sample(), new Sample(), new Sample());
                for (var i = 0; i < 5; i++)
                {
                    await using var again = await PortalRun.StartAsync(program, folder, customers);
                    page.Add(again.FirstPage.TotalSeconds);
                    cold.Add((await again.FirstRowsAsync(cancel)).TotalMilliseconds);
                    for (var visit = 0; visit < 8; visit++)
                        await again.FirstRowsAsync(cancel);
                    warm.Add((await again.FirstRowsAsync(cancel)).TotalMilliseconds);
                }
                BenchRun.Say($"start: {customers} customers, first page {page.Median:0.00} s");
                var size = new DirectoryInfo(folder).EnumerateFiles("*.db").Sum(file => file.Length) / 1048576.0;
                table.Add(customers, seeded, page.Median, cold.Median, warm.Median, size);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        return [table];
    }
}
