using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>The people of a partner, its custom roles and the names of its groups, as of one moment.</summary>
/// <param name="People">The people.</param>
/// <param name="Roles">The custom roles.</param>
/// <param name="Groups">Names of the groups.</param>
public sealed record PeopleReading(IReadOnlyList<PersonLine> People, IReadOnlyList<RoleLine> Roles, IReadOnlyDictionary<Guid, string> Groups)
{
    /// <summary>Nothing was read.</summary>
    public static PeopleReading None { get; } = new([], [], new Dictionary<Guid, string>());
}

/// <summary>Whether a person can sign in.</summary>
public enum PersonState
{
    /// <summary>May sign in.</summary>
    Active,
    /// <summary>May sign in and has not yet.</summary>
    Invited,
    /// <summary>May not sign in.</summary>
    Deactivated,
}

/// <summary>A person as the people page lists them.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">Full name.</param>
/// <param name="Email">Email address.</param>
/// <param name="Access">Role and scope.</param>
/// <param name="CustomRole">Name of the custom role; null: the built-in one.</param>
/// <param name="Active">May sign in.</param>
/// <param name="LastSignIn">When they last signed in (UTC); null: not yet, or longer ago than is kept.</param>
public sealed record PersonLine(Guid Id, string Name, string Email, AccessChoice Access, string? CustomRole, bool Active, DateTime? LastSignIn)
{
    /// <summary>Sees all customers, by choice or by the role.</summary>
    public bool SeesAll => Access.AllCustomers || Access.Role.SeesAllCustomers();

    /// <summary>Whether the person can sign in, and has.</summary>
    /// <param name="invitations">People are told how to get in (<see cref="IInviter.Needed"/>); else nobody waits for it.</param>
    public PersonState State(bool invitations) => !Active ? PersonState.Deactivated : invitations && LastSignIn is null ? PersonState.Invited : PersonState.Active;
}

/// <summary>A custom role as the roles page lists it.</summary>
/// <param name="Id">The role.</param>
/// <param name="Name">Its name.</param>
/// <param name="BaseRole">The role it is a copy of.</param>
/// <param name="Removed">What it takes away.</param>
/// <param name="People">How many have it, deactivated people included.</param>
public sealed record RoleLine(Guid Id, string Name, Role BaseRole, IReadOnlySet<Permission> Removed, int People);

/// <summary>A customer that can be chosen.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Name">Its displayed name.</param>
public sealed record CustomerOption(Guid Id, string Name);
