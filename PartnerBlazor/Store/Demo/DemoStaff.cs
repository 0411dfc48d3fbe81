using PartnerBlazor.Access;

namespace PartnerBlazor.Store.Demo;

/// <summary>Those of a demo partner who did what its journal tells. Only people who see all customers: nobody acts out of scope.</summary>
internal sealed class DemoStaff(IReadOnlyCollection<Person> people)
{
    /// <summary>Who creates accounts and puts customers into groups.</summary>
    public IReadOnlyList<Actor> SuperAdmins { get; } = Those(people, role => role == Role.SuperAdmin);

    /// <summary>Who renames customers.</summary>
    public IReadOnlyList<Actor> Renamers { get; } = Those(people, role => role.SeesAllCustomers() && role.Allows(Permission.Rename));

    private static Actor[] Those(IEnumerable<Person> people, Func<Role, bool> may) =>
        [.. people.Where(person => may(person.Role)).Select(person => Actor.Of(person.Id, person.Name))];
}
