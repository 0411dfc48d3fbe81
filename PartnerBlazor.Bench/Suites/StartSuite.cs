using System.Diagnostics;
using PartnerBlazor.Bench.Report;

namespace PartnerBlazor.Bench.Suites;

/// <summary>How long a start takes: to the first page, to the first rows, and to seed the demo.</summary>
/// <param name="compiled">Whether a build compiled ahead of time (ReadyToRun) is published and measured beside.</param>
internal sealed class StartSuite(bool compiled) : ISuite
{
    private const int Starts = 5;

    /// <inheritdoc/>
    public string Name => "start";

    /// <inheritdoc/>
    public string About => "start of the built program to the first page, sign-in to first rows, seeding; 400 and --customers customers; --ready-to-run beside it";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Table>> RunAsync(BenchRun run, CancellationToken cancel)
    {
        var table = new Table("Start", "customers", "build", "seeding and first page s", "first page s (median)", "sign-in to first rows, first time ms", "the tenth time ms (median)", "database MB");
        var folder = Directory.CreateTempSubdirectory("partnerblazor-bench-").FullName;
        try
        {
            var builds = new List<(string Name, string Program)> { ("as built", Path.Combine(AppContext.BaseDirectory, "PartnerBlazor.dll")) };
            if (compiled)
                builds.Add(("ReadyToRun", await PublishAsync(Path.Combine(folder, "ready-to-run"), cancel)));
            foreach (var customers in new[] { 400, run.Customers }.Distinct())
                await MeasureAsync(table, builds, folder, customers, cancel);
            table.Note($"The median of {Starts} starts, the builds in turns. Seeding happens at the first start of all.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return [table];
    }

    private static async Task MeasureAsync(Table table, List<(string Name, string Program)> builds, string folder, int customers, CancellationToken cancel)
    {
        var measured = builds.Select(build => (build.Name, build.Program, Data: Path.Combine(folder, $"{build.Name}-{customers}"), Seeded: new Sample(), Page: new Sample(), Cold: new Sample(), Warm: new Sample())).ToList();
        foreach (var (_, program, data, seeded, _, _, _) in measured)
            await using (var fresh = await PortalRun.StartAsync(program, data, customers))
                seeded.Add(fresh.FirstPage.TotalSeconds);
        for (var i = 0; i < Starts; i++)
            foreach (var (_, program, data, _, page, cold, warm) in measured)
            {
                await using var again = await PortalRun.StartAsync(program, data, customers);
                page.Add(again.FirstPage.TotalSeconds);
                cold.Add((await again.FirstRowsAsync(cancel)).TotalMilliseconds);
                for (var visit = 0; visit < 8; visit++)
                    await again.FirstRowsAsync(cancel);
                warm.Add((await again.FirstRowsAsync(cancel)).TotalMilliseconds);
            }
        foreach (var (name, _, data, seeded, page, cold, warm) in measured)
        {
            BenchRun.Say($"start: {customers} customers, {name}, first page {page.Median:0.00} s");
            var size = new DirectoryInfo(data).EnumerateFiles("*.db").Sum(file => file.Length) / 1048576.0;
            table.Add(customers, name, seeded.Median, page.Median, cold.Median, warm.Median, size);
        }
    }

    private static async Task<string> PublishAsync(string folder, CancellationToken cancel)
    {
        var platform = $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", "PartnerBlazor", "-c", "Release", "-r", platform, "--no-self-contained", "-p:PublishReadyToRun=true", "-o", folder, "--artifacts-path", Path.Combine(folder, "..", "artifacts"), "-v", "quiet"]))
            ?? throw new InvalidOperationException("dotnet could not be started.");
        await publish.WaitForExitAsync(cancel);
        return publish.ExitCode == 0 ? Path.Combine(folder, "PartnerBlazor.dll") : throw new InvalidOperationException("The program could not be published; run it from the solution's folder.");
    }
}
