using PartnerBlazor.Delivery.Demo;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Delivery;

/// <summary>The demo's own Salesforce: what its accounts are called, and how it fails.</summary>
public sealed class DemoCrmTests : DeliveryWorld
{
    private DemoCrm Salesforce => new(Store.Store, Store.Factory, Store.Time);

    private DemoCrmQueries Queries => new(Store.Factory, Store.Queries, Salesforce, Store.Time);

    private DemoCrmCommands Switch => new(Store.Store, Store.Deliveries);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Store.Receivers.Clear();
        Store.Receivers.Add(Salesforce);
        Pump = NewPump();
    }

    [Fact]
    public async Task It_keeps_the_name_it_has_until_it_takes_the_new_one()
    {
        var first = await Store.AddCustomerAsync(Partner, "Aardvark");
        await Switch.SetModeAsync(Admin, DemoCrmMode.Silent, Stop);
        await RenameAsync("Renamed");
        await Pump.RunAsync(Stop);
        Assert.Equal(
            [new(Customer, "Original", "Renamed", null), new(first, "Aardvark", "Aardvark", null)],
            (await Queries.ReadAsync(Admin, "", Stop)).Accounts);
        await Switch.SetModeAsync(Admin, DemoCrmMode.Works, Stop);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await Pump.RunAsync(Stop);
        var view = await Queries.ReadAsync(Admin, "", Stop);
        Assert.Equal((new DemoCrmAccount(Customer, "Renamed", "Renamed", Now), 2, DemoCrmMode.Works), (view.Accounts[0], view.Total, view.Mode));
        // Told the same once more, it has not changed.
        var at = Now;
        Store.Time.Advance(TimeSpan.FromHours(1));
        await Salesforce.SendAsync(new(Partner, Customer, "Renamed"), Stop);
        Assert.Equal(at, (await Queries.ReadAsync(Admin, "", Stop)).Accounts[0].At);
    }

    [Fact]
    public async Task An_account_is_found_by_what_it_is_called_here_and_by_what_it_was_called()
    {
        await Store.AddCustomerAsync(Partner, "Aardvark");
        await RenameAsync("First");
        await Pump.RunAsync(Stop);
        await Switch.SetModeAsync(Admin, DemoCrmMode.Refuses, Stop);
        await RenameAsync("Second");
        await Pump.RunAsync(Stop);
        foreach (var search in new[] { "first", "second" })
            Assert.Equal("First", Assert.Single((await Queries.ReadAsync(Admin, search, Stop)).Accounts).Name);
        Assert.Empty((await Queries.ReadAsync(Admin, "nobody", Stop)).Accounts);
    }

    [Fact]
    public async Task It_is_of_one_partner_and_shows_what_exists_for_who_looks()
    {
        var other = await Store.AddCustomerAsync(Partner, "Other");
        await RenameAsync("Renamed");
        var reader = await Store.AddPersonAsync(Partner, Role.ReadOnly, customers: [other]);
        var view = await Queries.ReadAsync(reader, "", Stop);
        Assert.Equal((other, 1), (Assert.Single(view.Accounts).CustomerId, view.Total));
        var elsewhere = await Store.AddPersonAsync(await Store.AddPartnerAsync(name: "Elsewhere", demo: true));
        await Switch.SetModeAsync(elsewhere, DemoCrmMode.Refuses, Stop);
        Assert.Equal((0, DemoCrmMode.Refuses), ((await Queries.ReadAsync(elsewhere, "", Stop)).Total, await Salesforce.ModeAsync(elsewhere.PartnerId, Stop)));
        Assert.Equal(DemoCrmMode.Works, await Salesforce.ModeAsync(Partner, Stop));
        var imported = await Store.AddPersonAsync(await Store.AddPartnerAsync(name: "Imported"));
        Assert.Equal(RefusalCodes.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => Queries.ReadAsync(imported, "", Stop))).Code);
        Assert.Equal(RefusalCodes.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => Switch.SetModeAsync(imported, DemoCrmMode.Silent, Stop))).Code);
    }
}
