using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>
/// What is done to the people of a partner; refused to those without <see cref="Permission.ManagePeople"/> as
/// <see cref="RefusalCodes.NotAllowed"/>. A person of another partner is <see cref="RefusalCodes.NotFound"/>. Nobody does it to themselves
/// (<see cref="RefusalCodes.OwnRole"/>), and the last Super Admin stays (<see cref="RefusalCodes.LastSuperAdmin"/>): SPEC §2.
/// </summary>
public sealed class PeopleCommands(PartnerStore store)
{
    /// <summary>Adds a person who may sign in from now on; how they get in is <see cref="IInviter"/>'s.</summary>
    /// <param name="scope">Who invites.</param>
    /// <param name="name">Full name: 1–200 characters after trimming.</param>
    /// <param name="email">Email address: nobody's in this database, upper and lower case alike.</param>
    /// <param name="access">Role and scope.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <returns>The person's id.</returns>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.Required"/>, <see cref="RefusalCodes.TooLong"/>, <see cref="RefusalCodes.ControlCharacters"/>,
    /// <see cref="RefusalCodes.EmailInvalid"/>, <see cref="RefusalCodes.EmailTaken"/>, <see cref="RefusalCodes.RoleBeyondOwn"/>, or <see cref="RefusalCodes.NotFound"/> (role, group,
    /// customer), with the field.
    /// </exception>
    public Task<Guid> InviteAsync(PartnerScope scope, string name, string email, AccessChoice access, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var person = new Person { Id = Guid.NewGuid(), PartnerId = session.PartnerId, Name = PersonRules.Name(name), Email = PersonRules.Email(email) };
            // Under the store's gate, so that two at once cannot both find it free.
            if (await session.Db.People.AnyAsync(p => EF.Functions.Collate(p.Email, "NOCASE") == person.Email, cancel))
                throw new RefusedException(RefusalCodes.EmailTaken, nameof(Person.Email));
            await session.GiveAsync(person, access, cancel);
            await session.DemandCoveredAsync(person, cancel);
            session.Db.People.Add(person);
            session.JournalOther(JournalKinds.PersonInvited, person.Id, person.Name, after: await session.RoleWordAsync(person, cancel));
            return person.Id;
        }, cancel);

    /// <summary>Gives a person another name.</summary>
    /// <param name="scope">Who renames; themselves too.</param>
    /// <param name="personId">The person.</param>
    /// <param name="name">The new name: 1–200 characters after trimming.</param>
    /// <param name="expectedName">The name that was seen.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">As <see cref="InviteAsync"/>; <see cref="RefusalCodes.ChangedMeanwhile"/> with the present name.</exception>
    public Task RenameAsync(PartnerScope scope, Guid personId, string name, string expectedName, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var person = await session.PersonAsync(personId, cancel);
            var next = PersonRules.Name(name);
            if (person.Name != expectedName)
                throw new RefusedException(RefusalCodes.ChangedMeanwhile, nameof(Person.Name), person.Name);
            if (person.Name == next)
                return false;
            session.JournalOther(JournalKinds.PersonChanged, person.Id, person.Name, before: person.Name, after: next);
            person.Name = next;
            return true;
        }, cancel);

    /// <summary>Gives a person another role, scope, or both; live in their open tabs at once.</summary>
    /// <param name="scope">Who changes it; not the person.</param>
    /// <param name="personId">The person.</param>
    /// <param name="access">Role and scope they shall have.</param>
    /// <param name="expected">Role and scope that were seen.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.OwnRole"/>, <see cref="RefusalCodes.LastSuperAdmin"/>, <see cref="RefusalCodes.RoleBeyondOwn"/>, <see cref="RefusalCodes.ChangedMeanwhile"/> with the role
    /// or scope they have now (null: no customer), or <see cref="RefusalCodes.NotFound"/> with the field.
    /// </exception>
    public Task SetAccessAsync(PartnerScope scope, Guid personId, AccessChoice access, AccessChoice expected, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(expected);
        return store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var person = await session.PersonAsync(personId, cancel);
            DemandOther(session, person);
            var (now, role, customers) = (AccessChoice.Of(person), await session.RoleWordAsync(person, cancel), await session.ScopeWordsAsync(person, cancel));
            if (!now.SameRole(expected))
                throw new RefusedException(RefusalCodes.ChangedMeanwhile, nameof(Person.Role), role);
            if (!now.SameScope(expected))
                throw new RefusedException(RefusalCodes.ChangedMeanwhile, nameof(Person.AllCustomers), customers);
            // Nor is who may do more cut down by who may do less.
            await session.DemandCoveredAsync(person, cancel);
            if (!now.SameRole(access))
                await session.DemandAnotherSuperAdminAsync(person, cancel);
            await session.GiveAsync(person, access, cancel);
            if (!now.SameRole(AccessChoice.Of(person)))
                await session.DemandCoveredAsync(person, cancel);
            if (!now.SameRole(AccessChoice.Of(person)))
                session.JournalOther(JournalKinds.PersonChanged, person.Id, person.Name, role, await session.RoleWordAsync(person, cancel));
            if (!now.SameScope(AccessChoice.Of(person)))
                session.JournalOther(JournalKinds.PersonChanged, person.Id, person.Name, customers, await session.ScopeWordsAsync(person, cancel));
            return true;
        }, cancel);
    }

    /// <summary>Takes away a person's sign-in: everywhere they are signed in, they are out at once. What they did stays in the journal.</summary>
    /// <param name="scope">Who does it; not the person.</param>
    /// <param name="personId">The person.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.OwnRole"/>, <see cref="RefusalCodes.LastSuperAdmin"/>, <see cref="RefusalCodes.RoleBeyondOwn"/> or <see cref="RefusalCodes.NotFound"/>.</exception>
    public Task DeactivateAsync(PartnerScope scope, Guid personId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var person = await session.PersonAsync(personId, cancel);
            DemandOther(session, person);
            if (!person.Active)
                return false;
            await session.DemandCoveredAsync(person, cancel);
            await session.DemandAnotherSuperAdminAsync(person, cancel);
            person.Active = false;
            await session.EndLinksAsync(personId, cancel);
            // Reactivated, they sign in anew: an old session must not come back to life.
            foreach (var signIn in await session.Db.SignIns.Where(s => s.PersonId == personId && s.EndedAt == null).ToListAsync(cancel))
                signIn.EndedAt = session.Now;
            session.JournalOther(JournalKinds.PersonDeactivated, person.Id, person.Name);
            return true;
        }, cancel);

    /// <summary>Lets a person sign in again, with the role and scope they had.</summary>
    /// <param name="scope">Who does it.</param>
    /// <param name="personId">The person.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.PersonErased"/>, or <see cref="RefusalCodes.RoleBeyondOwn"/>: they would come back with more than who does it has.</exception>
    public Task ReactivateAsync(PartnerScope scope, Guid personId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var person = await session.PersonAsync(personId, cancel);
            if (person.Active)
                return false;
            if (person.ErasedAt is not null)
                throw new RefusedException(RefusalCodes.PersonErased);
            await session.DemandCoveredAsync(person, cancel);
            person.Active = true;
            session.JournalOther(JournalKinds.PersonReactivated, person.Id, person.Name);
            return true;
        }, cancel);

    /// <summary>The scope to look with as somebody else sees it: to read, never to act. That it was looked at is journalled.</summary>
    /// <param name="scope">Who looks.</param>
    /// <param name="personId">As whom; may sign in.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>: no such person, or one who may not sign in.</exception>
    public Task<PartnerScope> ViewAsync(PartnerScope scope, Guid personId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var viewed = await ScopeReader.ReadAsync(session.Db, personId, session.PartnerId, cancel) ?? throw new RefusedException(RefusalCodes.NotFound);
            session.JournalOther(JournalKinds.PersonViewedAs, personId, viewed.PersonName);
            return viewed.SeenBy(session.Scope);
        }, cancel);

    private static void DemandOther(WriteSession session, Person person)
    {
        if (person.Id == session.Scope.PersonId)
            throw new RefusedException(RefusalCodes.OwnRole);
    }
}
