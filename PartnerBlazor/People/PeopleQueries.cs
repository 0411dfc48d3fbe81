using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>Reads of people and roles, for those who manage them; everybody else is refused as <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class PeopleQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>The partner's people, custom roles and groups at one moment, in no particular order.</summary>
    public async Task<PeopleReading> ReadAsync(PartnerScope scope, CancellationToken cancel)
    {
        Demand(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var ours = db.People.AsNoTracking().Where(p => p.PartnerId == scope.PartnerId);
        var people = await ours.AsSplitQuery().Include(p => p.Groups).Include(p => p.Customers).ToListAsync(cancel);
        var roles = await db.CustomRoles.AsNoTracking().Where(r => r.PartnerId == scope.PartnerId).ToListAsync(cancel);
        // A sign-in is kept for a month; an account remembers its last one for good.
        var sessions = await ours.Join(db.SignIns, p => p.Id, s => s.PersonId, (_, s) => s).GroupBy(s => s.PersonId)
            .Select(g => new { g.Key, At = g.Max(s => s.At) }).ToDictionaryAsync(g => g.Key, g => (DateTime?)g.At, cancel);
        var accounts = await ours.Join(db.Accounts, p => p.Id, a => a.Id, (_, a) => a).ToDictionaryAsync(a => a.Id, a => a.LastSignInAt, cancel);
        var names = roles.ToDictionary(role => role.Id, role => role.Name);
        var holders = people.Where(p => p.CustomRoleId is not null).GroupBy(p => p.CustomRoleId!.Value).ToDictionary(g => g.Key, g => g.Count());
        return new PeopleReading(
            [.. people.Select(p => new PersonLine(p.Id, p.Name, p.Email, AccessChoice.Of(p), p.CustomRoleId is { } id ? names[id] : null, p.Active,
                Later(sessions.GetValueOrDefault(p.Id), accounts.GetValueOrDefault(p.Id))))],
            [.. roles.Select(r => new RoleLine(r.Id, r.Name, r.BaseRole, Permissions.Read(r.Removed), holders.GetValueOrDefault(r.Id)))],
            await db.Groups.AsNoTracking().Where(g => g.PartnerId == scope.PartnerId).ToDictionaryAsync(g => g.Id, g => g.Name, cancel));
    }

    /// <summary>The scope of another person of the partner; null when there is none such, or they may not sign in.</summary>
    public async Task<PartnerScope?> ScopeAsync(PartnerScope scope, Guid personId, CancellationToken cancel)
    {
        Demand(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await ScopeReader.ReadAsync(db, personId, scope.PartnerId, cancel);
    }

    /// <summary>Names of customers, those that exist for the asking person, in no particular order.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="ids">The customers.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<CustomerOption>> NamesAsync(PartnerScope scope, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Demand(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var named = new List<CustomerOption>();
        foreach (var some in ids.Chunk(Ids.Batch))
            named.AddRange(await db.CustomerRows.InScope(db, scope).Where(r => some.Contains(r.Id)).Select(r => new CustomerOption(r.Id, r.DisplayName)).ToListAsync(cancel));
        return named;
    }

    private static DateTime? Later(DateTime? one, DateTime? other) => one > other || other is null ? one : other;

    private static void Demand(PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ManagePeople);
    }
}
