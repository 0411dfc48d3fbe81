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

    /// <summary>The partner of this name, if there is one, and whether the demo made it.</summary>
    public async Task<(Partner? Partner, bool Demo)> FindAsync(string name, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var partner = (await db.Partners.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel))
            .Find(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        var demo = partner is not null && await db.Journal.AnyAsync(e => e.PartnerId == partner.Id && e.Kind == JournalKinds.DemoSeeded, cancel);
        return (partner, demo);
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
            if (WhyNot(session, known, reading.CustomerOf(id)) is { } reason)
            {
                Refuse(id, reading, tally, reason);
                continue;
            }
            var open = reading.AlertsOf(id);
            var customer = known ?? writer.Create(reading.CustomerOf(id)!, open.Count > 0);
            if (known is not null && reading.CustomerOf(id) is { } told)
                writer.Update(known, told);
            if (open.Count > 0)
                writer.Seen(customer);
            if (reading.LicencesOf(id) is { } answer)
                licenceWriter.Apply(customer, known is null, [.. licences[id]], answer);
            if (open.Count > 0)
                alertWriter.Apply(customer, known is null, [.. alerts[id]], open, reading.AllAlertsOf(id));
            Asked(session, asOf.GetValueOrDefault(id), id, reading.AtOf(id));
        }
        return true;
    }

    private static string? WhyNot(WriteSession session, Customer? known, VendorCustomer? told) => (known, told) switch
    {
        ({ } customer, _) when customer.PartnerId != session.PartnerId => "belongs to another partner of this database",
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
        foreach (var file in reading.AlertsOf(id).GroupBy(a => a.Source))
            tally.Refuse(tally.Alerts, file.Key, $"alerts of customer {id}, which {reason}", file.Count());
    }

    // As old as the files: what they say was true when they were saved, whenever they are imported.
    private static void Asked(WriteSession session, CustomerAsOf? asOf, Guid id, DateTime at)
    {
        if (asOf is null)
            session.Db.AsOf.Add(new CustomerAsOf { CustomerId = id, PartnerId = session.PartnerId, At = at });
        else if (asOf.At < at)
            asOf.At = at;
    }
}
