using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell;

/// <summary>Roles and scopes in words.</summary>
public static class RoleNames
{
    /// <summary>The names of all built-in roles in all languages, and as journal and configuration say them.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        .. Enum.GetNames<Role>(),
        .. Languages.All.SelectMany(language => Enum.GetNames<Role>().Select(role => ShellTexts.ResourceManager.GetString($"Role_{role}", language)!)),
    ];

    /// <summary>Name of the role (SPEC §1).</summary>
    public static string Role(this IStringLocalizer<ShellTexts> loc, Role role)
    {
        ArgumentNullException.ThrowIfNull(loc);
        return loc[$"Role_{role}"];
    }

    /// <summary>Name of a person's role: a custom one by its own name, with what it is a copy of.</summary>
    public static string Role(this IStringLocalizer<ShellTexts> loc, Role role, string? custom)
    {
        ArgumentNullException.ThrowIfNull(loc);
        return custom is null ? loc.Role(role) : loc[nameof(ShellTexts.CustomRole), custom, loc.Role(role)];
    }

    /// <summary>What the person sees: all customers, or groups by name and a number of single customers.</summary>
    public static string Scope(this IStringLocalizer<ShellTexts> loc, DemoPerson person)
    {
        ArgumentNullException.ThrowIfNull(loc);
        ArgumentNullException.ThrowIfNull(person);
        return loc.Scope(person.AllCustomers, person.Groups, person.Customers);
    }

    /// <summary>What a person sees.</summary>
    /// <param name="loc">The frame's texts.</param>
    /// <param name="all">All customers.</param>
    /// <param name="names">Names of groups, when not all.</param>
    /// <param name="chosen">Number of single customers, when not all.</param>
    public static string Scope(this IStringLocalizer<ShellTexts> loc, bool all, IReadOnlyList<string> names, int chosen)
    {
        ArgumentNullException.ThrowIfNull(loc);
        ArgumentNullException.ThrowIfNull(names);
        if (all)
            return loc[nameof(ShellTexts.ScopeAll)];
        var groups = names.Count switch
        {
            0 => null,
            1 => loc[nameof(ShellTexts.ScopeGroupOne), names[0]].Value,
            _ => loc[nameof(ShellTexts.ScopeGroups), names.Count, string.Join(", ", names)].Value,
        };
        var customers = chosen switch
        {
            0 => null,
            1 => loc[nameof(ShellTexts.ScopeCustomerOne)].Value,
            _ => loc[nameof(ShellTexts.ScopeCustomers), chosen].Value,
        };
        return (groups, customers) switch
        {
            (null, null) => loc[nameof(ShellTexts.ScopeNone)].Value,
            (not null, not null) => loc[nameof(ShellTexts.ScopeBoth), groups, customers].Value,
            _ => groups ?? customers!,
        };
    }

    /// <summary>Programmes of a partner in words.</summary>
    public static string Programmes(this IStringLocalizer<ShellTexts> loc, DemoPartner partner)
    {
        ArgumentNullException.ThrowIfNull(loc);
        ArgumentNullException.ThrowIfNull(partner);
        return loc[(partner.MspFlex, partner.MspFlexConnect) switch
        {
            (true, true) => nameof(ShellTexts.ProgrammesBoth),
            (true, false) => nameof(ShellTexts.ProgrammesFlex),
            (false, true) => nameof(ShellTexts.ProgrammesConnect),
            _ => nameof(ShellTexts.ProgrammesNone),
        }];
    }
}
