using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>A role and a scope, as they are chosen for a person.</summary>
public sealed record AccessChoice
{
    /// <summary>The built-in role; with a custom role the one it is a copy of.</summary>
    public Role Role { get; init; } = Role.ReadOnly;
    /// <summary>The custom role; null: the built-in one.</summary>
    public Guid? CustomRoleId { get; init; }
    /// <summary>All customers. Roles that always see all do so whatever is said here.</summary>
    public bool AllCustomers { get; init; }
    /// <summary>Groups, when not all.</summary>
    public IReadOnlySet<Guid> Groups { get; init; } = new HashSet<Guid>();
    /// <summary>Single customers, when not all.</summary>
    public IReadOnlySet<Guid> Customers { get; init; } = new HashSet<Guid>();

    /// <summary>True when both give the same role.</summary>
    public bool SameRole(AccessChoice other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Role == other.Role && CustomRoleId == other.CustomRoleId;
    }

    /// <summary>True when both give the same scope.</summary>
    public bool SameScope(AccessChoice other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return AllCustomers == other.AllCustomers && (AllCustomers || (Groups.SetEquals(other.Groups) && Customers.SetEquals(other.Customers)));
    }

    /// <summary>What a person has now.</summary>
    public static AccessChoice Of(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new AccessChoice
        {
            Role = person.Role,
            CustomRoleId = person.CustomRoleId,
            AllCustomers = person.AllCustomers,
            Groups = person.Groups.Select(g => g.GroupId).ToHashSet(),
            Customers = person.Customers.Select(c => c.CustomerId).ToHashSet(),
        };
    }
}
