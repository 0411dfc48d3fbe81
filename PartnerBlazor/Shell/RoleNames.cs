using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell;

/// <summary>Roles and scopes in words.</summary>
public static class RoleNames
{
    /// <summary>Name of the role (SPEC §1).</summary>
    public static string Role(this IStringLocalizer<ShellTexts> loc, Role role)
    {
        ArgumentNullException.ThrowIfNull(loc);
        return loc[$"Role_{role}"];
    }

    /// <summary>What the person sees: all customers, or groups by name and a number of single customers.</summary>
    public static string Scope(this IStringLocalizer<ShellTexts> loc, DemoPerson person)
    {
        ArgumentNullException.ThrowIfNull(loc);
        ArgumentNullException.ThrowIfNull(person);
        if (person.AllCustomers)
            return loc[nameof(ShellTexts.ScopeAll)];
        var groups = person.Groups.Count switch
        {
            0 => null,
            1 => loc[nameof(ShellTexts.ScopeGroupOne), person.Groups[0]].Value,
            _ => loc[nameof(ShellTexts.ScopeGroups), person.Groups.Count, string.Join(", ", person.Groups)].Value,
        };
        var customers = person.Customers switch
        {
            0 => null,
            1 => loc[nameof(ShellTexts.ScopeCustomerOne)].Value,
            _ => loc[nameof(ShellTexts.ScopeCustomers), person.Customers].Value,
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
