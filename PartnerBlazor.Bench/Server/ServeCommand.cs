using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PartnerBlazor.Central;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Server;

/// <summary>The bench's server: the portal, and the naive site beside it. Runs in a process of its own, whose use of the machine is measured.</summary>
internal static class ServeCommand
{
    /// <summary>What it prints when both answer.</summary>
    public const string Ready = "ready";

    /// <summary>Runs until it is asked to stop or its parent's pipe closes.</summary>
    /// <param name="folder">Folder of the database.</param>
    /// <param name="customers">Customers of the first partner when it is seeded.</param>
    /// <param name="port">Port of the portal; the naive site has the next.</param>
    public static async Task RunAsync(string folder, int customers, int port)
    {
        var queries = new QueryCount();
        await using var portal = new ServedPortal(folder, customers, port, queries);
        portal.Start();
        var feed = portal.Services.GetRequiredService<ChangeFeed>();
        var factory = portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>();
        var changes = new Changes(
            factory, portal.Services.GetRequiredService<CentralCommands>(),
            portal.Services.GetRequiredService<PartnerStore>(), feed);
        await using var site = NaiveSite.Build(portal.Services, port + 1);
        Questions.Map(site, feed, queries, changes, new Editors(
            factory, portal.Services.GetRequiredService<CustomerQueries>(), portal.Services.GetRequiredService<CustomerCommands>()));
        await site.StartAsync();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Ready} {Environment.ProcessId}"));
        // Whoever started it may be killed: then there is nobody to serve.
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is not null)
            {
            }
            await site.StopAsync();
        });
        await site.WaitForShutdownAsync();
    }
}
