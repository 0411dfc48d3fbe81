using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Shell.Entry;

/// <summary>Whose account a page of signing in is about.</summary>
/// <param name="Name">Full name of the person.</param>
/// <param name="Partner">Name of their partner.</param>
public sealed record EntryOwner(string Name, string Partner);

/// <summary>Reads whose account a page is about, for who has shown that it is theirs: by a link, or by being signed in.</summary>
public sealed class EntryOwners(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>The person of an account; null when there is none.</summary>
    public async Task<EntryOwner?> FindAsync(Guid personId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.People.Where(p => p.Id == personId).Join(db.Partners, p => p.PartnerId, p => p.Id, (p, partner) => new EntryOwner(p.Name, partner.Name))
            .SingleOrDefaultAsync(cancel);
    }
}
