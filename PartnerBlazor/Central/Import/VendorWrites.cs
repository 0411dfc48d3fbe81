using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Assistance;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>Brings customers to what the vendor says of them, inside one write: only real differences are journalled and pushed.</summary>
/// <param name="session">The write.</param>
/// <param name="reading">What the vendor says.</param>
/// <param name="tally">Takes the numbers and the refusals.</param>
/// <param name="source">Where it is told.</param>
internal sealed class VendorWrites(WriteSession session, VendorReading reading, ImportTally tally, WordSource source)
{
    /// <summary>Why a customer that was unlinked is not taken from saved answers.</summary>
    private const string WasUnlinked = "was unlinked here and is not brought back by an import";

    private readonly RequestLook _look = new(session);

    /// <summary>Writes what is said of these customers.</summary>
    public async Task ApplyAsync(IReadOnlyCollection<Guid> ids)
    {
        var customers = await session.Db.Customers.Include(c => c.FormerNames).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id);
        var withLicences = ids.Where(id => reading.LicencesOf(id) is not null).ToList();
        var licences = (await session.Db.Licences.Where(l => withLicences.Contains(l.CustomerId)).ToListAsync()).ToLookup(l => l.CustomerId);
        var withAlerts = ids.Where(id => reading.AlertsOf(id).At is not null).ToList();
        var alerts = (await session.Db.Alerts.Where(a => withAlerts.Contains(a.CustomerId)).ToListAsync()).ToLookup(a => a.CustomerId);
        var occurrences = (await session.Db.AlertOccurrences.Where(o => withAlerts.Contains(o.CustomerId)).ToListAsync()).ToLookup(o => o.AlertId);
        var asOf = await session.Db.AsOf.Where(a => ids.Contains(a.CustomerId)).ToDictionaryAsync(a => a.CustomerId);
        var deliveries = await session.Db.NameDeliveries.Where(d => ids.Contains(d.CustomerId) && d.Target == DeliveryTarget.Central).ToDictionaryAsync(d => d.CustomerId);
        var writer = new CustomerImport(session, tally, new NameImport(session, deliveries, source));
        var products = await ProductMap.ReadAsync(session, ids.Select(reading.LicencesOf).OfType<VendorLicences>());
        var (licenceWriter, alertWriter) = (new LicenceImport(session, tally, source, products), new AlertImport(session, tally, occurrences));
        foreach (var id in ids)
        {
            var known = customers.GetValueOrDefault(id);
            var word = new KnownWord(session, id, asOf.GetValueOrDefault(id), tally, source);
            if (WhyNot(session.PartnerId, known, reading.CustomerOf(id)) is { } reason && !Returns(known, word, reading.CustomerOf(id)))
            {
                if (!(source.IsLive && reason == WasUnlinked))
                    Refuse(id, reading, tally, reason);
                continue;
            }
            var open = reading.AlertsOf(id, word.AlertsAt);
            var hasAlerts = word.Takes(open);
            var customer = known ?? writer.Create(reading.CustomerOf(id)!, hasAlerts);
            if (known is null && source.IsLive)
                await _look.SeeAsync(customer, reading.CustomerOf(id)!);
            if (reading.CustomerOf(id) is { } told)
                await TakeAsync(writer, word, customer, known is null, told);
            if (reading.LicencesOf(id) is { } answer)
                Take(licenceWriter, word, customer, known is null, [.. licences[id]], answer);
            if (hasAlerts)
                await TakeAsync(alertWriter, word, customer, known is null, [.. alerts[id]], open);
            if (reading.HealthOf(id) is { } health)
                Take(word, customer, health);
            word.Keep(customer.Activated);
        }
    }

    /// <summary>Why nothing can be taken of a customer; null: it can.</summary>
    /// <param name="partnerId">The partner; null, as there is none yet: every known customer is another one's.</param>
    /// <param name="known">The customer here; null: it is not known.</param>
    /// <param name="told">What is told of it; null: nothing.</param>
    public static string? WhyNot(int? partnerId, Customer? known, VendorCustomer? told) => (known, told) switch
    {
        ({ } customer, _) when customer.PartnerId != partnerId => "belongs to another partner of this database",
        ({ UnlinkedAt: not null }, _) => WasUnlinked,
        (null, null) => "is in no file and not known here",
        (null, { Name: null, ShowAs: null or "" }) => "has no name",
        _ => null,
    };

    /// <summary>Notes that nothing of a customer was taken.</summary>
    public static void Refuse(Guid id, VendorReading reading, ImportTally tally, string reason)
    {
        if (reading.CustomerOf(id) is { } customer)
            tally.Refuse(tally.Customers, customer.Source, $"customer {id} {reason}");
        if (reading.LicencesOf(id) is { Licences.Count: > 0 } licences)
            tally.Refuse(tally.Licences, licences.Source, $"licences of customer {id}, which {reason}", licences.Licences.Count);
        foreach (var file in reading.AlertsOf(id).Open.GroupBy(a => a.Source))
            tally.Refuse(tally.Alerts, file.Key, $"alerts of customer {id}, which {reason}", file.Count());
    }

    private static async Task TakeAsync(CustomerImport writer, KnownWord word, Customer customer, bool isNew, VendorCustomer told)
    {
        var before = word.Before();
        word.Listed(told);
        if (!word.Takes(told))
            return;
        if (!isNew)
            await writer.UpdateAsync(customer, told, before);
        word.Named(NameImport.DisplayedIn(told, customer.Name));
    }

    private void Take(LicenceImport writer, KnownWord word, Customer customer, bool isNew, Licence[] known, VendorLicences told)
    {
        word.Asked(told);
        if (source.IsLive && told is { Whole: true, Licences.Count: 0, Refused.Count: 0 } && known.Any(l => l.State == LicenceState.Scheduled || LicenceRules.IsRunning(l.State)) && !word.IsNoneAgain(told))
            return;
        // What a customer had before the portal knew it is no news one by one.
        var isFirst = source.IsLive && !isNew && known.Length == 0 && word.LicencesAt is null;
        if (!word.Takes(told))
            return;
        var created = writer.Apply(customer, isNew || isFirst, known, told);
        if (isFirst && created > 0)
            session.Journal(JournalKinds.LicencesRead, customer.Id, after: $"{created}");
        if (source.IsLive)
            word.Answered();
    }

    private async Task TakeAsync(AlertImport writer, KnownWord word, Customer customer, bool isNew, Alert[] known, VendorAlerts told)
    {
        // Who tells its alerts lets the partner in (SPEC §9). One answer alone says it, so that two cannot contradict each other.
        var enters = customer.PartnerAssistance != PartnerAssistance.On;
        if (enters && source.IsLive)
            word.LetIn(customer);
        await session.SetAssistanceAsync(customer, PartnerAssistance.On, AssistanceCause.Seen);
        writer.Apply(customer, isNew, isFirst: source.IsLive && (enters || word.IsFirstOfAlerts), known, word.Believed(told, known));
    }

    private void Take(KnownWord word, Customer customer, VendorHealth told)
    {
        word.Checked(told);
        // Switched off since it was asked: nobody is told of who lets nobody look.
        if (customer.PartnerAssistance != PartnerAssistance.On)
            return;
        _ = session.SetUnprotected(customer, told.Unprotected) ? tally.Health.Changed++ : tally.Health.Unchanged++;
    }

    // Whom the vendor did not list any more and lists again is back; whose unlink was only asked for here is not (SPEC §9).
    private bool Returns(Customer? known, KnownWord word, VendorCustomer? told)
    {
        if (!source.IsLive || told is null || known is not { UnlinkedAt: { } left } || known.PartnerId != session.PartnerId || told.Source.At <= left)
            return false;
        if (!known.Unlink.Confirmed)
        {
            word.Listed(told);
            return false;
        }
        (known.UnlinkedAt, known.Unlink) = (null, new UnlinkRequest());
        session.Journal(JournalKinds.Restored, known.Id, after: known.DisplayName);
        return true;
    }
}
