using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PartnerBlazor.Central;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Central;

/// <summary>The demo's vendor makes changes, and only where the demo made the customers.</summary>
public sealed class DemoDayTests : IAsyncLifetime
{
    private TestStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await TestStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Only_partners_the_demo_made_are_invented_upon()
    {
        var (demo, real) = (await _store.AddPartnerAsync(name: "Demo", demo: true), await _store.AddPartnerAsync(name: "Real"));
        foreach (var partner in (int[])[demo, real])
            for (var i = 0; i < 3; i++)
                await _store.AddCustomerAsync(partner, $"Customer {i}");
        var before = await SeqsAsync();

        var vendor = new DemoDay(new CentralCommands(_store.Store), _store.Factory, _store.Feed,
            Options.Create(new DemoOptions { Enabled = true, Seed = 1 }), _store.Time, NullLogger<DemoDay>.Instance);
        for (var i = 0; i < 20; i++)
            await vendor.ChangeAsync(TestContext.Current.CancellationToken);

        var after = await SeqsAsync();
        Assert.InRange(after[demo] - before[demo], 10, 40);
        Assert.Equal(before[real], after[real]);
    }

    [Theory]
    [InlineData("asked", false)]
    [InlineData("console", false)]
    [InlineData("left alone", true)]
    public async Task The_switch_is_left_to_who_tries_it(string why, bool switches)
    {
        var partner = await _store.AddPartnerAsync(name: "Demo", demo: true);
        var id = await _store.AddCustomerAsync(partner, with: c => (c.Customer.PartnerAssistance, c.Customer.AssistanceAskedAt) =
            (PartnerAssistance.Off, why == "asked" ? _store.Time.GetUtcNow().UtcDateTime : null));
        if (why == "console")
            await _store.Store.WriteAsideAsync(db =>
            {
                db.ConsoleSignIns.Add(new ConsoleSignIn { Id = Guid.NewGuid(), Hash = new byte[32], PartnerId = partner, CustomerId = id, At = _store.Time.GetUtcNow().UtcDateTime });
                return Task.CompletedTask;
            }, TestContext.Current.CancellationToken);

        var vendor = new DemoDay(new CentralCommands(_store.Store), _store.Factory, _store.Feed,
            Options.Create(new DemoOptions { Enabled = true, Seed = 1 }), _store.Time, NullLogger<DemoDay>.Instance);
        for (var i = 0; i < 60; i++)
            await vendor.ChangeAsync(TestContext.Current.CancellationToken);

        await using var db = _store.Db();
        Assert.Equal(switches, await db.Journal.AnyAsync(e => e.Kind == JournalKinds.AssistanceChanged, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Open_alerts_stay_about_as_many_as_at_first()
    {
        await using var portal = await PortalHost.StartAsync(customers: 40);
        var vendor = portal.Services.GetRequiredService<DemoDay>();
        var usual = await OpenAlertsAsync(portal);
        for (var i = 0; i < 600; i++)
            await vendor.ChangeAsync(TestContext.Current.CancellationToken);
        var after = await OpenAlertsAsync(portal);
        Assert.All(usual.Keys, partner => Assert.InRange(after.GetValueOrDefault(partner), usual[partner] / 3, usual[partner] * 5 / 3));
    }

    [Fact]
    public async Task Devices_without_protection_come_and_go_and_stay_a_minoritys()
    {
        await using var portal = await PortalHost.StartAsync(customers: 40);
        var vendor = portal.Services.GetRequiredService<DemoDay>();
        for (var i = 0; i < 400; i++)
            await vendor.ChangeAsync(TestContext.Current.CancellationToken);
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var told = (await db.Journal.Where(e => e.Kind == JournalKinds.CustomerUnprotected).ToListAsync(TestContext.Current.CancellationToken)).Select(Change.Of).ToList();
        Assert.Contains(told, change => change.Payload.After != "0");
        Assert.Contains(told, change => change.Payload.After == "0");
        Assert.All(told, change => Assert.Equal(ActorKind.Vendor, change.Actor.Kind));
        var rows = await db.CustomerRows.ToListAsync(TestContext.Current.CancellationToken);
        Assert.InRange(rows.Count(row => row.UnprotectedDevices > 0), 1, rows.Count / 3);
        Assert.All(rows, row => Assert.InRange(row.UnprotectedDevices ?? 0, 0, 12));
    }

    private async Task<Dictionary<int, long>> SeqsAsync()
    {
        await using var db = _store.Db();
        return await db.Partners.ToDictionaryAsync(p => p.Id, p => p.LastSeq, TestContext.Current.CancellationToken);
    }

    private static async Task<Dictionary<int, int>> OpenAlertsAsync(PortalHost portal)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();
        return await db.Alerts.Where(a => a.State != AlertState.Resolved).GroupBy(a => a.PartnerId).ToDictionaryAsync(g => g.Key, g => g.Count());
    }
}
