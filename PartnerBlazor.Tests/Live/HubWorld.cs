using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Central;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Live;

/// <summary>A running portal with its demo people, and the means to change things in it by the one road.</summary>
public sealed class HubWorld : IAsyncLifetime
{
    /// <summary>The demo's first partner.</summary>
    public const int Partner = 1;

    public PortalHost Portal { get; private set; } = null!;
    public PartnerStore Store => Portal.Services.GetRequiredService<PartnerStore>();
    public CentralCommands Vendor => Portal.Services.GetRequiredService<CentralCommands>();
    public ChangeFeed Feed => Portal.Services.GetRequiredService<ChangeFeed>();

    public async ValueTask InitializeAsync() => Portal = await PortalHost.StartAsync(customers: 30);

    public async ValueTask DisposeAsync() => await Portal.DisposeAsync();

    public PartnerDb Db() => Portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContext();

    /// <summary>A new person: no test sees what another one changes about people.</summary>
    public async Task<Guid> PersonAsync(Role role, params Guid[] groups) => await PersonAsync(Partner, role, groups);

    public async Task<Guid> PersonAsync(int partner, Role role, params Guid[] groups)
    {
        var person = new Person { Id = Guid.NewGuid(), PartnerId = partner, Name = $"Test {role}", Email = $"{Guid.NewGuid():N}@example.com", Role = role, AllCustomers = groups.Length == 0 };
        person.Groups.AddRange(groups.Select(id => new PersonGroup { PersonId = person.Id, GroupId = id }));
        await WriteAsync(partner, write =>
        {
            write.Db.Add(person);
            write.JournalOther(JournalKinds.PersonChanged, person.Id, person.Name);
        });
        return person.Id;
    }

    public async Task<Guid> GroupAsync()
    {
        var group = new CustomerGroup { Id = Guid.NewGuid(), PartnerId = Partner, Name = $"Group {Guid.NewGuid():N}" };
        await WriteAsync(Partner, write =>
        {
            write.Db.Add(group);
            write.JournalOther(JournalKinds.GroupCreated, group.Id, group.Name);
        });
        return group.Id;
    }

    /// <summary>Adds a customer with one licence.</summary>
    public async Task<TestCustomer> CustomerAsync(string name, params Guid[] groups)
    {
        var customer = new TestCustomer(Partner, name).In(groups).Licence();
        await WriteAsync(Partner, write =>
        {
            write.Db.Add(customer.Customer);
            write.Db.AddRange(customer.Licences);
            write.Journal(JournalKinds.CustomerAdded, customer.Id, after: name);
        });
        return customer;
    }

    public Task MoveAsync(Guid customer, Guid group, bool into) => WriteAsync(Partner, async write =>
    {
        var stored = await write.CustomerAsync(customer, CancellationToken.None);
        if (into)
            stored.Groups.Add(new GroupMember { CustomerId = customer, GroupId = group });
        else
            stored.Groups.RemoveAll(m => m.GroupId == group);
        write.Journal(JournalKinds.CustomerGroups, customer);
    });

    public Task RenameAsync(Guid customer, string name) => WriteAsync(Partner, async write =>
    {
        var stored = await write.CustomerAsync(customer, CancellationToken.None);
        write.Journal(JournalKinds.CustomerRenamed, customer, before: stored.DisplayName, after: name);
        stored.ShowAs = name;
    });

    /// <summary>More seats used than bought: the licence is over-used.</summary>
    public Task OveruseAsync(TestCustomer customer) => Vendor.UsageAsync(Partner, customer.Licences[0].Id, 12);

    public async Task<Guid> AlertAsync(Guid customer)
    {
        var id = Guid.NewGuid();
        await Vendor.RaiseAsync(Partner, new Alert
        {
            Id = id,
            PartnerId = Partner,
            CustomerId = customer,
            Cause = $"{id:N}",
            Severity = AlertSeverity.High,
            Description = "Protection is off",
            RaisedAt = DateTime.UtcNow,
        });
        return id;
    }

    public Task ChangePersonAsync(Guid id, Action<Person> change) => WriteAsync(Partner, async write =>
    {
        var person = await write.Db.People.Include(p => p.Groups).SingleAsync(p => p.Id == id);
        change(person);
        write.JournalOther(JournalKinds.PersonChanged, id, person.Name);
    });

    /// <summary>Gives a person of the first partner a custom role: a copy of theirs without these permissions.</summary>
    public Task StripAsync(Guid id, IEnumerable<Permission> removed) => WriteAsync(Partner, async write =>
    {
        var person = await write.Db.People.SingleAsync(p => p.Id == id);
        var role = new CustomRole { Id = Guid.NewGuid(), PartnerId = Partner, Name = $"Role {id:N}", BaseRole = person.Role, Removed = Permissions.Write(removed) };
        write.Db.Add(role);
        person.CustomRoleId = role.Id;
        write.JournalOther(JournalKinds.PersonChanged, id, person.Name);
    });

    private Task<bool> WriteAsync(int partner, Action<WriteSession> work) => WriteAsync(partner, write =>
    {
        work(write);
        return Task.CompletedTask;
    });

    private Task<bool> WriteAsync(int partner, Func<WriteSession, Task> work) => Store.WriteAsync(partner, Actor.Vendor, async write =>
    {
        await work(write);
        return true;
    });
}
