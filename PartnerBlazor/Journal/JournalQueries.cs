using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>A person whose values can be erased.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">Full name.</param>
/// <param name="Entries">Entries with values of theirs that were written since the last erasure.</param>
public sealed record ErasablePerson(Guid Id, string Name, int Entries);

/// <summary>What the keeping of the journal is decided by. For Super Admins, else <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class JournalQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>For how many days the journal is kept.</summary>
    public async Task<int> DaysAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ManagePeople);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Partners.Where(p => p.Id == scope.PartnerId).Select(p => p.AuditDays).SingleAsync(cancel);
    }

    /// <summary>The people of the partner who may no longer sign in, by name; those whose values were erased only where some came later.</summary>
    public async Task<IReadOnlyList<ErasablePerson>> ErasableAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ManagePeople);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var people = await db.People.AsNoTracking().Where(p => p.PartnerId == scope.PartnerId && !p.Active).Select(p => new { p.Id, p.Name, p.ErasedAt }).ToListAsync(cancel);
        var erasable = new List<ErasablePerson>();
        foreach (var person in people.OrderBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase))
        {
            var count = await db.CountNamingAsync(scope.PartnerId, person.Id, person.ErasedAt ?? DateTime.MinValue, cancel);
            if (person.ErasedAt is null || count > 0)
                erasable.Add(new ErasablePerson(person.Id, person.Name, count));
        }
        return erasable;
    }
}
