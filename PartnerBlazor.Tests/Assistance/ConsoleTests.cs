using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Assistance;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Accounts;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>A partner of the demo with a customer that lets it in, and everything a launch and the customer's console stand on.</summary>
public abstract class ConsoleTests : LifecycleTests
{
    protected SignInRegistry Registry { get; private set; } = null!;
    protected LaunchCommands Launch { get; private set; } = null!;
    protected ConsoleSignIns SignIns { get; private set; } = null!;
    protected ConsoleCommands Console { get; private set; } = null!;

    /// <summary>A customer whose console can be opened.</summary>
    protected Guid Customer { get; private set; }

    /// <summary>The Super Admin's sign-in at the portal.</summary>
    protected PersonClaims Me { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await DemoAsync(true);
        Admin = (await Store.ScopeAsync(Admin.PersonId))!;
        Registry = new SignInRegistry(Store.Factory, Store.Store, Store.Time);
        Launch = new LaunchCommands(Store.Store, Store.Factory, Options.Create(new CentralOptions()), Store.Time);
        SignIns = new ConsoleSignIns(Store.Factory, Store.Store, Registry, Options.Create(new DemoOptions { Enabled = true }), Store.Time);
        Console = new ConsoleCommands(Store.Store, SignIns, Central);
        Customer = await MonthlyAsync("Lets them in");
        Me = await SignInAsync(Admin);
    }

    protected async Task<PersonClaims> SignInAsync(PartnerScope scope) => (await Registry.StartAsync(scope.PersonId, new SignInTrace(SignInMethod.Demo), None))!;

    /// <summary>Changes the customer as the vendor would.</summary>
    protected Task ChangeAsync(Action<Customer> change) => Store.WriteAsync(Partner, async write =>
    {
        change(await write.CustomerAsync(Customer, None));
        write.Journal(JournalKinds.CustomerChanged, Customer);
    });

    /// <summary>Changes a person.</summary>
    protected Task ChangeAsync(PartnerScope scope, Action<Person> change) => Store.WriteAsync(Partner, async write =>
    {
        change(await write.Db.People.Include(p => p.Groups).Include(p => p.Customers).SingleAsync(p => p.Id == scope.PersonId));
        write.JournalOther(JournalKinds.PersonChanged, scope.PersonId);
    });

    protected Task AssistanceAsync(PartnerAssistance to) => Store.WriteAsync(Partner, async write =>
        await write.SetAssistanceAsync(await write.CustomerAsync(Customer, None), to, AssistanceCause.Seen));

    /// <summary>Handle of a technician who was let in.</summary>
    protected async Task<string> VisitAsync(PersonClaims who) =>
        (await Launch.RedeemAsync(who, Customer, await Launch.IssueAsync(who, Customer, "", None), None)).Handle!;

    protected async Task<ConsoleVisitor?> TechnicianAsync(string handle) => await SignIns.FindAsync(handle, Customer, technician: true, None);

    protected async Task<ConsoleVisitor?> AdministratorAsync(string handle) => await SignIns.FindAsync(handle, Customer, technician: false, None);
}
