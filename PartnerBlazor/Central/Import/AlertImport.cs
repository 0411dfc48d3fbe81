using PartnerBlazor.Alerts;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>Brings one customer's alerts to what the vendor lists as open, inside a write. Equal cause is one entry with a count (SPEC §6).</summary>
/// <param name="session">The write.</param>
/// <param name="tally">Takes the numbers.</param>
/// <param name="occurrences">The vendor's alerts behind the entries so far, tracked, by entry.</param>
internal sealed class AlertImport(WriteSession session, ImportTally tally, ILookup<Guid, AlertOccurrence> occurrences)
{
    // So long the vendor keeps what happened (domain.md B9).
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    // More at once are told as a number: nobody reads a hundred lines of one reading.
    private const int MostOneByOne = 20;

    /// <summary>Raises, changes and, after a complete reading, closes alerts.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="isNew">Its one journal entry says it all.</param>
    /// <param name="isFirst">Nobody saw its alerts before: what was open is no news one by one, but a number.</param>
    /// <param name="known">Its alerts so far, tracked.</param>
    /// <param name="told">Its open alerts.</param>
    public void Apply(Customer customer, bool isNew, bool isFirst, IReadOnlyCollection<Alert> known, VendorAlerts told)
    {
        var byId = known.ToDictionary(a => a.Id);
        var added = new List<(Guid Id, VendorAlert Latest)>();
        foreach (var same in told.Open.GroupBy(a => a.Cause, StringComparer.Ordinal))
        {
            List<VendorAlert> alerts = [.. same.OrderBy(a => a.RaisedAt).ThenBy(a => a.Id, StringComparer.Ordinal)];
            var id = DerivedId.Alert(customer.Id, same.Key);
            tally.Alerts.Merged += alerts.Count - 1;
            // Asked for before the vendor said that they are closed: nothing new is in it.
            if (byId.TryGetValue(id, out var closed) && closed.State == AlertState.Resolved && told.At < closed.StateAt && alerts.All(a => occurrences[id].Any(o => o.VendorId == a.Id && o.ClosedAt > told.At)))
            {
                byId.Remove(id);
                tally.Alerts.Unchanged++;
                continue;
            }
            if (byId.Remove(id, out var mine))
                _ = Update(mine, alerts, told.All) ? tally.Alerts.Changed++ : tally.Alerts.Unchanged++;
            else
            {
                Create(customer, id, alerts);
                added.Add((id, alerts[^1]));
            }
        }
        Tell(customer, isNew, isFirst, added);
        if (told.All)
            Close(customer, byId.Values);
    }

    private void Tell(Customer customer, bool isNew, bool isFirst, List<(Guid Id, VendorAlert Latest)> added)
    {
        if (isNew || added.Count == 0)
            return;
        var many = isFirst || added.Count > MostOneByOne;
        if (many)
            session.Journal(JournalKinds.AlertsRead, customer.Id, after: $"{added.Count}");
        // Of many that are news the worst is told: who listens for severe ones hears it.
        foreach (var (id, latest) in !many ? added : isFirst ? [] : [added.MaxBy(one => one.Latest.Severity)])
            session.Journal(JournalKinds.AlertRaised, customer.Id, id, latest.Description, after: latest.Severity.ToString());
    }

    private void Create(Customer customer, Guid id, List<VendorAlert> alerts)
    {
        var latest = alerts[^1];
        session.Db.Alerts.Add(new Alert
        {
            Id = id,
            PartnerId = customer.PartnerId,
            CustomerId = customer.Id,
            Cause = latest.Cause,
            Rule = latest.Rule,
            Severity = latest.Severity,
            Category = latest.Category,
            Product = latest.Product,
            Description = latest.Description,
            RaisedAt = At(latest),
            FirstAt = At(alerts[0]),
            Device = latest.Device,
            Person = latest.Person,
            AllowedActions = latest.AllowedActions,
            Count = alerts.Count,
        });
        foreach (var alert in alerts)
            Add(id, customer.Id, alert);
        tally.Alerts.Created++;
    }

