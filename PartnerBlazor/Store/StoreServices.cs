using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store.Demo;

namespace PartnerBlazor.Store;

/// <summary>Registers and opens the store.</summary>
public static class StoreServices
{
    /// <summary>Registers the database, the store and the demo data.</summary>
    public static void AddStore(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(services => StoreFile.Take(PathOf(services)));
        builder.Services.AddSingleton<StoreLogs>();
        builder.Services.AddDbContextFactory<PartnerDb>((services, options) => options
            .UseSqlite(services.GetRequiredService<StoreFile>().ConnectionString)
            .UseLoggerFactory(services.GetRequiredService<StoreLogs>())
            .AddInterceptors(new StorePragmas()));
        builder.Services.AddSingleton<PartnerStore>();
        builder.Services.AddSingleton<DemoSeeder>();
    }

    /// <summary>Full path of the database: the demo has one of its own.</summary>
    public static string PathOf(IServiceProvider services)
    {
        var folder = services.GetRequiredService<IOptions<StoreOptions>>().Value.Folder;
        var demo = services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled;
        var root = services.GetRequiredService<IHostEnvironment>().ContentRootPath;
        return Path.GetFullPath(Path.Combine(root, folder, demo ? "demo.db" : "portal.db"));
    }

    /// <summary>Opens the database: checks, migrates, and in the demo seeds it when it is new.</summary>
    /// <param name="app">The program, built but not started.</param>
    /// <param name="reset">Throws the demo data away first.</param>
    /// <exception cref="StoreUnusableException">It cannot be used.</exception>
    public static async Task OpenStoreAsync(this WebApplication app, bool reset = false)
    {
        ArgumentNullException.ThrowIfNull(app);
        var file = app.Services.GetRequiredService<StoreFile>();
        var factory = app.Services.GetRequiredService<IDbContextFactory<PartnerDb>>();
        using var quiet = app.Services.GetRequiredService<StoreLogs>().Quiet();
        await StoreSetup.GuardAsync(file.Path, async () =>
        {
            if (reset && !app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled)
                throw new StoreUnusableException(file.Path, "is no demo database and is not reset", "Set Demo:Enabled=true to rebuild the demo data.");
            if (reset)
                file.Delete();
            await StoreSetup.PrepareAsync(file, factory, CancellationToken.None);
            if (app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled)
                await app.Services.GetRequiredService<DemoSeeder>().SeedIfNewAsync(CancellationToken.None);
        });
    }
}
