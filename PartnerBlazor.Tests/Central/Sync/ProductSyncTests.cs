using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>Products nobody knows, met while licences are read from the vendor over HTTP.</summary>
public sealed class ProductSyncTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_is_noted_once_for_all_customers_and_read_as_it_was_chosen()
    {
        var estate = new StandInEstate();
        var first = estate.Add(Customer("Anna", "Wonder"));
        estate.Add(Customer("Bert", "Wonder Plus"));
        await using var world = await SyncWorld.StartAsync(estate);
        await world.ReadAsync();
        var queries = new ProductMapQueries(world.Vendor.Store.Factory);
        var admin = await world.Vendor.Store.AddPersonAsync(world.Partner);
        var met = Assert.Single(await queries.ReadAsync(admin, Stop));
        Assert.Equal(("WONDER-1", 2, null), (met.Code, met.Customers, met.Category));
        Assert.Equal(LicenceCategory.Endpoint, Assert.Single(await world.LicencesAsync(first.Id)).Category);

        await new ProductMapCommands(world.Vendor.Store.Store).SetAsync(admin, "WONDER-1", LicenceCategory.Network, Stop);
        Assert.Equal(LicenceCategory.Network, Assert.Single(await world.LicencesAsync(first.Id)).Category);

        var entries = (await world.JournalAsync()).Count;
        var late = estate.Add(Customer("Carl", "Wonder"));
        await world.ReconcileAsync();
        Assert.Equal(LicenceCategory.Network, Assert.Single(await world.LicencesAsync(late.Id)).Category);
        Assert.Equal(LicenceCategory.Network, Assert.Single(await world.LicencesAsync(first.Id)).Category);
        Assert.Equal(3, Assert.Single(await queries.ReadAsync(admin, Stop)).Customers);
        // Nobody but who is new changed.
        Assert.Equal((await world.JournalAsync(late.Id)).Count, (await world.JournalAsync()).Count - entries);
    }

    private static StandInCustomer Customer(string name, string product) => new()
    {
        Name = name,
        Licences = [new StandInLicence { Id = $"L-{name}", ProductCode = "WONDER-1", ProductName = product, StartDate = "2026-01-01", EndDate = "2026-12-31", Quantity = 5 }],
    };
}
