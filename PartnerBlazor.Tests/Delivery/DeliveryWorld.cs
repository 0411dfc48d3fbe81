using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Delivery;

/// <summary>A demo partner with two other systems, a customer and somebody who may rename it.</summary>
public abstract class DeliveryWorld : IAsyncLifetime
{
    protected TestStore Store { get; private set; } = null!;
    protected FakeReceiver Vendor { get; } = new(DeliveryTarget.Central);
    protected FakeReceiver Crm { get; } = new();
    protected DeliveryPump Pump { get; set; } = null!;
    protected DeliveryCommands Commands => new(Store.Store);
    protected PartnerScope Admin { get; private set; } = null!;
    protected int Partner { get; private set; }
    protected Guid Customer { get; private set; }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected DateTime Now => Store.Time.GetUtcNow().UtcDateTime;

    public virtual async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        Store = await TestStore.CreateAsync();
        Store.Receivers.AddRange([Vendor, Crm]);
        Partner = await Store.AddPartnerAsync(demo: true);
        Customer = await Store.AddCustomerAsync(Partner, "Original");
        Admin = await Store.AddPersonAsync(Partner);
        Pump = NewPump();
    }

    public virtual async ValueTask DisposeAsync()
    {
        Pump.Dispose();
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The pump of a program that has just started.</summary>
    protected DeliveryPump NewPump() => new(new Receivers(Store.Receivers), new DeliveryOutcomes(Store.Store, Store.Deliveries), new DueDeliveries(Store.Factory), Store.Feed, Store.Time, NullLogger<DeliveryPump>.Instance);

    protected async Task RenameAsync(string name, PartnerScope? by = null, Guid? customer = null)
    {
        var id = customer ?? Customer;
        await using var db = Store.Db();
        await Store.Customers.RenameAsync(by ?? Admin, id, name, (await db.Customers.SingleAsync(c => c.Id == id, Stop)).ShowAs, Stop);
    }

    protected async Task<NameDelivery> DeliveryAsync(DeliveryTarget target = DeliveryTarget.Crm, Guid? customer = null)
    {
        var id = customer ?? Customer;
        await using var db = Store.Db();
        return await db.NameDeliveries.AsNoTracking().SingleAsync(d => d.CustomerId == id && d.Target == target, Stop);
    }

    /// <summary>The database holds together.</summary>
    protected async Task AssertWholeAsync()
    {
        await using var db = Store.Db();
        await StoreAudit.AssertWholeAsync(db, Store.Today);
    }

    /// <summary>What the journal says of deliveries, oldest first: kind, system.</summary>
    protected async Task<IReadOnlyList<string>> JournalAsync()
    {
        await using var db = Store.Db();
        return [.. (await db.Journal.AsNoTracking().Where(e => e.Kind.StartsWith("delivery.")).OrderBy(e => e.PartnerSeq).ToListAsync(Stop))
            .Select(e => $"{e.Kind} {StoreJson.Read<JournalPayload>(e.Payload).Item}")];
    }
}
