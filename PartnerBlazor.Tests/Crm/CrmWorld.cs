using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Bench.CrmStandIn;
using PartnerBlazor.Crm;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Delivery;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Crm;

/// <summary>A store with a real partner and the real client, connected over HTTP to a stand-in of Salesforce.</summary>
public sealed class CrmWorld : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CrmWorld(TestStore store, SalesforceStandIn standIn, SalesforceOptions options)
    {
        (Store, StandIn, Options) = (store, standIn, options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        builder.AddCrm();
        builder.Services.AddSingleton(new CrmRetry(TimeSpan.Zero));
        builder.Services.AddSingleton<TimeProvider>(store.Time).AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        builder.Services.AddSingleton(store.Store).AddSingleton(store.Factory).AddSingleton(store.Feed);
        _app = builder.Build();
    }

    public TestStore Store { get; }
    public SalesforceStandIn StandIn { get; }
    public SalesforceOptions Options { get; }
    public ServerLog Log { get; } = new(LogLevel.Trace);
    public int Partner { get; private set; }
    public PartnerScope Admin { get; private set; } = null!;
    public CrmLink Link => Get<CrmLink>();
    public CrmClient Client => Get<CrmClient>();
    public CrmMatcher Matcher => Get<CrmMatcher>();
    public CrmCommands Commands => Get<CrmCommands>();
    public CrmQueries Queries => Get<CrmQueries>();
    public DateTime Now => Store.Time.GetUtcNow().UtcDateTime;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it; the partner has its CRM.</summary>
    public static async Task<CrmWorld> StartAsync(SalesforceStandInOptions? standIn = null, Action<SalesforceOptions>? change = null)
    {
        var store = await TestStore.CreateAsync();
        var salesforce = await SalesforceStandIn.StartAsync((standIn ?? new SalesforceStandInOptions()) with { Time = store.Time });
        var options = OptionsOf(salesforce);
        change?.Invoke(options);
        var world = new CrmWorld(store, salesforce, options);
        store.Receivers.AddRange(world._app.Services.GetServices<IReceiver>());
        world.Partner = await store.AddPartnerAsync();
        await world.Link.PartnerAsync(Stop);
        store.Feed.Listen(world.Matcher);
        world.Admin = await store.AddPersonAsync(world.Partner);
        return world;
    }

    /// <summary>The settings of a portal that is to use a stand-in.</summary>
    public static SalesforceOptions OptionsOf(SalesforceStandIn standIn) => new()
    {
        ClientId = SalesforceStandInOptions.DemoClientId,
        ClientSecret = SalesforceStandInOptions.DemoClientSecret,
        LoginUrl = standIn.Address.GetLeftPart(UriPartial.Authority),
        ExternalIdField = "Central_Account__c",
    };

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Adds a customer here, and its account unless that is null.</summary>
    public async Task<(Guid Id, SalesforceAccount? Account)> CustomerAsync(string name, string? account = null, bool byId = false)
    {
        var id = await Store.AddCustomerAsync(Partner, name);
        return (id, account is null ? null : StandIn.Accounts.Add(account, byId ? $"{id}" : null));
    }

    /// <summary>Looks for accounts, as the portal does by itself.</summary>
    public async Task MatchAsync()
    {
        Matcher.Want();
        await Matcher.RunAsync(Stop);
    }

    /// <summary>Renames and delivers.</summary>
    public async Task RenameAsync(Guid customer, string name)
    {
        await using var db = Store.Db();
        await Store.Customers.RenameAsync(Admin, customer, name, (await db.Customers.SingleAsync(c => c.Id == customer, Stop)).ShowAs, Stop);
    }

    /// <summary>Delivers what is due.</summary>
    public async Task<DateTime?> DeliverAsync()
    {
        using var pump = new DeliveryPump(new Receivers(Store.Receivers), new DeliveryOutcomes(Store.Store, Store.Deliveries), new DueDeliveries(Store.Factory), Store.Feed, Store.Time, NullLogger<DeliveryPump>.Instance);
        return await pump.RunAsync(Stop);
    }

    public async Task<CrmAccount?> AccountAsync(Guid customer)
    {
        await using var db = Store.Db();
        return await db.CrmAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.CustomerId == customer, Stop);
    }

    public async Task<NameDelivery> DeliveryAsync(Guid customer)
    {
        await using var db = Store.Db();
        return await db.NameDeliveries.AsNoTracking().SingleAsync(d => d.CustomerId == customer && d.Target == DeliveryTarget.Crm, Stop);
    }

    /// <summary>Names at the CRM, by account.</summary>
    public string NameOf(SalesforceAccount account) => StandIn.Accounts.All.Single(other => other.Id == account.Id).Name;

    /// <summary>How often the path was asked for.</summary>
    public int Asked(string path) => StandIn.Requests.Count(line => line.Contains(path, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await StandIn.DisposeAsync();
        await Store.DisposeAsync();
    }
}
