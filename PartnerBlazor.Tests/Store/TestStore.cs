using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Delivery;
using PartnerBlazor.Journal;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>
/// A store of its own for one test: a real SQLite file in a folder of its own, migrated as at start, with the real road to save, feed and
/// queries. Tests may run in parallel. The clock stands at <see cref="Start"/> until the test moves it.
/// </summary>
public sealed class TestStore : IAsyncDisposable
{
    /// <summary>Where the clock stands at first.</summary>
    public static readonly DateTimeOffset Start = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    private readonly TestDbFactory _factory;
    private readonly FeedClock _feedTime = new();

    private TestStore(string folder)
    {
        Folder = folder;
        File = StoreFile.Take(Path.Combine(folder, "test.db"));
        _factory = new TestDbFactory(File.ConnectionString);
        // The feed ticks on a clock of its own, so that waiting for it does not move the store's.
        Feed = new ChangeFeed(_feedTime, NullLogger<ChangeFeed>.Instance);
        Store = new PartnerStore(_factory, Projector, Feed, Time, NullLogger<PartnerStore>.Instance);
        Queries = new CustomerQueries(_factory);
    }

    public string Folder { get; }
    public StoreFile File { get; }
    public WatchedTime Time { get; } = new(Start);
    public IDbContextFactory<PartnerDb> Factory => _factory;
    public ChangeFeed Feed { get; }
    public CustomerProjector Projector { get; } = new();
    public PartnerStore Store { get; }
    public CustomerQueries Queries { get; }

    /// <summary>Other systems that are told of new names; none unless the test adds one.</summary>
    public List<IReceiver> Receivers { get; } = [];
    public DeliveryPulse Deliveries { get; } = new();
    public CustomerCommands Customers => new(Store, new Outbox(new Receivers(Receivers)));

    /// <summary>The journal's files outside the database, where the program puts them.</summary>
    public JournalFiles JournalFiles => new(File.Path + ".journal-head");
    public JournalKey JournalKey => new(JournalFiles);
    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    public static async Task<TestStore> CreateAsync(DateTimeOffset? now = null)
    {
        var store = new TestStore(Directory.CreateTempSubdirectory("partner-").FullName);
        if (now is { } moment)
            store.Time.SetUtcNow(moment);
        await StoreSetup.PrepareAsync(store.File, store.Factory, CancellationToken.None);
        await store.Feed.StartAsync(CancellationToken.None);
        // The feed begins on a thread of its own: a tick before that would be lost.
        await store._feedTime.Begun.WaitAsync(TimeSpan.FromMinutes(1));
        return store;
    }

    /// <summary>A context to look with.</summary>
    public PartnerDb Db() => _factory.CreateDbContext();

    /// <summary>Adds a partner. Partners come before any journal, so this alone does not go through the store's road.</summary>
    public async Task<int> AddPartnerAsync(bool mspFlex = true, bool mspFlexConnect = true, string name = "Partner", bool demo = false)
    {
        await using var db = Db();
        var partner = new Partner { Name = name, MspFlex = mspFlex, MspFlexConnect = mspFlexConnect, Demo = demo };
        db.Add(partner);
        await db.SaveChangesAsync();
        return partner.Id;
    }

    /// <summary>Adds a person and returns their scope. With groups or customers given, those are the scope; else all customers.</summary>
    public async Task<PartnerScope> AddPersonAsync(
        int partnerId, Role role = Role.SuperAdmin, IEnumerable<Guid>? groups = null, IEnumerable<Guid>? customers = null, string name = "Ada Person")
    {
        var person = new Person
        {
            Id = Guid.NewGuid(),
            PartnerId = partnerId,
            Name = name,
            Email = $"{Guid.NewGuid():N}@example.com",
            Role = role,
            AllCustomers = groups is null && customers is null,
        };
        person.Groups.AddRange((groups ?? []).Select(id => new PersonGroup { PersonId = person.Id, GroupId = id }));
        person.Customers.AddRange((customers ?? []).Select(id => new PersonCustomer { PersonId = person.Id, CustomerId = id }));
        await WriteAsync(partnerId, write =>
        {
            write.Db.Add(person);
            write.JournalOther(JournalKinds.PersonChanged, person.Id, person.Name);
        });
        return await ScopeAsync(person.Id) ?? throw new InvalidOperationException("The person was not stored.");
    }

    /// <summary>The person's scope as stored now; null when they may not sign in.</summary>
    public async Task<PartnerScope?> ScopeAsync(Guid personId)
    {
        await using var db = Db();
        return await ScopeReader.ReadAsync(db, personId, CancellationToken.None);
    }

