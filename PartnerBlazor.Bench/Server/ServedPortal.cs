using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Server;

/// <summary>The real portal, whole, on a loopback port and with the demo's data; its vendor changes nothing by itself.</summary>
/// <param name="folder">Folder of its database; seeded when there is none.</param>
/// <param name="customers">Customers of the first demo partner.</param>
/// <param name="port">Its port.</param>
/// <param name="queries">Counts what its database is asked.</param>
public sealed class ServedPortal(string folder, int customers, int port, QueryCount queries) : WebApplicationFactory<Program>
{
    /// <summary>Starts it.</summary>
    public void Start()
    {
        UseKestrel(port);
        StartServer();
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseSolutionRelativeContentRoot(".", "*.sln");
        builder.UseEnvironment(Environments.Production);
        builder.UseSetting("Demo:Enabled", "true");
        builder.UseSetting("Demo:ChangesPerMinute", "0");
        builder.UseSetting("Demo:Customers", customers.ToString(CultureInfo.InvariantCulture));
        builder.UseSetting("Store:Folder", folder);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
        builder.ConfigureServices(services => services.ConfigureDbContext<PartnerDb>(options => options.AddInterceptors(queries)));
    }
}
