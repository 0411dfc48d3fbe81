using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Central;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Customers;
using PartnerBlazor.Delivery;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Accounts;
using PartnerBlazor.Tests.Assistance;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Chaos;

/// <summary>People who work with a portal's database while the portal is not running: the same commands, by the same road.</summary>
internal sealed class ChaosOffice : IAsyncDisposable
{
    private readonly StoreFile _file;
    private readonly TestDbFactory _factory;
    private readonly PartnerStore _store;

    private ChaosOffice(string folder)
    {
        _file = StoreFile.Take(Path.Combine(folder, "portal.db"));
        _factory = new TestDbFactory(_file.ConnectionString);
        _store = new PartnerStore(_factory, new CustomerProjector(), new ChangeFeed(TimeProvider.System, NullLogger<ChangeFeed>.Instance), TimeProvider.System, NullLogger<PartnerStore>.Instance);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Opens it; the first time there is a partner with one person in the end.</summary>
    public static async Task<ChaosOffice> OpenAsync(string folder)
    {
        var office = new ChaosOffice(folder);
        await StoreSetup.PrepareAsync(office._file, office._factory, Stop);
        if (!await office.AnyAsync())
            await office._store.AddPartnerAsync(new Partner { Name = "Chaos", MspFlex = true }, [new Person { Id = Guid.NewGuid(), Name = "Ada", Email = "ada@example.com", AllCustomers = true, Role = Role.SuperAdmin }], Actor.Import, Stop);
        return office;
    }

    /// <summary>Renames a customer that is here, if it is.</summary>
    public async Task<bool> RenameAsync(Guid customer, string name)
    {
        await using var db = _factory.CreateDbContext();
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == customer && c.UnlinkedAt == null, Stop) is not { } known || known.Origin == CustomerOrigin.ManagedOrder)
            return false;
        var receivers = new Receivers([new Owed(DeliveryTarget.Central, partner => partner.IsConnected), new Owed(DeliveryTarget.Crm, partner => partner.TellsCrm)]);
        await new CustomerCommands(_store, new Outbox(receivers)).RenameAsync(await ScopeAsync(), customer, name, known.ShowAs, Stop);
        return true;
    }

    /// <summary>Asks for a new account.</summary>
    public async Task AskAsync(string company) => await new AccountCommands(_store, new ConnectedCentral(new TestMailer())).CreateMonthlyAsync(
        await ScopeAsync(), Guid.NewGuid(), AccountRulesTests.Draft with { Company = company, Email = $"{Guid.NewGuid():N}@example.com" }, Stop);

    /// <summary>Has everything read anew.</summary>
    public async Task RunNowAsync()
    {
        var partner = (await ScopeAsync()).PartnerId;
        await _store.WriteAsideAsync(async db =>
        {
            var fact = await db.FactAsync(SyncWishes.FactOf(partner));
            fact.Value = StoreJson.Write(SyncWishes.Of(fact) with { AskedAt = DateTime.UtcNow });
        }, Stop);
    }

    /// <summary>Time passes: whatever happened is that much longer ago, and whatever waits that much nearer.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await using var db = _factory.CreateDbContext();
        foreach (var request in await db.AccountRequests.ToListAsync(Stop))
            (request.SentAt, request.NextAt) = (request.SentAt - time, request.NextAt - time);
        foreach (var run in await db.SyncRuns.ToListAsync(Stop))
            (run.StartedAt, run.EndedAt) = (run.StartedAt - time, run.EndedAt - time);
        foreach (var delivery in await db.NameDeliveries.Where(d => d.NextAt != null).ToListAsync(Stop))
            delivery.NextAt -= time;
        await db.SaveChangesAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        _factory.ClearPool();
        _file.Dispose();
        await Task.CompletedTask;
    }

    private async Task<bool> AnyAsync()
    {
        await using var db = _factory.CreateDbContext();
        return await db.Partners.AnyAsync(Stop);
    }

    private async Task<PartnerScope> ScopeAsync()
    {
        await using var db = _factory.CreateDbContext();
        return (await ScopeReader.ReadAsync(db, (await db.People.SingleAsync(Stop)).Id, Stop))!;
    }

    // What is owed is written down here; the portal sends it.
    private sealed class Owed(DeliveryTarget target, Func<Partner, bool> serves) : IReceiver
    {
        public DeliveryTarget Target => target;

        public bool Serves(Partner partner) => serves(partner);

        public Task<DeliveryAnswer> SendAsync(SentName name, CancellationToken cancel) => throw new NotSupportedException();
    }
}
