using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Licences;

/// <summary>What happens to licences by themselves.</summary>
public sealed class LicenceCommands(IDbContextFactory<PartnerDb> factory, PartnerStore store)
{
    /// <summary>Customers brought up to date in one transaction.</summary>
    public const int Batch = 200;

    /// <summary>
    /// Brings every licence of every partner to the present UTC day: states that changed with the calendar and licences whose
    /// replacement began are stored, journalled and pushed like any other change (SPEC §4). Does nothing when nothing is due.
    /// </summary>
    /// <returns>How many licences changed.</returns>
    public async Task<int> CatchUpAsync(CancellationToken cancel)
    {
        var changed = 0;
        foreach (var partner in await PartnersAsync(cancel))
        {
            int done;
            do
            {
                done = await store.WriteAsync(partner, Actor.Calendar, CatchUpSomeAsync, cancel);
                changed += done;
            }
            while (done > 0);
        }
        return changed;
    }

    private async Task<List<int>> PartnersAsync(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Partners.Select(p => p.Id).ToListAsync(cancel);
    }

    private static async Task<int> CatchUpSomeAsync(WriteSession session)
    {
        var today = session.Today;
        // Of an unlinked customer nobody is told anything; should it be restored, the store settles its licences then.
        var customers = await session.Db.Licences
            .Where(l => l.PartnerId == session.PartnerId && l.NextChange <= today
                && session.Db.Customers.Any(c => c.Id == l.CustomerId && c.UnlinkedAt == null))
            .Select(l => l.CustomerId).Distinct().OrderBy(id => id).Take(Batch).ToListAsync();
        var licences = await session.Db.Licences.Where(l => customers.Contains(l.CustomerId) && l.NextChange <= today).ToListAsync();
        foreach (var licence in licences)
        {
            var (before, after) = (licence.State, LicenceRules.StateOf(licence, today));
            // A renewal that begins the day after the last one ends is told as that, not as the loss of what it replaces.
            var replaced = before == after || LicenceRules.BecomesReplaced(licence, today);
            var (kind, item) = (replaced ? JournalKinds.LicenceReplaced : JournalKinds.LicenceState, licence.ProductName);
            licence.State = after;
            licence.NextChange = LicenceRules.NextChangeOf(licence, today);
            session.Journal(kind, licence.CustomerId, licence.Id, item, before.ToString(), after.ToString());
        }
        return licences.Count;
    }
}
