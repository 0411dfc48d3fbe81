using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Bench.CrmStandIn;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Chaos;

/// <summary>
/// The real program against a vendor and a CRM that fail at random (429, 500, cut, slow, done but said to have failed), killed (SIGKILL) and started again twenty times while people rename customers and ask
/// for new accounts and the vendor changes its own: in the end store, vendor and CRM agree, nothing is lost and nothing is there twice.
/// </summary>
[Collection(nameof(ChaosTests))]
public sealed class ChaosTests
{
    private const int Kills = 20;
    private const int Customers = 9;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_twenty_times_among_failures_everybody_agrees_in_the_end()
    {
        var random = new Random(20_261_130);
        using var folder = new TempFolder();
        var estate = new StandInEstate();
        await using var vendor = await CentralStandIn.StartAsync(estate, new StandInOptions { EqualNames = true });
        await using var crm = await SalesforceStandIn.StartAsync();
        for (var i = 0; i < Customers; i++)
            Add(estate, crm, $"Customer {i}", byId: i % 2 == 0);
        await (await ChaosOffice.OpenAsync(folder.Path)).DisposeAsync();
        await using var portal = await PortalProcess.StartAsync(folder.Path, settings: Settings(vendor, crm));
        await UntilAsync(portal, async () => await CountAsync(folder.Path) == Customers);

        Fail(vendor, random);
        var (names, asked) = (new Dictionary<Guid, string>(), new List<string>());
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(200, 2_500), Stop);
            await portal.KillAsync();
            await using (var office = await ChaosOffice.OpenAsync(folder.Path))
            {
                // Whoever was asked for has no account in the CRM.
                var customer = random.GetItems<StandInCustomer>([.. estate.Customers.Where(c => !asked.Contains(c.Name))], 1)[0];
                if (await office.RenameAsync(customer.Id, $"Renamed {kill}"))
                    names[customer.Id] = $"Renamed {kill}";
                if (kill % 4 == 1)
                {
                    asked.Add($"New account {kill}");
                    await office.AskAsync(asked[^1]);
                }
                if (kill % 5 == 4)
                    await office.PassAsync(TimeSpan.FromMinutes(16));
            }
            Change(estate, crm, random, kill);
            crm.Faults.Next("/composite", random.Next(3), random.Next(3) switch { 0 => 0, 1 => 500, _ => 403 }, "REQUEST_LIMIT_EXCEEDED");
            await portal.RestartAsync();
        }

        vendor.Faults.Clear();
        crm.Faults.Clear();
        // Quiet at last: time passes, everything is read anew, and what waits for its turn gets it.
        for (var round = 0; round < 4; round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(4), Stop);
            await portal.KillAsync();
            await using (var office = await ChaosOffice.OpenAsync(folder.Path))
            {
                await office.PassAsync(TimeSpan.FromHours(1));
                await office.RunNowAsync();
            }
            await portal.RestartAsync();
        }
        List<string> wrong = ["not looked"];
        await UntilAsync(portal, async () => (wrong = await DisagreementsAsync(folder.Path, estate, crm, names, asked)).Count == 0, () => string.Join('\n', wrong));
        await portal.KillAsync();
        await using var db = new TestDbFactory(StoreFile.ConnectionStringOf(Path.Combine(folder.Path, "portal.db"))).CreateDbContext();
        await StoreAudit.AssertWholeAsync(db, DateOnly.FromDateTime(DateTime.UtcNow));
    }

    private static string[] Settings(CentralStandIn vendor, SalesforceStandIn crm) =>
    [
        "--Demo:Enabled=false", $"--Central:ClientId={StandInOptions.DemoClientId}", $"--Central:ClientSecret={StandInOptions.DemoClientSecret}", $"--Central:TokenAddress={vendor.TokenAddress}",
        $"--Central:ApiAddress={vendor.GlobalAddress}", $"--Salesforce:ClientId={SalesforceStandInOptions.DemoClientId}", $"--Salesforce:ClientSecret={SalesforceStandInOptions.DemoClientSecret}",
        $"--Salesforce:LoginUrl={crm.Address.GetLeftPart(UriPartial.Authority)}", "--Salesforce:ExternalIdField=Central_Account__c",
    ];

    private static void Fail(CentralStandIn vendor, Random random)
    {
        vendor.Faults.Share("/partner/v1/tenants", 0.4, random.Next(), StandInFault.After(StandInFault.Status(500)), "POST");
        vendor.Faults.Share("/partner/v1/tenants", 0.2, random.Next(), StandInFault.After(), "POST");
        vendor.Faults.Share("/partner/v1/tenants", 0.3, random.Next(), StandInFault.After(StandInFault.Status(503)), "PATCH");
        vendor.Faults.Share("/", 0.06, random.Next(), StandInFault.Status(500));
        vendor.Faults.Share("/", 0.04, random.Next(), StandInFault.CutOff());
        vendor.Faults.Share("/", 0.02, random.Next(), StandInFault.TooMany(TimeSpan.FromSeconds(1)));
        vendor.Faults.Share("/", 0.1, random.Next(), StandInFault.Hang(TimeSpan.FromMilliseconds(300)));
    }

    private static void Add(StandInEstate estate, SalesforceStandIn crm, string name, bool byId)
    {
        var customer = estate.Add(new StandInCustomer
        {
            Name = name,
            Licences = [new StandInLicence { Id = $"L{Guid.NewGuid():N}", ProductCode = "CIXA-MSP", ProductName = "Endpoint", StartDate = "2026-01-01", EndDate = "2030-01-01", Quantity = 10, Usage = 5 }],
        });
        crm.Accounts.Add(name, byId ? $"{customer.Id}" : null);
    }

    private static void Change(StandInEstate estate, SalesforceStandIn crm, Random random, int kill)
    {
        var customer = estate.Customers[random.Next(estate.Customers.Count)];
        estate.Change(customer.Id, c => c with { Licences = [.. c.Licences.Select(l => l with { Quantity = 1 + random.Next(90), Unlimited = false })] });
        estate.Raise(customer.Id, new StandInAlert { Type = "Event::Endpoint::OutOfDate", Severity = "high", Description = $"Alert {kill}", RaisedAt = $"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}", Device = new StandInNamed(Guid.NewGuid(), $"PC-{kill}", "computer") });
        if (kill % 7 == 3)
            Add(estate, crm, $"Arrived {kill}", byId: kill % 2 == 0);
    }

    private static async Task<List<string>> DisagreementsAsync(string folder, StandInEstate estate, SalesforceStandIn crm, Dictionary<Guid, string> names, List<string> asked)
    {
        List<string> wrong = [];
        await using var db = new TestDbFactory(ReadOnly(folder)).CreateDbContext();
        var here = await db.Customers.AsNoTracking().Where(c => c.UnlinkedAt == null).ToDictionaryAsync(c => c.Id, Stop);
        var licences = (await db.Licences.AsNoTracking().ToListAsync(Stop)).ToLookup(l => l.CustomerId);
        var alerts = (await db.AlertOccurrences.AsNoTracking().Where(o => o.ClosedAt == null).ToListAsync(Stop)).ToLookup(o => o.CustomerId);
        var accounts = await db.CrmAccounts.AsNoTracking().ToDictionaryAsync(a => a.CustomerId, Stop);
        Differ("customers", estate.Customers.Select(c => c.Id), here.Keys);
        foreach (var theirs in estate.Customers.Where(c => here.ContainsKey(c.Id)))
        {
            Differ($"name of {theirs.Name}", [theirs.ShowAs ?? theirs.Name], [here[theirs.Id].DisplayName]);
            Differ($"licences of {theirs.Name}", theirs.Licences.Select(l => $"{l.ProductCode} {l.Quantity}"), licences[theirs.Id].Where(l => !l.Revoked).Select(l => $"{l.ProductCode} {l.Quantity}"));
            Differ($"alerts of {theirs.Name}", theirs.Alerts.Select(a => $"{a.Id}"), alerts[theirs.Id].Select(o => o.VendorId));
        }
        foreach (var (id, name) in names)
            Differ($"renamed {name}", [name, name], [here.GetValueOrDefault(id)?.DisplayName ?? "", crm.Accounts.All.SingleOrDefault(a => a.Id == accounts.GetValueOrDefault(id)?.AccountId)?.Name ?? ""]);
        foreach (var company in asked)
            Differ($"asked for {company}", [1, 1], [estate.Customers.Count(c => c.Name == company), here.Values.Count(c => c.Name == company)]);
        wrong.AddRange((await db.NameDeliveries.AsNoTracking().Where(d => d.State != DeliveryState.Delivered).ToListAsync(Stop)).Select(d => $"{d.Target} delivery is {d.State} ({d.Problem}, {d.NextAt})"));
        wrong.AddRange((await db.AccountRequests.AsNoTracking().Where(r => r.State != AccountRequestState.Created).ToListAsync(Stop)).Select(r => $"{r.Company} is {r.State} ({r.Problem}, sent {r.SentAt}, next {r.NextAt})"));
        return wrong;

        void Differ<T>(string what, IEnumerable<T> there, IEnumerable<T> ours)
        {
            var (one, other) = (there.Order().ToList(), ours.Order().ToList());
            if (!one.SequenceEqual(other))
                wrong.Add($"{what}: {string.Join(", ", one)} there, {string.Join(", ", other)} here");
        }
    }

    private static async Task<int> CountAsync(string folder)
    {
        await using var db = new TestDbFactory(ReadOnly(folder)).CreateDbContext();
        return await db.CustomerRows.CountAsync(Stop);
    }

    private static string ReadOnly(string folder) => StoreFile.ConnectionStringOf(Path.Combine(folder, "portal.db"));

    private static async Task UntilAsync(PortalProcess portal, Func<Task<bool>> holds, Func<string>? otherwise = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await holds())
        {
            Assert.False(portal.Run.HasExited, portal.Run.Everything);
            Assert.False(patience.IsCancellationRequested, $"{otherwise?.Invoke()}\n{portal.Run.Everything}");
            await Task.Delay(500, Stop);
        }
    }
}

/// <summary>Alone: a process that is started twenty times leaves a small machine no room for browsers beside it.</summary>
[CollectionDefinition(nameof(ChaosTests), DisableParallelization = true)]
public sealed class ChaosCollection;