    public async Task<Guid> AddGroupAsync(int partnerId, string name)
    {
        var group = new CustomerGroup { Id = Guid.NewGuid(), PartnerId = partnerId, Name = name };
        await WriteAsync(partnerId, write =>
        {
            write.Db.Add(group);
            write.JournalOther(JournalKinds.GroupCreated, group.Id, name);
        });
        return group.Id;
    }

    /// <summary>Adds one customer, changed by <paramref name="with"/> before it is saved.</summary>
    public async Task<Guid> AddCustomerAsync(int partnerId, string name = "Customer", Action<TestCustomer>? with = null)
    {
        var customer = new TestCustomer(partnerId, name);
        with?.Invoke(customer);
        await AddCustomersAsync(partnerId, [customer]);
        return customer.Id;
    }

    /// <summary>Adds many customers in one transaction.</summary>
    public Task AddCustomersAsync(int partnerId, IEnumerable<TestCustomer> customers) => WriteAsync(partnerId, write =>
    {
        foreach (var customer in customers)
        {
            write.Db.Add(customer.Customer);
            write.Db.AddRange(customer.Licences);
            write.Db.AddRange(customer.Alerts);
            write.Journal(JournalKinds.CustomerAdded, customer.Id, after: customer.Customer.Name);
        }
    });

    /// <summary>Displays the customer under another name, as the vendor would.</summary>
    public Task RenameAsync(int partnerId, Guid customerId, string name) => WriteAsync(partnerId, async write =>
    {
        var customer = await write.CustomerAsync(customerId, CancellationToken.None);
        write.Journal(JournalKinds.CustomerRenamed, customerId, before: customer.DisplayName, after: name);
        customer.ShowAs = name;
    });

    /// <summary>A write of the vendor's.</summary>
    public Task WriteAsync(int partnerId, Func<WriteSession, Task> work) => Store.WriteAsync(partnerId, Actor.Vendor, async write =>
    {
        await work(write);
        return true;
    });

    /// <inheritdoc cref="WriteAsync(int, Func{WriteSession, Task})"/>
    public Task WriteAsync(int partnerId, Action<WriteSession> work) => WriteAsync(partnerId, write =>
    {
        work(write);
        return Task.CompletedTask;
    });

    /// <summary>The feed's clock moves on until no session rests any more.</summary>
    public void Tick() => Tick(Watch.Rest);

    /// <summary>The feed's clock moves on.</summary>
    public void Tick(TimeSpan time) => _feedTime.Advance(time);

    /// <summary>The feed's clock moves on until it tells when the vendor's word was read.</summary>
    public void TickAsOf() => _feedTime.Advance(ChangeFeed.AsOfEvery);

    /// <summary>The vendor is asked about a customer and says nothing new.</summary>
    public Task ReadAsync(int partnerId, Guid customerId) => WriteAsync(partnerId, async write =>
    {
        var asOf = await write.Db.AsOf.FindAsync(customerId);
        if (asOf is null)
            write.Db.Add(asOf = new CustomerAsOf { CustomerId = customerId, PartnerId = partnerId });
        asOf.At = write.Now;
    });

    /// <summary>The watch's next batch; ticks the feed until it comes.</summary>
    public async Task<WatchBatch> NextAsync(Watch watch)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var next = watch.NextAsync(patience.Token);
        while (!next.IsCompleted)
        {
            Tick();
            await Task.Yield();
        }
        return await next;
    }

    public async ValueTask DisposeAsync()
    {
        await Feed.StopAsync(CancellationToken.None);
        Feed.Dispose();
        Store.Dispose();
        _factory.ClearPool();
        File.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>The feed's clock; tells when the feed has begun to wait for its ticks.</summary>
internal sealed class FeedClock() : FakeTimeProvider(TestStore.Start)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => _begun.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _begun.TrySetResult();
        return timer;
    }
}

/// <summary>Contexts of one database file, set up as the program sets them up.</summary>
public sealed class TestDbFactory(string connectionString) : IDbContextFactory<PartnerDb>
{
    private readonly DbContextOptions<PartnerDb> _options =
        new DbContextOptionsBuilder<PartnerDb>().UseSqlite(connectionString).AddInterceptors(new StorePragmas()).Options;

    public PartnerDb CreateDbContext() => new(_options);

    /// <summary>Closes this file's pooled connections and nobody else's.</summary>
    public void ClearPool()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
