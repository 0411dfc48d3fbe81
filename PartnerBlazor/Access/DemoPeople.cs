using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>A demo partner and its people, as the sign-in page lists them.</summary>
/// <param name="Name">Name of the partner.</param>
/// <param name="MspFlex">Holds MSP Flex.</param>
/// <param name="MspFlexConnect">Holds MSP Flex Connect.</param>
/// <param name="People">Its active people, highest role first.</param>
public sealed record DemoPartner(string Name, bool MspFlex, bool MspFlexConnect, IReadOnlyList<DemoPerson> People);

/// <summary>A person the demo lets in with one click.</summary>
/// <param name="Id">Id of the person.</param>
/// <param name="Name">Full name.</param>
/// <param name="Role">Role; the built-in one its custom role is a copy of.</param>
/// <param name="CustomRole">Name of the custom role; null: the built-in one.</param>
/// <param name="AllCustomers">Sees all customers.</param>
/// <param name="Groups">Names of the groups in scope, when not all.</param>
/// <param name="Customers">Number of single customers in scope, when not all.</param>
public sealed record DemoPerson(Guid Id, string Name, Role Role, string? CustomRole, bool AllCustomers, IReadOnlyList<string> Groups, int Customers);

/// <summary>Reads whom the demo's sign-in page offers. Without the demo there is nobody.</summary>
public sealed class DemoPeople(IDbContextFactory<PartnerDb> factory, IOptions<DemoOptions> options)
{
    /// <summary>True when the one-click sign-in exists.</summary>
    public bool Enabled => options.Value.Enabled;

    /// <summary>All partners with their active people.</summary>
    public async Task<IReadOnlyList<DemoPartner>> ListAsync(CancellationToken cancel)
    {
        if (!Enabled)
            return [];
        await using var db = await factory.CreateDbContextAsync(cancel);
        var partners = await db.Partners.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel);
        var groups = await db.Groups.AsNoTracking().ToDictionaryAsync(g => g.Id, g => g.Name, cancel);
        var roles = await db.CustomRoles.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Name, cancel);
        var people = await db.People.AsNoTracking().AsSplitQuery().Include(p => p.Groups).Include(p => p.Customers)
            .Where(p => p.Active).OrderBy(p => p.Name).ToListAsync(cancel);
        return [.. partners.Select(partner => new DemoPartner(partner.Name, partner.MspFlex, partner.MspFlexConnect,
            [.. people.Where(p => p.PartnerId == partner.Id).OrderBy(p => p.Role).Select(p => Describe(p, groups, roles))]))];
    }

    private static DemoPerson Describe(Person person, Dictionary<Guid, string> groups, Dictionary<Guid, string> roles)
    {
        var all = person.AllCustomers || person.Role.SeesAllCustomers();
        return new DemoPerson(person.Id, person.Name, person.Role, person.CustomRoleId is { } role ? roles[role] : null, all,
            all ? [] : [.. person.Groups.Select(g => groups.GetValueOrDefault(g.GroupId, "")).Where(n => n.Length > 0).Order(StringComparer.CurrentCulture)],
            all ? 0 : person.Customers.Count);
    }
}
