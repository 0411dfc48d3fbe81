using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Delivery;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Central.Link;

/// <summary>A store with a real partner and the real client, connected over HTTP to a stand-in of the vendor. Clock of all three: the store's.</summary>
public sealed class VendorWorld : IAsyncDisposable
{
    // So long an answer is waited for before its patience is: a vendor that hangs.
    private const int Hangs = 40;

    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly OnTheWire _wire = new();

    private VendorWorld(TestStore store, CentralStandIn standIn, CentralOptions options)
    {
        (Store, StandIn) = (store, standIn);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        builder.AddCentralClient();
        builder.Services.AddSingleton(new CentralRetry(TimeSpan.Zero));
        builder.Services.PostConfigureAll<HttpClientFactoryOptions>(client => client.HttpMessageHandlerBuilderActions.Add(made => made.AdditionalHandlers.Add(_wire.Handler())));
        builder.Services.AddSingleton<TimeProvider>(store.Time).AddSingleton(Options.Create(options));
        builder.Services.AddSingleton(store.Store).AddSingleton(store.Factory);
        builder.Services.AddSingleton<LinkBinding>().AddSingleton<LinkErrors>().AddSingleton<LinkJournal>().AddSingleton<CentralLink>().AddSingleton<CentralReceiver>();
        builder.Services.AddSingleton(store.Feed).AddCentralSync();
        builder.Services.AddSingleton<ConnectionQueries>().AddSingleton<ConnectionCommands>();
        _app = builder.Build();
    }

    public TestStore Store { get; }
    public CentralStandIn StandIn { get; }
    public ServerLog Log { get; } = new(LogLevel.Trace);
    public int Partner { get; private set; }
    public CentralClient Client => Get<CentralClient>();
    public CentralLink Link => Get<CentralLink>();
    public CallGate Gate => Get<CallGate>();
    public CentralSync Sync => Get<CentralSync>();
    public CentralReceiver Receiver => Get<CentralReceiver>();

    /// <summary>Starts it.</summary>
    /// <param name="estate">The vendor's customers; one unless given.</param>
    /// <param name="standIn">How the stand-in is started; its clock is set.</param>
    /// <param name="change">Changes the settings.</param>
    /// <param name="clock">The vendor's clock; ours unless given.</param>
    /// <param name="partner">False: the portal is not set up.</param>
    public static async Task<VendorWorld> StartAsync(
        StandInEstate? estate = null, StandInOptions? standIn = null, Action<CentralOptions>? change = null, bool partner = true, TimeProvider? clock = null)
    {
        var store = await TestStore.CreateAsync();
        var vendor = await CentralStandIn.StartAsync(estate ?? new StandInEstate(), (standIn ?? new StandInOptions()) with { Time = clock ?? store.Time });
        var options = OptionsOf(vendor);
        change?.Invoke(options);
        var world = new VendorWorld(store, vendor, options);
        if (partner)
            world.Partner = await store.AddPartnerAsync();
        return world;
    }

    /// <summary>The settings of a portal that is to use a stand-in.</summary>
    public static CentralOptions OptionsOf(CentralStandIn standIn) => new()
    {
        ClientId = StandInOptions.DemoClientId,
        ClientSecret = StandInOptions.DemoClientSecret,
        TokenAddress = standIn.TokenAddress.AbsoluteUri,
        ApiAddress = standIn.GlobalAddress.AbsoluteUri,
    };

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Adds a customer here and at the vendor.</summary>
    public async Task<Guid> CustomerAsync(string name)
    {
        var id = await Store.AddCustomerAsync(Partner, name);
        StandIn.Estate.Add(new StandInCustomer { Id = id, Name = name });
        return id;
    }

    /// <summary>What the stand-in was asked, but for tokens: method, path and status.</summary>
    public IReadOnlyList<string> Asked => [.. StandIn.Requests.Where(r => !r.Path.Contains("token", StringComparison.Ordinal)).Select(r => $"{r.Method} {r.Path} {r.Status}")];

    /// <summary>How often a token was asked for.</summary>
    public int Tokens => StandIn.Requests.Count(r => r.Path.Contains("token", StringComparison.Ordinal));

    /// <summary>The journal's entries about the connection, oldest first.</summary>
    public async Task<IReadOnlyList<string>> JournalAsync()
    {
        await using var db = Store.Db();
        return [.. (await db.Journal.AsNoTracking().Where(e => e.Kind.StartsWith("partner.")).OrderBy(e => e.PartnerSeq).ToListAsync())
            .Select(e => $"{e.Kind} {StoreJson.Read<JournalPayload>(e.Payload).After}".TrimEnd())];
    }

    /// <summary>Tells the vendor a name as the outbox does.</summary>
    public Task<DeliveryAnswer> SendAsync(Guid customer, string name) => Receiver.SendAsync(new SentName(Partner, customer, name), TestContext.Current.CancellationToken);

    /// <summary>Lets work go on that waits for its turn: the gate spreads calls over the hour by the store's clock, which is moved meanwhile.</summary>
    public async Task<T> PassAsync<T>(Func<Task<T>> work)
    {
        var (task, looks) = (Task.Run(work, TestContext.Current.CancellationToken), 0);
        DateTimeOffset? before = null;
        while (await Task.WhenAny(task, Task.Delay(1, TestContext.Current.CancellationToken)) != task)
        {
            var due = Store.Time.NextDue;
            looks = _wire.Count > 0 ? looks + 1 : 0;
            // Twice the same with nothing on the way: who waits waits for the clock.
            if (looks > Hangs)
                Store.Time.Advance(TimeSpan.FromMilliseconds(500));
            else if (looks == 0 && due is { } at && due == before)
                Store.Time.Advance(at - Store.Time.GetUtcNow() is var wait && wait > s_step ? s_step : wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1));
            before = due;
        }
        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await StandIn.DisposeAsync();
        await Store.DisposeAsync();
    }
}
