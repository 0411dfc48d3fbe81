using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>The demo sign-ins of an imported partner: one invented person for each role, all of whom see all customers.</summary>
internal static class ImportPeople
{
    private static readonly (Role Role, string Name)[] s_people =
    [
        (Role.SuperAdmin, "Alex Moreau"), (Role.Admin, "Robin Keller"), (Role.HelpDesk, "Sam Rivière"),
        (Role.ReadOnly, "Dominique Hale"), (Role.BusinessAdmin, "Claude Ferris"),
    ];

    public static IReadOnlyCollection<Person> New() => [.. s_people.Select(p => new Person
    {
        Id = Guid.NewGuid(),
        Name = p.Name,
        Email = $"{p.Role.ToString().ToLowerInvariant()}@import.example",
        Role = p.Role,
        AllCustomers = true,
    })];
}
