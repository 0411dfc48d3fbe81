using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>
/// New accounts that were asked for at a real vendor. Each kind is for those who may ask for it (<see cref="Needs"/>): whoever they are, they see what
/// colleagues asked for, since nobody may ask for the same.
/// </summary>
public sealed class RequestQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>What a person must be allowed to ask for a kind of account, and to see what became of it.</summary>
    public static Permission Needs(AccountKind kind) => kind == AccountKind.Monthly ? Permission.ManageMonthly : Permission.StartTrial;

    /// <summary>Those under way and those refused; those that need a look first, then the oldest; empty for whoever may ask for none.</summary>
    public async Task<IReadOnlyList<AccountRequest>> ListAsync(PartnerScope scope, CancellationToken cancel)
    {
        var kinds = KindsOf(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var open = await db.AccountRequests.AsNoTracking()
            .Where(r => r.PartnerId == scope.PartnerId && kinds.Contains(r.Kind) && (r.State == AccountRequestState.Waiting || r.State == AccountRequestState.Sent
                || r.State == AccountRequestState.Refused || r.State == AccountRequestState.Unclear))
            .ToListAsync(cancel);
        return [.. open.OrderByDescending(r => r.NeedsLook).ThenBy(r => r.AskedAt)];
    }

    /// <summary>How far one is; null: there is none, or none for this person.</summary>
    public async Task<AccountRequest?> FindAsync(PartnerScope scope, Guid id, CancellationToken cancel)
    {
        var kinds = KindsOf(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.AccountRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.PartnerId == scope.PartnerId && kinds.Contains(r.Kind), cancel);
    }

    private static List<AccountKind> KindsOf(PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return [.. Enum.GetValues<AccountKind>().Where(kind => scope.May(Needs(kind)))];
    }
}
