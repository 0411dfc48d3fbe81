using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Assistance;
using PartnerBlazor.Tests.Central.Sync;

namespace PartnerBlazor.Tests.Accounts.Requests;

/// <summary>A partner that is connected over HTTP, its list read once, who asks for new accounts; the test lets the sender run.</summary>
public sealed class RequestWorld : IAsyncDisposable
{
    public const string Customers = "/partner/v1/tenants";

    private RequestSender? _sender;

    private RequestWorld(SyncWorld sync, PartnerScope admin)
    {
        (Sync, Admin) = (sync, admin);
        Accounts = new AccountCommands(sync.Vendor.Store.Store, new ConnectedCentral(new TestMailer()));
        Commands = new RequestCommands(sync.Vendor.Store.Store);
    }

    public SyncWorld Sync { get; }
    public PartnerScope Admin { get; }
    public AccountCommands Accounts { get; }
    public RequestCommands Commands { get; }
    public RequestQueries Queries => new(Sync.Vendor.Store.Factory);
    public StandInFaults Faults => Sync.Faults;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static AccountDraft Draft => AccountRulesTests.Draft with { Company = "Boulangerie Noël", Email = "lea@noel.example" };

    public static async Task<RequestWorld> StartAsync(bool equalNames = false, TimeSpan listsAfter = default, bool read = true)
    {
        var estate = new StandInEstate();
        for (var i = 0; i < 4; i++)
            estate.Add(new StandInCustomer { Name = $"Other {i}" });
        var sync = await SyncWorld.StartAsync(estate, new StandInOptions { EqualNames = equalNames, ListsAfter = listsAfter });
        if (read)
            await sync.ReadAsync();
        return new RequestWorld(sync, await sync.Vendor.Store.AddPersonAsync(sync.Partner, name: "Ada Person"));
    }

    /// <summary>Asks for the account.</summary>
    public async Task<Guid> AskAsync(AccountDraft? draft = null, Guid? token = null) =>
        (await Accounts.CreateMonthlyAsync(Admin, token ?? Guid.NewGuid(), draft ?? Draft, Stop)).RequestId!.Value;

    /// <summary>The sender's turn.</summary>
    public Task<DateTime?> SendAsync() => Sync.Vendor.PassAsync(() => Sender.RunAsync(Stop));

    /// <summary>The program ends and begins again: what it had in mind is gone.</summary>
    public void Restart()
    {
        _sender?.Dispose();
        _sender = null;
    }

    /// <summary>Reads the vendor's list, so much later.</summary>
    public Task ReadAfterAsync(TimeSpan time) => Sync.ReadAfterAsync(time);

    public async Task<AccountRequest> RequestAsync(Guid id)
    {
        await using var db = Sync.Vendor.Store.Db();
        return await db.AccountRequests.AsNoTracking().SingleAsync(r => r.Id == id, Stop);
    }

    /// <summary>Those here by this name.</summary>
    public async Task<IReadOnlyList<Customer>> HereAsync(string? name = null) => [.. (await Sync.CustomersAsync()).Where(c => c.Name == (name ?? Draft.Company))];

    /// <summary>Those at the vendor by this name.</summary>
    public IReadOnlyList<StandInCustomer> There(string? name = null) => [.. Sync.Estate.Customers.Where(c => c.Name == (name ?? Draft.Company))];

    /// <summary>How often the vendor was asked to create one.</summary>
    public int Posts => Sync.Vendor.StandIn.Requests.Count(r => r.Method == "POST" && r.Path.StartsWith(Customers, StringComparison.Ordinal));

    /// <summary>Kinds of the journal's entries about a request, oldest first.</summary>
    public async Task<IReadOnlyList<string>> JournalAsync(Guid id)
    {
        await using var db = Sync.Vendor.Store.Db();
        return await db.Journal.AsNoTracking().Where(e => e.SubjectId == id).OrderBy(e => e.PartnerSeq).Select(e => e.Kind).ToListAsync(Stop);
    }

    public ValueTask DisposeAsync()
    {
        Restart();
        return Sync.DisposeAsync();
    }

    private RequestSender Sender => _sender ??= new RequestSender(
        new RequestOutcomes(Sync.Vendor.Store.Store, Sync.Vendor.Store.File, NullLogger<RequestOutcomes>.Instance), Sync.Vendor.Store.Factory, Sync.Vendor.Client, Sync.Vendor.Link, Sync.Vendor.Store.Feed,
        Sync.Vendor.Store.Time, NullLogger<RequestSender>.Instance);
}
