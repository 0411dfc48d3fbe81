using System.Globalization;
using PartnerBlazor.Bench.CrmStandIn;
using PartnerBlazor.Bench.Micro;
using PartnerBlazor.Bench.Report;
using PartnerBlazor.Bench.Server;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Bench.Suites;

namespace PartnerBlazor.Bench;

/// <summary>The bench: <c>dotnet run -c Release --project PartnerBlazor.Bench -- help</c>.</summary>
internal static class BenchMain
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["serve", var data, var served, var port])
        {
            await ServeCommand.RunAsync(data, int.Parse(served, CultureInfo.InvariantCulture), int.Parse(port, CultureInfo.InvariantCulture));
            return 0;
        }
        ISuite[] suites =
        [
            new PushSuite(), new MemorySuite(), new ListSuite(), new StartSuite(args.Contains("--ready-to-run")), new WritesSuite(), new GrowthSuite(), new AlertsSuite(),
        ];
        string Option(string name, string otherwise) =>
            Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
        if (args is [StandInCommand.Name, ..])
        {
            return await StandInCommand.RunAsync(
                int.Parse(Option("--customers", "400"), CultureInfo.InvariantCulture), int.Parse(Option("--port", "5090"), CultureInfo.InvariantCulture));
        }
        if (args is [SalesforceStandInCommand.Name, ..])
        {
            return await SalesforceStandInCommand.RunAsync(
                int.Parse(Option("--customers", "400"), CultureInfo.InvariantCulture), int.Parse(Option("--port", "5092"), CultureInfo.InvariantCulture));
        }
        List<ISuite> wanted = [.. suites.Where(suite => args is ["all", ..] || args.Contains(suite.Name))];
        if (wanted.Count == 0 && !args.Contains("hold") && !args.Contains("micro"))
        {
            await Console.Out.WriteLineAsync(Help(suites));
            return 1;
        }
        var run = new BenchRun(
            Option("--data", Path.Combine(Path.GetTempPath(), "partnerblazor-bench")),
            int.Parse(Option("--customers", "100000"), CultureInfo.InvariantCulture),
            [.. Option("--sessions", "1,10,100,500").Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))],
            args.Contains("--quick"));
        if (args.Contains("hold"))
        {
            await HoldCommand.RunAsync(run, Option("--page", "portal"), int.Parse(Option("--changes", "0"), CultureInfo.InvariantCulture));
            return 0;
        }
        var results = new Results(Option("--out", Path.Combine("PartnerBlazor.Bench", "RESULTS.md")));
        if (args.Contains("micro"))
        {
            // Started once, so that there is a database of this number of customers.
            await (await run.ServeAsync()).DisposeAsync();
            await KeepAsync("micro", MicroBench.Run(Directory.GetFiles(run.FolderOf(run.Customers), "*.db").Single(), Option("--filter", "*")));
        }
        foreach (var suite in wanted)
            await KeepAsync(suite.Name, await suite.RunAsync(run, CancellationToken.None));
        return 0;

        async Task KeepAsync(string name, IReadOnlyList<Table> tables)
        {
            foreach (var table in tables)
                await Console.Out.WriteLineAsync(table.ToMarkdown());
            var options = string.Join(' ', args.Where(arg => arg is not ("all" or "micro") && !suites.Any(s => s.Name == arg)));
            await results.WriteAsync(name, $"dotnet run -c Release --project PartnerBlazor.Bench -- {name} {options}".TrimEnd(), tables);
        }
    }

    private static string Help(ISuite[] suites) => $"""
        dotnet run -c Release --project PartnerBlazor.Bench -- SUITE... [OPTIONS]

        {string.Join("\n        ", suites.Select(suite => $"{suite.Name,-9} {suite.About}"))}
        {"all",-9} every one of them
        {"micro",-9} BenchmarkDotNet on the reads, the search, the texts and the feed: --filter '*Searches*'
        {"hold",-9} opens tabs and keeps them for a profiler: --page portal|naive|empty, --changes A_SECOND

        dotnet run --project PartnerBlazor.Bench -- {StandInCommand.Name} [--customers 400] [--port 5090]
                  the vendor's API on this machine, for a portal to be shown with: a global port and the next one, regional

        dotnet run --project PartnerBlazor.Bench -- {SalesforceStandInCommand.Name} [--customers 400] [--port 5092]
                  the REST API of Salesforce on this machine, with accounts of that vendor's customers

        --customers N    customers of the partner (100000)
        --sessions A,B   numbers of open tabs (1,10,100,500)
        --quick          fewer rounds
        --ready-to-run   start: measures a build compiled ahead of time beside the one as built
        --data FOLDER    where databases are made and kept
        --out FILE       the Markdown file (PartnerBlazor.Bench/RESULTS.md)
        """;
}
