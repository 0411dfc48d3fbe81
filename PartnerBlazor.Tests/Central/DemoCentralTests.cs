using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Central;

/// <summary>The demo's vendor, left alone for hours.</summary>
public sealed class DemoCentralTests
{
    [Fact]
    public async Task Open_alerts_stay_about_as_many_as_at_first()
    {
        await using var portal = await PortalHost.StartAsync(customers: 40);
        var vendor = portal.Services.GetRequiredService<DemoCentral>();
        var usual = await OpenAsync(portal);
        for (var i = 0; i < 600; i++)
            await vendor.ChangeAsync(TestContext.Current.CancellationToken);
        var after = await OpenAsync(portal);
        Assert.All(usual.Keys, partner => Assert.InRange(after.GetValueOrDefault(partner), usual[partner] / 3, usual[partner] * 5 / 3));
    }

    private static async Task<Dictionary<int, int>> OpenAsync(PortalHost portal)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();
        return await db.Alerts.Where(a => a.State != AlertState.Resolved).GroupBy(a => a.PartnerId).ToDictionaryAsync(g => g.Key, g => g.Count());
    }
}
