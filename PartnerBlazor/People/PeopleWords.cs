using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.People;

/// <summary>People, roles and rights in the person's language.</summary>
public sealed class PeopleWords(IStringLocalizer<PeopleTexts> loc, IStringLocalizer<ShellTexts> shell, RefusalWords refusals, DetailsWords details)
{
    /// <summary>Name of a built-in role (SPEC §1).</summary>
    public string Role(Role role) => shell.Role(role);

    /// <summary>Name of a person's role, a custom one with what it is a copy of.</summary>
    public string Role(Role role, string? custom) => shell.Role(role, custom);

    /// <summary>What a person sees: all customers, groups by name, a number of single ones.</summary>
    public string Scope(PersonLine person, IReadOnlyDictionary<Guid, string> groups)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(groups);
        return shell.Scope(person.SeesAll,
            [.. person.Access.Groups.Select(id => groups.GetValueOrDefault(id)).OfType<string>().Order(StringComparer.CurrentCultureIgnoreCase)],
            person.Access.Customers.Count);
    }

    /// <summary>Whether a person can sign in.</summary>
    public string State(PersonState state) => loc[$"State_{state}"];

    /// <summary>What is allowed, in a few words.</summary>
    public string Permission(Permission permission) => loc[$"May_{permission}"];

    /// <summary>What is allowed, in a sentence.</summary>
    public string Explained(Permission permission) => loc[$"Explain_{permission}"];

    /// <summary>What belongs together.</summary>
    public string Group(PermissionGroup group) => loc[$"Group_{group}"];

    /// <summary>What a built-in role is for, in a sentence.</summary>
    public string Means(Role role) => loc[$"RoleMeans_{role}"];

    /// <summary>What a custom role is, in a sentence.</summary>
    public string Without(RoleLine role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return loc[nameof(PeopleTexts.WithoutLine), Role(role.BaseRole), Removed(role.Removed)];
    }

    /// <summary>What a custom role takes away, as a list.</summary>
    public string Removed(IReadOnlySet<Permission> removed)
    {
        ArgumentNullException.ThrowIfNull(removed);
        return string.Join(", ", removed.Order().Select(Permission));
    }

    /// <summary>The rule that decides, as a sentence.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="person">Whom it is about.</param>
    public string Why(Verdict verdict, PartnerScope person)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(person);
        return verdict.Rule switch
        {
            VerdictRule.Role => loc[nameof(PeopleTexts.WhyRole), Role(person.Role, person.CustomRole)],
            VerdictRule.RoleTable => loc[nameof(PeopleTexts.WhyRoleTable), Role(person.Role)],
            VerdictRule.RemovedByRole => loc[nameof(PeopleTexts.WhyRemoved), person.CustomRole ?? ""],
            VerdictRule.OutOfScope => loc[nameof(PeopleTexts.WhyOutOfScope)],
            VerdictRule.ConnectMissing => loc[nameof(PeopleTexts.WhyConnect)],
            _ => refusals.Of(verdict.Code!),
        };
    }

    /// <summary>By which part of their scope a customer exists for somebody, as a sentence.</summary>
    /// <param name="way">The part; null: it does not exist for them.</param>
    /// <param name="person">Name of the person.</param>
    /// <param name="customer">Name of the customer.</param>
    public string Way(PersonAccess? way, string person, string customer) => way is null
        ? loc[nameof(PeopleTexts.WayNone), customer, person]
        : loc[nameof(PeopleTexts.Way), customer, person, details.Rule(way)];
}
