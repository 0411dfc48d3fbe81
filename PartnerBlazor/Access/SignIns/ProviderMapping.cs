using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>The role an identity provider gives somebody.</summary>
/// <param name="Role">The built-in role, or the one the custom role is a copy of.</param>
/// <param name="CustomRoleId">The custom role; null: the built-in one.</param>
/// <param name="AllCustomers">A new person sees all customers.</param>
/// <param name="Name">As the journal says it: the stable name of a built-in one, a custom one by its own.</param>
public sealed record ProviderRole(Role Role, Guid? CustomRoleId, bool AllCustomers, string Name);

/// <summary>From claims to a role. Nobody has a right that the mapping does not give.</summary>
public static class ProviderMapping
{
    /// <summary>The first line of the mapping that fits; null: none does, and the person has no role here.</summary>
    /// <param name="values">What the provider says in the role claim.</param>
    /// <param name="mapping">The mapping, in order.</param>
    /// <param name="custom">Custom roles of the partner.</param>
    public static ProviderRole? Of(IEnumerable<string> values, IEnumerable<OidcRole> mapping, IReadOnlyCollection<CustomRole> custom)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var has = values.ToHashSet(StringComparer.Ordinal);
        return mapping.Where(line => line.Value.Length > 0 && has.Contains(line.Value)).Select(line => RoleOf(line, custom)).FirstOrDefault(role => role is not null);
    }

    /// <summary>The built-in role of that name; null when there is none.</summary>
    public static Role? BuiltIn(string name) => Enum.TryParse<Role>(name, ignoreCase: true, out var role) && Enum.IsDefined(role) && !char.IsDigit(name[0]) ? role : null;

    // A custom role that is no more gives nothing, least of all its whole copy.
    private static ProviderRole? RoleOf(OidcRole line, IReadOnlyCollection<CustomRole> custom) =>
        BuiltIn(line.Role) is { } role ? new ProviderRole(role, null, line.AllCustomers, role.ToString())
            : custom.FirstOrDefault(c => string.Equals(c.Name, line.Role, StringComparison.OrdinalIgnoreCase)) is { } own ? new ProviderRole(own.BaseRole, own.Id, line.AllCustomers, own.Name)
            : null;
}
