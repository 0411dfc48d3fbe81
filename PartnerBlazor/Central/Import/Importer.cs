using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>
/// Writes what was read from files into one partner, by the one road (DESIGN §3), in batches of customers. Repeatable: only real
/// differences are written. A customer the files do not name is left alone: an import is never a complete reading of the estate.
/// </summary>
public sealed class Importer(PartnerStore store, IDbContextFactory<PartnerDb> factory)
{
    /// <summary>Customers written in one transaction.</summary>
    public const int Batch = 100;

    /// <summary>Writes everything that was read.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="reading">What the files say, all of them read.</param>
    /// <param name="tally">Takes the numbers and the refusals.</param>
    /// <param name="progress">Told how many customers are done, of how many.</param>
    /// <param name="cancel">Cancels between two batches.</param>
    public async Task WriteAsync(int partnerId, VendorReading reading, ImportTally tally, Action<int, int> progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(progress);
        var (ids, done) = (reading.CustomerIds, 0);
        foreach (var batch in ids.Chunk(Batch))
        {
            await store.WriteAsync(partnerId, Actor.Import, async session =>
            {
                await new VendorWrites(session, reading, tally, WordSource.Saved).ApplyAsync(batch);
                return true;
            }, cancel);
            done += batch.Length;
            progress(done, ids.Count);
        }
        if (!tally.Wrote)
            return;
        await store.WriteAsync(partnerId, Actor.Import, session =>
        {
            session.JournalOther(JournalKinds.Imported, null, after: ids.Count.ToString(CultureInfo.InvariantCulture));
            return Task.FromResult(true);
        }, cancel);
    }

    /// <summary>The partner of this name, if there is one.</summary>
    public async Task<Partner?> FindAsync(string name, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return (await db.Partners.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel)).Find(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Refuses everything when nothing of it could be taken into a new partner, so that no empty one is created.</summary>
    /// <returns>False when something can be taken; then nothing was refused.</returns>
    public async Task<bool> RefuseAllAsync(VendorReading reading, ImportTally tally, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(tally);
        var refusals = new List<(Guid Id, string Reason)>();
        await using var db = await factory.CreateDbContextAsync(cancel);
        foreach (var batch in reading.CustomerIds.Chunk(Ids.Batch))
        {
            var known = await db.Customers.AsNoTracking().Where(c => batch.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
            foreach (var id in batch)
            {
                if (VendorWrites.WhyNot(null, known.GetValueOrDefault(id), reading.CustomerOf(id)) is not { } reason)
                    return false;
                refusals.Add((id, reason));
            }
        }
        foreach (var (id, reason) in refusals)
            VendorWrites.Refuse(id, reading, tally, reason);
        return true;
    }
}
