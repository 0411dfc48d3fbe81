using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Central.Link;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>A connected portal whose reading from the vendor the test lets go on turn by turn, on the store's clock.</summary>
public sealed class SyncWorld : IAsyncDisposable
{
    private SyncWorld(VendorWorld vendor) => Vendor = vendor;

    public VendorWorld Vendor { get; }
    public StandInEstate Estate => Vendor.StandIn.Estate;
    public StandInFaults Faults => Vendor.StandIn.Faults;
    public int Partner => Vendor.Partner;
    public DateTime Now => Vendor.Store.Time.GetUtcNow().UtcDateTime;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it, connected and with nothing read.</summary>
    public static async Task<SyncWorld> StartAsync(StandInEstate? estate = null, StandInOptions? standIn = null)
    {
        var world = new SyncWorld(await VendorWorld.StartAsync(estate, standIn));
        await world.Vendor.Link.CheckAsync(CallLane.Background, Stop);
        return world;
    }

    /// <summary>Reads until nothing is due; whatever waits for the clock gets its time.</summary>
    public Task ReadAsync() => PassAsync(async () =>
    {
        while (await Vendor.Sync.TurnAsync(Stop) == TimeSpan.Zero)
        {
        }
    });

    /// <summary>Reads until nothing is due, at a later moment.</summary>
    public Task ReadAfterAsync(TimeSpan time)
    {
        Vendor.Store.Time.Advance(time);
        return ReadAsync();
    }

    /// <summary>Reads until it is killed, after a while of the real clock.</summary>
    public async Task PassUntilAsync(CancellationTokenSource killed, TimeSpan time)
    {
        killed.CancelAfter(time);
        try
        {
            await PassAsync(async () =>
            {
                while (await Vendor.Sync.TurnAsync(killed.Token) == TimeSpan.Zero)
                {
                }
            });
        }
        catch (OperationCanceledException) when (killed.IsCancellationRequested)
        {
            // Killed.
        }
    }

    /// <summary>One turn.</summary>
    public Task<TimeSpan> TurnAsync() => Vendor.PassAsync(() => Vendor.Sync.TurnAsync(Stop));

    /// <summary>Has everything read anew, and reads it.</summary>
    public async Task ReconcileAsync()
    {
        Vendor.Store.Time.Advance(TimeSpan.FromMinutes(1));
        var admin = await Vendor.Store.AddPersonAsync(Partner);
        await Vendor.Get<SyncCommands>().RunNowAsync(admin, Stop);
        Vendor.Store.Time.Advance(TimeSpan.FromSeconds(1));
        await ReadAsync();
    }

    /// <summary>The customers that are not unlinked, by displayed name.</summary>
    public async Task<IReadOnlyList<Customer>> CustomersAsync()
    {
        await using var db = Vendor.Store.Db();
        return [.. (await db.Customers.AsNoTracking().Where(c => c.PartnerId == Partner && c.UnlinkedAt == null).ToListAsync(Stop)).OrderBy(c => c.DisplayName, StringComparer.Ordinal)];
    }

    public async Task<Customer> CustomerAsync(Guid id)
    {
        await using var db = Vendor.Store.Db();
        return await db.Customers.AsNoTracking().SingleAsync(c => c.Id == id, Stop);
    }

    public async Task<IReadOnlyList<Licence>> LicencesAsync(Guid customer)
    {
        await using var db = Vendor.Store.Db();
        return await db.Licences.AsNoTracking().Where(l => l.CustomerId == customer).OrderBy(l => l.ProductCode).ToListAsync(Stop);
    }

    public async Task<CustomerAsOf?> AsOfAsync(Guid customer)
    {
        await using var db = Vendor.Store.Db();
        return await db.AsOf.AsNoTracking().SingleOrDefaultAsync(a => a.CustomerId == customer, Stop);
    }

    /// <summary>The last run of a kind.</summary>
    public async Task<SyncRun> RunAsync(SyncKind kind) => (await Vendor.Get<SyncRuns>().OfKindAsync(Partner, kind, Stop))[0];

    /// <summary>Kinds of the journal's entries about customers, oldest first.</summary>
    public async Task<IReadOnlyList<string>> JournalAsync(Guid? customer = null)
    {
        await using var db = Vendor.Store.Db();
        return await db.Journal.AsNoTracking().Where(e => e.PartnerId == Partner && e.CustomerId != null && (customer == null || e.CustomerId == customer))
            .OrderBy(e => e.PartnerSeq).Select(e => e.Kind).ToListAsync(Stop);
    }

    public ValueTask DisposeAsync() => Vendor.DisposeAsync();

    private Task<bool> PassAsync(Func<Task> work) => Vendor.PassAsync(async () =>
    {
        await work();
        return true;
    });
}
