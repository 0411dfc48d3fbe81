using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Assistance;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Central;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>A store with a partner that holds both programmes, its Super Admin, and the commands of the account lifecycle on a vendor the test plays.</summary>
public abstract class LifecycleTests : IAsyncLifetime
{
    protected static CancellationToken None => TestContext.Current.CancellationToken;

    protected TestStore Store { get; private set; } = null!;
    protected FakeCentral Central { get; } = new();
    protected int Partner { get; private set; }
    protected PartnerScope Admin { get; set; } = null!;
    protected UnlinkCommands Unlink { get; private set; } = null!;
    protected BillingCommands Billing { get; private set; } = null!;
    protected AccountCommands Accounts { get; private set; } = null!;
    protected AssistanceCommands Assistance { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Store = await TestStore.CreateAsync();
        Partner = await Store.AddPartnerAsync();
        Admin = await Store.AddPersonAsync(Partner);
        (Unlink, Billing) = (new UnlinkCommands(Store.Store, Central), new BillingCommands(Store.Store, Central));
        (Accounts, Assistance) = (new AccountCommands(Store.Store, Central), new AssistanceCommands(Store.Store, Central));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await new LicenceCommands(Store.Factory, Store.Store).CatchUpAsync(CancellationToken.None);
        await using (var db = Store.Db())
            await StoreAudit.AssertWholeAsync(db, Store.Today);
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the partner one of the demo, whose customers' consoles are played, or not.</summary>
    protected Task DemoAsync(bool demo) => Store.WriteAsync(Partner, async write =>
    {
        (await write.Db.Partners.SingleAsync(p => p.Id == Partner)).Demo = demo;
        write.JournalOther(JournalKinds.PartnerChanged, null);
    });

    /// <summary>A monthly account with one usage licence.</summary>
    protected Task<Guid> MonthlyAsync(string name = "Monthly", string product = "CIXA-MSP") => Store.AddCustomerAsync(Partner, name, c =>
    {
        (c.Customer.BillingType, c.Customer.Origin) = (BillingType.Usage, CustomerOrigin.MonthlyAccount);
        c.Licence(l =>
        {
            var known = Products.Find(product)!;
            (l.ProductCode, l.ProductName, l.Category) = (known.Code, known.Name, known.Category);
            (l.Type, l.RollsOver, l.Quantity) = (LicenceType.Usage, true, null);
        });
    });

    /// <summary>A trial the customer started itself: assistance is off.</summary>
    protected Task<Guid> TrialAsync(string name = "Trial") => Store.AddCustomerAsync(Partner, name, c =>
    {
        (c.Customer.BillingType, c.Customer.Origin, c.Customer.PartnerAssistance) = (BillingType.Trial, CustomerOrigin.CustomerTrial, PartnerAssistance.Off);
        c.Licence(l => (l.Type, l.EndDate) = (LicenceType.Trial, Store.Today.AddDays(10)));
        c.Licence(l => (l.Type, l.EndDate, l.Category) = (LicenceType.Trial, Store.Today.AddDays(20), LicenceCategory.Email));
    });

    /// <summary>A term customer with one licence that ends after so many days.</summary>
    protected Task<Guid> TermAsync(string name = "Term", int daysToEnd = 200) => Store.AddCustomerAsync(Partner, name, c =>
        c.Licence(l => l.EndDate = Store.Today.AddDays(daysToEnd)));

    protected async Task<Customer> CustomerAsync(Guid id)
    {
        await using var db = Store.Db();
        return await db.Customers.AsNoTracking().SingleAsync(c => c.Id == id);
    }

    protected async Task<CustomerRow?> RowAsync(Guid id)
    {
        await using var db = Store.Db();
        return await db.CustomerRows.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id);
    }

    protected async Task<IReadOnlyList<Licence>> LicencesAsync(Guid id)
    {
        await using var db = Store.Db();
        return await db.Licences.AsNoTracking().Where(l => l.CustomerId == id).OrderBy(l => l.StartDate).ThenBy(l => l.ProductCode).ToListAsync();
    }

    /// <summary>Kinds of the customer's journal entries, in order, without the one that added it.</summary>
    protected async Task<IReadOnlyList<string>> JournalAsync(Guid id)
    {
        await using var db = Store.Db();
        return await db.Journal.Where(e => e.CustomerId == id && e.Kind != JournalKinds.CustomerAdded).OrderBy(e => e.PartnerSeq).Select(e => e.Kind).ToListAsync();
    }

    protected static async Task<string> RefusedAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Code;
}
