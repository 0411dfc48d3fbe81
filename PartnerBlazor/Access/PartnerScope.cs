using System.Runtime.CompilerServices;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>
/// Who is asking, for which partner, and which customers exist for them. A plain value: resolved from the store for a signed-in
/// person, passed to every query and command, replaced when the person's role, scope or programme changes (DESIGN §3).
/// </summary>
public sealed record PartnerScope
{
    // Asked for at every change for every open tab. Beside the record and not in it: a copy with another role has another horizon.
    private static readonly ConditionalWeakTable<PartnerScope, string> s_horizons = [];

    /// <summary>The partner.</summary>
    public required int PartnerId { get; init; }
    /// <summary>The person.</summary>
    public required Guid PersonId { get; init; }
    /// <summary>Name of the person, as the journal will say it.</summary>
    public required string PersonName { get; init; }
    /// <summary>Role of the person; the built-in one its custom role is a copy of.</summary>
    public required Role Role { get; init; }
    /// <summary>Name of the custom role; null: the role is the built-in one.</summary>
    public string? CustomRole { get; init; }
    /// <summary>What the custom role takes away from the built-in one.</summary>
    public IReadOnlySet<Permission> Removed { get; init; } = new HashSet<Permission>();
    /// <summary>Name of who looks as this person sees it; null: the person themselves. Who looks so may read, and do nothing.</summary>
    public string? ViewedBy { get; init; }
    /// <summary>IP address the person acts from, as the journal keeps it; empty when not told.</summary>
    public string Address { get; init; } = "";
    /// <summary>The partner holds MSP Flex.</summary>
    public required bool MspFlex { get; init; }
    /// <summary>The partner holds MSP Flex Connect: managed orders exist.</summary>
    public required bool MspFlexConnect { get; init; }
    /// <summary>The consoles of its customers can be opened from here: the demo plays them, or the vendor's address is known (SPEC §9).</summary>
    public bool CanLaunch { get; init; }
    /// <summary>The consoles of its customers are here: the demo plays them.</summary>
    public bool HasConsoles { get; init; }
    /// <summary>A real vendor is connected: what its API has no call for is done there by hand (SPEC §9).</summary>
    public bool HasVendor { get; init; }
    /// <summary>A real CRM is told of names changed here.</summary>
    public bool HasCrm { get; init; }
    /// <summary>Other systems are told of names changed here: the vendor or a CRM is connected, or the demo plays them.</summary>
    public bool TellsOthers => HasConsoles || HasVendor || HasCrm;
    /// <summary>True: all customers of the partner.</summary>
    public required bool AllCustomers { get; init; }
    /// <summary>Groups whose customers are in scope, when not all are.</summary>
    public IReadOnlySet<Guid> GroupIds { get; init; } = new HashSet<Guid>();
    /// <summary>Single customers in scope, when not all are.</summary>
    public IReadOnlySet<Guid> CustomerIds { get; init; } = new HashSet<Guid>();

    /// <summary>True when the customer exists for this person.</summary>
    public bool Sees(CustomerRow? row) => row is not null
        && row.PartnerId == PartnerId
        && (MspFlexConnect || !row.ManagedOrder)
        && (AllCustomers || CustomerIds.Contains(row.Id) || row.GroupIds.Any(GroupIds.Contains));

    /// <summary>True when the role has the permission. Who looks as somebody else sees it has no permission to act.</summary>
    public bool May(Permission permission) => Role.Allows(permission) && !Removed.Contains(permission) && (ViewedBy is null || permission.IsSight());

    /// <summary>The scope with which somebody else looks as this person sees it: to read, and only what the other may read too.</summary>
    public PartnerScope SeenBy(PartnerScope viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return this with { ViewedBy = viewer.PersonName, Removed = Removed.Concat(Enum.GetValues<Permission>().Where(permission => !viewer.May(permission))).ToHashSet() };
    }

    /// <summary>Refuses with <see cref="RefusalCodes.ViewingAs"/> what would be saved in the name of somebody who is only looked at.</summary>
    /// <exception cref="RefusedException">Somebody else looks.</exception>
    public void DemandOwn()
    {
        if (ViewedBy is not null)
            throw new RefusedException(RefusalCodes.ViewingAs);
    }

    /// <summary>Refuses with <see cref="RefusalCodes.NotAllowed"/> when the role lacks the permission.</summary>
    /// <exception cref="RefusedException">The role lacks the permission.</exception>
    public void Demand(Permission permission)
    {
        if (!May(permission))
            throw new RefusedException(RefusalCodes.NotAllowed);
    }

    /// <summary>True when a role has no permission that this person lacks: nobody gives, or takes over, more than they have.</summary>
    public bool Covers(Role role, IReadOnlySet<Permission> removed) =>
        Enum.GetValues<Permission>().All(permission => !role.Allows(permission) || removed.Contains(permission) || May(permission));

    /// <summary>True when the other scope gives the same rights to the same customers.</summary>
    public bool MayTheSameAs(PartnerScope? other) => other is not null
        && Role == other.Role && Removed.SetEquals(other.Removed) && Horizon == other.Horizon && MspFlex == other.MspFlex
        && (CanLaunch, HasConsoles, HasVendor, HasCrm) == (other.CanLaunch, other.HasConsoles, other.HasVendor, other.HasCrm);

    /// <summary>Who did it, as written in the journal.</summary>
    public Actor Actor => Actor.Of(PersonId, PersonName, Address);

    /// <summary>Equal for two people to whom the same customers and alerts exist: what is counted or cut for one holds for the other.</summary>
    public string Horizon => s_horizons.GetValue(this, scope => string.Join('|',
        scope.PartnerId, scope.MspFlexConnect, scope.May(Permission.SeeAlerts), scope.AllCustomers,
        scope.AllCustomers ? "" : string.Join(',', scope.GroupIds.Order()),
        scope.AllCustomers ? "" : string.Join(',', scope.CustomerIds.Order())));
}
