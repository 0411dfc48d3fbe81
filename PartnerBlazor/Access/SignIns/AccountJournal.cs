using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>Writes to the journal what happens to the accounts Identity keeps: sign-ins, lockouts, changed passwords and factors.</summary>
public sealed class AccountJournal(PartnerStore store, IDbContextFactory<PartnerDb> factory)
{
    /// <summary>What a person does to their own account. Nothing when they may no longer sign in.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="address">IP address they act from.</param>
    /// <param name="kind">One of <see cref="JournalKinds"/>.</param>
    /// <param name="before">Value before.</param>
    /// <param name="after">Value after.</param>
    public async Task OwnAsync(Guid personId, string address, string kind, string? before = null, string? after = null)
    {
        PartnerScope? scope;
        await using (var db = await factory.CreateDbContextAsync())
            scope = await ScopeReader.ReadAsync(db, personId, CancellationToken.None);
        if (scope is not null)
            await store.WriteAsync(scope with { Address = address }, Permission.SeeCustomers, session =>
            {
                session.JournalOther(kind, personId, scope.PersonName, before, after);
                return Task.FromResult(0);
            });
    }

    /// <summary>What somebody unknown does to a person's account: tries it until it is locked.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="address">IP address it was done from.</param>
    /// <param name="kind">One of <see cref="JournalKinds"/>.</param>
    public async Task StrangerAsync(Guid personId, string address, string kind)
    {
        Person? person;
        await using (var db = await factory.CreateDbContextAsync())
            person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId);
        if (person is not null)
            await store.WriteAsync(person.PartnerId, Actor.Visitor(address), session =>
            {
                session.JournalOther(kind, personId, person.Name);
                return Task.FromResult(0);
            });
    }
}
