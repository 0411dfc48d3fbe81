using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Journal;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Journal;

/// <summary>A partner with a journal of some entries, the file of its head, and somebody who has the database in hand.</summary>
internal sealed class JournalWorld : IAsyncDisposable
{
    private JournalWorld(TestStore store)
    {
        Store = store;
        Verifier = new JournalVerifier(store.Factory, store.JournalKey);
        Commands = new JournalCommands(store.Store, store.JournalKey);
        Keeper = NewKeeper();
    }

    public TestStore Store { get; }
    public JournalVerifier Verifier { get; }
    public JournalCommands Commands { get; }
    public JournalHeadKeeper Keeper { get; }
    public int Partner { get; private set; }
    public PartnerScope Admin { get; private set; } = null!;
    public PartnerScope Other { get; private set; } = null!;
    public Guid Customer { get; private set; }

    /// <summary>Five entries: two people, a customer, and a name given twice by the other person.</summary>
    public static async Task<JournalWorld> CreateAsync()
    {
        var world = new JournalWorld(await TestStore.CreateAsync());
        world.Partner = await world.Store.AddPartnerAsync();
        world.Admin = await world.Store.AddPersonAsync(world.Partner, name: "Ada Admin");
        world.Other = (await world.Store.AddPersonAsync(world.Partner, name: "Otto Other")) with { Address = "203.0.113.7" };
        world.Customer = await world.Store.AddCustomerAsync(world.Partner, "Anna");
        await world.RenameAsync("Berta");
        await world.RenameAsync("Clara");
        await world.Keeper.OpenAsync(anew: true, CancellationToken.None);
        return world;
    }

    public JournalHeadKeeper NewKeeper(ILogger<JournalHeadKeeper>? log = null, StoreFile? store = null) => new(
        store ?? Store.File, Store.Factory, Verifier, Store.JournalFiles, Store.JournalKey, Options.Create(new DemoOptions()), Store.Time,
        log ?? NullLogger<JournalHeadKeeper>.Instance);

    /// <summary>A keeper, and what it complains of.</summary>
    public (JournalHeadKeeper Keeper, ServerLog Log) LoudKeeper()
    {
        var log = new ServerLog();
        return (NewKeeper(new Logger<JournalHeadKeeper>(new LoggerFactory([log]))), log);
    }

    /// <summary>The other person renames the customer.</summary>
    public Task RenameAsync(string name) => Store.Store.WriteAsync(Other, Permission.Rename, async write =>
    {
        var customer = await write.CustomerAsync(Customer, CancellationToken.None);
        write.Journal(JournalKinds.CustomerRenamed, Customer, before: customer.DisplayName, after: name);
        customer.ShowAs = name;
        return true;
    });

    public Task DeactivateOtherAsync() => Store.WriteAsync(Partner, async write =>
    {
        (await write.Db.People.SingleAsync(p => p.Id == Other.PersonId)).Active = false;
        write.JournalOther(JournalKinds.PersonDeactivated, Other.PersonId, "Otto Other");
    });

    /// <summary>Behind the portal's back.</summary>
    public async Task TamperAsync(FormattableString sql)
    {
        await using var db = Store.Db();
        await db.Database.ExecuteSqlAsync(sql);
    }

    /// <summary>What the command prints and answers.</summary>
    public async Task<(int Code, string Said)> VerifyAsync()
    {
        await using var output = new StringWriter();
        var code = await JournalVerifyRun.RunAsync(Verifier, Keeper.Path, output, CancellationToken.None);
        return (code, output.ToString());
    }

    public async Task<IReadOnlyList<JournalEntry>> EntriesAsync()
    {
        await using var db = Store.Db();
        return await db.Journal.AsNoTracking().Where(e => e.PartnerId == Partner).OrderBy(e => e.PartnerSeq).ToListAsync();
    }

    /// <summary>Puts an entry at the end behind the portal's back, chained as it should be.</summary>
    public async Task AppendAsync(string kind, Guid? subject, JournalPayload payload, long? seq = null, byte[]? prev = null)
    {
        await using var db = Store.Db();
        var partner = await db.Partners.SingleAsync(p => p.Id == Partner);
        (partner.LastSeq, partner.LastHash) = (seq - 1 ?? partner.LastSeq, prev ?? partner.LastHash);
        db.Journal.Add(JournalChain.Next(partner, TestStore.Start.UtcDateTime, Actor.Calendar, kind, null, subject, payload));
        await db.SaveChangesAsync();
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
