using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>Brings one customer's alerts to what the vendor lists as open, inside a write. Equal cause is one entry with a count (SPEC §6).</summary>
internal sealed class AlertImport(WriteSession session, ImportTally tally)
{
    /// <summary>Raises, changes and, after a complete reading, closes alerts.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="isNew">Its one journal entry says it all.</param>
    /// <param name="known">Its alerts so far, tracked.</param>
    /// <param name="told">Its open alerts in the files.</param>
    public void Apply(Customer customer, bool isNew, IReadOnlyCollection<Alert> known, VendorAlerts told)
    {
        var byId = known.ToDictionary(a => a.Id);
        foreach (var same in told.Open.GroupBy(a => a.Cause, StringComparer.Ordinal))
        {
            var latest = same.OrderBy(a => a.RaisedAt).ThenBy(a => a.Id, StringComparer.Ordinal).Last();
            var (id, count) = (DerivedId.Alert(customer.Id, same.Key), same.Count());
            tally.Alerts.Merged += count - 1;
            if (byId.Remove(id, out var mine))
                _ = Update(mine, latest, count) ? tally.Alerts.Changed++ : tally.Alerts.Unchanged++;
            else
                Create(customer, isNew, id, latest, count);
        }
        if (!told.All)
            return;
        foreach (var gone in byId.Values.Where(a => a.State != AlertState.Resolved))
        {
            session.Journal(JournalKinds.AlertClosed, customer.Id, gone.Id, gone.Description, gone.Severity.ToString());
            gone.State = AlertState.Resolved;
            tally.Alerts.Ended++;
        }
    }

    private void Create(Customer customer, bool isNew, Guid id, VendorAlert told, int count)
    {
        session.Db.Alerts.Add(new Alert
        {
            Id = id,
            PartnerId = customer.PartnerId,
            CustomerId = customer.Id,
            Cause = told.Cause,
            Severity = told.Severity,
            Category = told.Category,
            Product = told.Product,
            Description = told.Description,
            RaisedAt = told.RaisedAt ?? told.Source.At,
            Device = told.Device,
            Person = told.Person,
            AllowedActions = told.AllowedActions,
            Count = count,
        });
        if (!isNew)
            session.Journal(JournalKinds.AlertRaised, customer.Id, id, told.Description, after: told.Severity.ToString());
        tally.Alerts.Created++;
    }

    private bool Update(Alert mine, VendorAlert told, int count)
    {
        var reopened = mine.State == AlertState.Resolved;
        // The vendor lists what is open now: older ones of the cause may have left its list without being undone.
        var often = reopened ? count : Math.Max(mine.Count, count);
        var at = told.RaisedAt ?? mine.RaisedAt;
        if (!reopened && often == mine.Count
            && (at, told.Severity, told.Description, told.AllowedActions) == (mine.RaisedAt, mine.Severity, mine.Description, mine.AllowedActions)
            && (told.Category, told.Product, told.Device, told.Person) == (mine.Category, mine.Product, mine.Device, mine.Person))
            return false;
        session.Journal(JournalKinds.AlertRaised, mine.CustomerId, mine.Id, told.Description, mine.Severity.ToString(), told.Severity.ToString());
        (mine.Count, mine.RaisedAt, mine.Severity, mine.Description, mine.AllowedActions) =
            (often, at, told.Severity, told.Description, told.AllowedActions);
        (mine.Category, mine.Product, mine.Device, mine.Person) = (told.Category, told.Product, told.Device, told.Person);
        if (reopened)
            mine.State = AlertState.Open;
        return true;
    }
}
