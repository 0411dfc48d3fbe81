using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;

namespace PartnerBlazor.Store;

/// <summary>Reads a person's scope from the store.</summary>
public static class ScopeReader
{
    /// <summary>The scope of an active person of a partner; null when there is none such: a sign-in counts for the partner it was made for.</summary>
    public static async Task<PartnerScope?> ReadAsync(PartnerDb db, Guid personId, int partnerId, CancellationToken cancel) =>
        await ReadAsync(db, personId, cancel) is { } scope && scope.PartnerId == partnerId ? scope : null;

    /// <summary>The scope of an active person; null when there is none such.</summary>
    public static async Task<PartnerScope?> ReadAsync(PartnerDb db, Guid personId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var person = await db.People.AsNoTracking().AsSplitQuery().Include(p => p.Groups).Include(p => p.Customers)
            .SingleOrDefaultAsync(p => p.Id == personId && p.Active, cancel);
        if (person is null)
            return null;
        var partner = await db.Partners.AsNoTracking().SingleAsync(p => p.Id == person.PartnerId, cancel);
        var custom = person.CustomRoleId is { } roleId ? await db.CustomRoles.AsNoTracking().SingleAsync(r => r.Id == roleId, cancel) : null;
        var all = person.AllCustomers || person.Role.SeesAllCustomers();
        return new PartnerScope
        {
            PartnerId = partner.Id,
            PersonId = person.Id,
            PersonName = person.Name,
            Role = person.Role,
            CustomRole = custom?.Name,
            Removed = Permissions.Read(custom?.Removed),
            MspFlex = partner.MspFlex,
            MspFlexConnect = partner.MspFlexConnect,
            HasConsoles = partner.Demo,
            CanLaunch = partner.Demo || partner.OpensConsoles,
            HasVendor = partner.IsConnected,
            HasCrm = partner.TellsCrm,
            AllCustomers = all,
            GroupIds = all ? new HashSet<Guid>() : person.Groups.Select(g => g.GroupId).ToHashSet(),
            CustomerIds = all ? new HashSet<Guid>() : person.Customers.Select(c => c.CustomerId).ToHashSet(),
        };
    }
}
