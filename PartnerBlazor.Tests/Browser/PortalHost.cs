using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The real portal in this process, on a real loopback port and a database of its own.</summary>
public sealed class PortalHost : WebApplicationFactory<Program>, IPortal
{
    private readonly TempFolder _folder = new();
    private readonly ServerLog _log = new();
    private readonly Dictionary<string, string> _settings;
    private readonly Action<IServiceCollection>? _services;

    private PortalHost(Dictionary<string, string> settings, Action<IServiceCollection>? services)
    {
        _settings = settings;
        _services = services;
        UseKestrel(0);
    }

    /// <inheritdoc/>
    public Uri BaseAddress => ClientOptions.BaseAddress;

    /// <summary>Folder of its database.</summary>
    public string Folder => _folder.Path;

    /// <summary>What the server logged as a warning or worse, oldest first.</summary>
    public IReadOnlyList<string> Complaints => _log.Complaints;

    /// <summary>Starts a portal that is quiet (the demo's vendor changes nothing by itself) and small.</summary>
    /// <param name="customers">Customers of the first demo partner.</param>
    /// <param name="settings">Further settings, as in appsettings.json: <c>["Demo:Seed"] = "7"</c>.</param>
    /// <param name="services">Services to put in place of the real ones, such as a clock.</param>
    public static async Task<PortalHost> StartAsync(
        int customers = 40, Dictionary<string, string>? settings = null, Action<IServiceCollection>? services = null)
    {
        var all = new Dictionary<string, string>
        {
            ["Demo:Enabled"] = "true",
            ["Demo:ChangesPerMinute"] = "0",
            ["Demo:Customers"] = customers.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in settings ?? [])
            all[name] = value;
        var host = new PortalHost(all, services);
        try
        {
            // The factory starts the program synchronously; a test waits for it without holding its thread.
            await Task.Run(host.StartServer);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSolutionRelativeContentRoot(".", "*.sln");
        builder.UseEnvironment(Environments.Production);
        builder.UseSetting($"{StoreOptions.Section}:{nameof(StoreOptions.Folder)}", _folder.Path);
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(_log));
        // A tab left open by a failed test does not hold up the end.
        builder.ConfigureServices(services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2)));
        if (_services is not null)
            builder.ConfigureTestServices(_services);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
