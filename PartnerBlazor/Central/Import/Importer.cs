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
            await store.WriteAsync(partnerId, Actor.Import, session => WriteAsync(session, batch, reading, tally), cancel);
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
                if (WhyNot(null, known.GetValueOrDefault(id), reading.CustomerOf(id)) is not { } reason)
                    return false;
                refusals.Add((id, reason));
            }
        }
        foreach (var (id, reason) in refusals)
            Refuse(id, reading, tally, reason);
        return true;
    }

    private static async Task<bool> WriteAsync(WriteSession session, Guid[] ids, VendorReading reading, ImportTally tally)
    {
        var customers = await session.Db.Customers.Include(c => c.FormerNames).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id);
        var licences = (await session.Db.Licences.Where(l => ids.Contains(l.CustomerId)).ToListAsync()).ToLookup(l => l.CustomerId);
        var alerts = (await session.Db.Alerts.Where(a => ids.Contains(a.CustomerId)).ToListAsync()).ToLookup(a => a.CustomerId);
        var asOf = await session.Db.AsOf.Where(a => ids.Contains(a.CustomerId)).ToDictionaryAsync(a => a.CustomerId);
        var (writer, licenceWriter, alertWriter) = (new CustomerImport(session, tally), new LicenceImport(session, tally), new AlertImport(session, tally));
        foreach (var id in ids)
        {
            var known = customers.GetValueOrDefault(id);
            if (WhyNot(session.PartnerId, known, reading.CustomerOf(id)) is { } reason)
            {
                Refuse(id, reading, tally, reason);
                continue;
            }
            var word = new KnownWord(session, id, asOf.GetValueOrDefault(id), tally);
            var open = reading.AlertsOf(id, word.AlertsAt);
            var hasAlerts = word.Takes(open);
            var customer = known ?? writer.Create(reading.CustomerOf(id)!, hasAlerts);
            if (reading.CustomerOf(id) is { } told && word.Takes(told) && known is not null)
                writer.Update(known, told);
            if (hasAlerts)
                await writer.SeenAsync(customer);
            if (reading.LicencesOf(id) is { } answer && word.Takes(answer))
                licenceWriter.Apply(customer, known is null, [.. licences[id]], answer);
            if (hasAlerts)
                alertWriter.Apply(customer, known is null, [.. alerts[id]], open);
            word.Keep();
        }
        return true;
    }

    // No partner yet: every known customer is another one's.
    private static string? WhyNot(int? partnerId, Customer? known, VendorCustomer? told) => (known, told) switch
    {
        ({ } customer, _) when customer.PartnerId != partnerId => "belongs to another partner of this database",
        ({ UnlinkedAt: not null }, _) => "was unlinked here and is not brought back by an import",
        (null, null) => "is in no file and not known here",
        (null, { Name: null, ShowAs: null or "" }) => "has no name",
        _ => null,
    };

    private static void Refuse(Guid id, VendorReading reading, ImportTally tally, string reason)
    {
        if (reading.CustomerOf(id) is { } customer)
            tally.Refuse(tally.Customers, customer.Source, $"customer {id} {reason}");
        if (reading.LicencesOf(id) is { Licences.Count: > 0 } licences)
            tally.Refuse(tally.Licences, licences.Source, $"licences of customer {id}, which {reason}", licences.Licences.Count);
        foreach (var file in reading.AlertsOf(id).Open.GroupBy(a => a.Source))
            tally.Refuse(tally.Alerts, file.Key, $"alerts of customer {id}, which {reason}", file.Count());
    }
}