    private bool Update(Alert mine, List<VendorAlert> alerts, bool all)
    {
        var (latest, reopened) = (alerts[^1], mine.State == AlertState.Resolved);
        // The vendor lists what is open now: older ones of the cause may have left its list without being undone.
        var often = Math.Max(reopened ? alerts.Count : mine.Count, Keep(mine, alerts, all, reopened));
        // An older one says nothing newer, unless it is all that is left: then the entry is what it says, and that is no raise.
        var older = !reopened && latest.RaisedAt < mine.RaisedAt;
        var says = all || !older;
        var raised = reopened || often > mine.Count || latest.RaisedAt > mine.RaisedAt || (!older && latest.Severity > mine.Severity);
        var changed = says && ((latest.Severity, latest.Description, latest.AllowedActions) != (mine.Severity, mine.Description, mine.AllowedActions)
            || (latest.Category, latest.Product, latest.Device, latest.Person, latest.Rule) != (mine.Category, mine.Product, mine.Device, mine.Person, mine.Rule));
        if (!raised && !changed)
            return false;
        var before = mine.Severity;
        mine.Count = often;
        if (reopened)
            mine.Reopen(latest.Severity, At(alerts[0]), session.Now);
        else if (says && mine.WakeIfWorse(latest.Severity, session.Now))
            session.Journal(JournalKinds.AlertWoke, mine.CustomerId, mine.Id, mine.Description, AlertState.Snoozed.ToString(), mine.State.ToString());
        if (says)
        {
            mine.RaisedAt = latest.RaisedAt ?? mine.RaisedAt;
            (mine.Severity, mine.Description, mine.AllowedActions) = (latest.Severity, latest.Description, latest.AllowedActions);
            (mine.Category, mine.Product, mine.Device, mine.Person, mine.Rule) = (latest.Category, latest.Product, latest.Device, latest.Person, latest.Rule);
        }
        // What is out of sight rings for nobody.
        session.Journal(mine.State == AlertState.Snoozed || !raised ? JournalKinds.AlertChanged : reopened ? JournalKinds.AlertReopened : JournalKinds.AlertRaised, mine.CustomerId, mine.Id, mine.Description, before.ToString(), mine.Severity.ToString());
        return true;
    }

    private void Close(Customer customer, IReadOnlyCollection<Alert> gone)
    {
        foreach (var alert in gone)
            End(occurrences[alert.Id]);
        var closed = gone.Where(a => a.State != AlertState.Resolved).ToList();
        if (closed.Count > MostOneByOne)
            session.Journal(JournalKinds.AlertsClosed, customer.Id, after: $"{closed.Count}");
        foreach (var alert in closed)
        {
            if (closed.Count <= MostOneByOne)
                session.Journal(JournalKinds.AlertClosed, customer.Id, alert.Id, alert.Description, alert.Severity.ToString());
            alert.Close(session.Now);
            tally.Alerts.Ended++;
        }
    }

    // How many there were since the entry opened.
    private int Keep(Alert mine, List<VendorAlert> alerts, bool all, bool reopened)
    {
        var kept = occurrences[mine.Id].ToDictionary(o => o.VendorId, StringComparer.Ordinal);
        var count = reopened ? 0 : kept.Count;
        foreach (var alert in alerts)
        {
            if (kept.Remove(alert.Id, out var known))
                known.ClosedAt = null;
            else
                Add(mine.Id, mine.CustomerId, alert);
            count += known is null || reopened ? 1 : 0;
        }
        // What was closed before it opened again counts no more.
        if (reopened)
            session.Db.AlertOccurrences.RemoveRange(kept.Values);
        else if (all)
            End(kept.Values);
        return count;
    }

    private void End(IEnumerable<AlertOccurrence> gone)
    {
        foreach (var one in gone)
        {
            if (one.ClosedAt < session.Now - s_kept)
                session.Db.AlertOccurrences.Remove(one);
            one.ClosedAt ??= session.Now;
        }
    }

    private void Add(Guid id, Guid customerId, VendorAlert alert) =>
        session.Db.AlertOccurrences.Add(new AlertOccurrence { AlertId = id, VendorId = alert.Id, CustomerId = customerId, RaisedAt = At(alert) });

    private static DateTime At(VendorAlert alert) => alert.RaisedAt ?? alert.Source.At;
}
