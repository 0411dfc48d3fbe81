using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Groups;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>What the commands on people and roles have in common.</summary>
internal static class PersonWrites
{
    // So many names of customers tell what the scope is; more make a line of the journal unreadable.
    private const int NamesTold = 5;

    /// <summary>A person of the acting person's partner, tracked, with their scope.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>.</exception>
    public static async Task<Person> PersonAsync(this WriteSession session, Guid id, CancellationToken cancel) =>
        await session.Db.People.AsSplitQuery().Include(p => p.Groups).Include(p => p.Customers)
            .SingleOrDefaultAsync(p => p.Id == id && p.PartnerId == session.PartnerId, cancel)
        ?? throw new RefusedException(RefusalCodes.NotFound);

    /// <summary>A custom role of the acting person's partner, tracked.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>.</exception>
    public static async Task<CustomRole> RoleAsync(this WriteSession session, Guid id, CancellationToken cancel) =>
        await session.Db.CustomRoles.SingleOrDefaultAsync(r => r.Id == id && r.PartnerId == session.PartnerId, cancel)
        ?? throw new RefusedException(RefusalCodes.NotFound, nameof(Person.Role));

    /// <summary>Refuses a role that may do what the acting person may not: who manages people with a cut-down role makes nobody greater.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.RoleBeyondOwn"/>, with the field.</exception>
    public static async Task DemandCoveredAsync(this WriteSession session, Person person, CancellationToken cancel)
    {
        var removed = person.CustomRoleId is { } id ? (await session.RoleAsync(id, cancel)).Removed : null;
        session.DemandCovered(person.Role, removed, nameof(Person.Role));
    }

    /// <summary>The same for a role that nobody need have.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.RoleBeyondOwn"/>, with the field.</exception>
    public static void DemandCovered(this WriteSession session, Role role, string? removed, string field)
    {
        if (!session.Scope.Covers(role, Permissions.Read(removed)))
            throw new RefusedException(RefusalCodes.RoleBeyondOwn, field);
    }

    /// <summary>
    /// Gives a person a role and a scope. Groups and customers of another partner do not exist; what a role that sees all customers does not
    /// need is kept, so that it holds again with another role.
    /// </summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>, with the field.</exception>
    public static async Task GiveAsync(this WriteSession session, Person person, AccessChoice choice, CancellationToken cancel)
    {
        var custom = choice.CustomRoleId is { } roleId ? await session.RoleAsync(roleId, cancel) : null;
        (person.Role, person.CustomRoleId) = (custom?.BaseRole ?? choice.Role, custom?.Id);
        if (!Enum.IsDefined(person.Role))
            throw new RefusedException(RefusalCodes.NotFound, nameof(Person.Role));
        person.AllCustomers = choice.AllCustomers;
        if (choice.AllCustomers)
            return;
        var had = (Groups: person.Groups.Select(g => g.GroupId).ToHashSet(), Customers: person.Customers.Select(c => c.CustomerId).ToHashSet());
        var groups = await session.GroupNamesAsync(cancel);
        if (!choice.Groups.Except(had.Groups).All(groups.ContainsKey))
            throw new RefusedException(RefusalCodes.NotFound, nameof(Person.Groups));
        var added = choice.Customers.Except(had.Customers).ToList();
        // One that was there and is unlinked since may stay: it comes back with its restoring.
        foreach (var some in added.Chunk(Ids.Batch))
            if (await session.Db.CustomerRows.InScope(session.Db, session.Scope).CountAsync(r => some.Contains(r.Id), cancel) != some.Length)
                throw new RefusedException(RefusalCodes.NotFound, nameof(Person.Customers));
        Keep(session.Db, person.Groups, g => choice.Groups.Contains(g.GroupId));
        Keep(session.Db, person.Customers, c => choice.Customers.Contains(c.CustomerId));
        session.Db.AddRange(choice.Groups.Except(had.Groups).Select(id => new PersonGroup { PersonId = person.Id, GroupId = id }));
        session.Db.AddRange(added.Select(id => new PersonCustomer { PersonId = person.Id, CustomerId = id }));
    }

    // Deleted by name: the database lets nothing go by itself. Out of the list too, which else keeps it until it is saved.
    private static void Keep<T>(PartnerDb db, List<T> records, Predicate<T> kept) where T : class
    {
        db.RemoveRange(records.Where(record => !kept(record)));
        records.RemoveAll(record => !kept(record));
    }

    /// <summary>The scope as the journal says it: <c>AllCustomers</c>, or names of groups and customers; null for none.</summary>
    public static async Task<string?> ScopeWordsAsync(this WriteSession session, Person person, CancellationToken cancel)
    {
        if (person.AllCustomers)
            return nameof(Person.AllCustomers);
        var groups = GroupRules.Names(await session.GroupNamesAsync(cancel), person.Groups.Select(g => g.GroupId));
        var ids = person.Customers.Select(c => c.CustomerId).ToList();
        var told = ids.Order().Take(NamesTold).ToList();
        var names = await session.Db.CustomerRows.Where(r => told.Contains(r.Id)).Select(r => r.DisplayName).ToListAsync(cancel);
        var customers = string.Join(", ", names.Order(StringComparer.InvariantCultureIgnoreCase)) + (ids.Count > names.Count ? $" + {ids.Count - names.Count}" : "");
        return (groups, ids.Count) switch
        {
            (null, 0) => null,
            (not null, 0) => groups,
            (null, _) => customers,
            _ => $"{groups}; {customers}",
        };
    }
}
