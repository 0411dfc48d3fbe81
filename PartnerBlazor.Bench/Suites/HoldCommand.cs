using PartnerBlazor.Bench.Server;

namespace PartnerBlazor.Bench.Suites;

/// <summary>Opens tabs and keeps them, while a profiler looks at the server.</summary>
internal static class HoldCommand
{
    /// <summary>Until its input ends; a row on their screens may change all the while.</summary>
    /// <param name="run">How many customers and tabs.</param>
    /// <param name="page">Which page: <c>empty</c>, <c>naive</c>, or the portal's.</param>
    /// <param name="perSecond">Changes a second; 0 for none.</param>
    public static async Task RunAsync(BenchRun run, string page, int perSecond)
    {
        await using var server = await run.ServeAsync();
        await using var fleet = page switch
        {
            "empty" => await Fleet.EmptyAsync(server, run.Most, CancellationToken.None),
            "naive" => await Fleet.NaiveAsync(server, run.Most, CancellationToken.None),
            _ => await Fleet.PortalAsync(server, run.Most, CancellationToken.None),
        };
        BenchRun.Say($"{run.Most} tabs are open; the server is process {server.Id}. Close the input to end.");
        using var end = new CancellationTokenSource();
        var changes = perSecond > 0 ? ChangeAsync(server, perSecond, end.Token) : Task.CompletedTask;
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
        await end.CancelAsync();
        await changes;
    }

    private static async Task ChangeAsync(ServerProcess server, int perSecond, CancellationToken end)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        try
        {
            for (var i = 0; await pace.WaitForNextTickAsync(end); i++)
                await server.ShownAsync(ExpiringDays.Of(i));
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
    }
}
