using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Alerts;
using PartnerBlazor.Assistance;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central;

/// <summary>
/// What the vendor tells about a customer, written by the one road: only real differences are journalled and pushed; the moment of the
/// vendor's word is kept beside.
/// </summary>
public sealed class CentralCommands(PartnerStore store)
{
    /// <summary>Seats in use of a licence; null: not told.</summary>
    public Task UsageAsync(int partnerId, Guid licenceId, int? usage) => OnLicenceAsync(partnerId, licenceId, (session, licence) =>
    {
        if (licence.Usage == usage)
            return;
        session.Journal(JournalKinds.LicenceUsage, licence.CustomerId, licence.Id, licence.ProductName, Text(licence.Usage), Text(usage));
        licence.Usage = usage;
    });

    /// <summary>Last valid day of a licence.</summary>
    public Task EndAsync(int partnerId, Guid licenceId, DateOnly end) => OnLicenceAsync(partnerId, licenceId, (session, licence) =>
    {
        if (licence.EndDate == end)
            return;
        session.Journal(JournalKinds.LicenceChanged, licence.CustomerId, licence.Id, licence.ProductName, IsoDay.Of(licence.EndDate), IsoDay.Of(end));
        licence.EndDate = end;
    });

    /// <summary>Seats bought; null: unlimited.</summary>
    public Task QuantityAsync(int partnerId, Guid licenceId, int? quantity) => OnLicenceAsync(partnerId, licenceId, (session, licence) =>
    {
        if (licence.Quantity == quantity)
            return;
        session.Journal(JournalKinds.LicenceChanged, licence.CustomerId, licence.Id, licence.ProductName, Text(licence.Quantity), Text(quantity));
        licence.Quantity = quantity;
    });

    /// <summary>The customer's administrator switched Partner Assistance.</summary>
    public Task AssistanceAsync(int partnerId, Guid customerId, PartnerAssistance assistance) =>
        store.WriteAsync(partnerId, Actor.Vendor, async session =>
        {
            if (!await IsLinkedAsync(session, customerId))
                return false;
            var customer = await session.CustomerAsync(customerId, CancellationToken.None);
            await ReadNowAsync(session, customerId);
            await session.SetAssistanceAsync(customer, assistance, AssistanceCause.Customer);
            return true;
        });

    /// <summary>
    /// Devices without protection, as the vendor's health check counts them; null: not told. Nobody is told of a customer who lets nobody look.
    /// </summary>
    public Task UnprotectedAsync(int partnerId, Guid customerId, int? devices) => store.WriteAsync(partnerId, Actor.Vendor, async session =>
    {
        if (!await IsLinkedAsync(session, customerId))
            return false;
        var customer = await session.CustomerAsync(customerId, CancellationToken.None);
        if (customer.PartnerAssistance != PartnerAssistance.On)
            return false;
        await ReadNowAsync(session, customerId);
        session.SetUnprotected(customer, devices);
        return true;
    });

    /// <summary>An alert was raised; one of the same cause counts one more, or is open again.</summary>
    public Task RaiseAsync(int partnerId, Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return store.WriteAsync(partnerId, Actor.Vendor, async session =>
        {
            if (!await IsLinkedAsync(session, alert.CustomerId))
                return false;
            await ReadNowAsync(session, alert.CustomerId);
            var known = await session.Db.Alerts.Where(a => a.CustomerId == alert.CustomerId && a.Cause == alert.Cause)
                .OrderBy(a => a.State == AlertState.Resolved).ThenByDescending(a => a.RaisedAt).FirstOrDefaultAsync();
            if (known is null)
            {
                alert.FirstAt = alert.RaisedAt;
                session.Db.Alerts.Add(alert);
                session.Journal(JournalKinds.AlertRaised, alert.CustomerId, alert.Id, alert.Description, after: alert.Severity.ToString());
                return true;
            }
            var (reopened, before) = (known.State == AlertState.Resolved, known.Severity);
            if (reopened)
                known.Reopen(alert.Severity, alert.RaisedAt, session.Now);
            else if (known.WakeIfWorse(alert.Severity, session.Now))
                session.Journal(JournalKinds.AlertWoke, known.CustomerId, known.Id, alert.Description, AlertState.Snoozed.ToString(), known.State.ToString());
            (known.Count, known.RaisedAt, known.Severity, known.Description, known.Rule) = (reopened ? 1 : known.Count + 1, alert.RaisedAt, alert.Severity, alert.Description, alert.Rule);
            session.Journal(known.State == AlertState.Snoozed ? JournalKinds.AlertChanged : reopened ? JournalKinds.AlertReopened : JournalKinds.AlertRaised,
                known.CustomerId, known.Id, alert.Description, before.ToString(), alert.Severity.ToString());
            return true;
        });
    }

    /// <summary>The vendor closed an alert: it is closed here (SPEC §6).</summary>
    public Task CloseAsync(int partnerId, Guid alertId) => store.WriteAsync(partnerId, Actor.Vendor, async session =>
    {
        var alert = await session.Db.Alerts.SingleAsync(a => a.Id == alertId && a.PartnerId == partnerId);
        if (!await IsLinkedAsync(session, alert.CustomerId))
            return false;
        await ReadNowAsync(session, alert.CustomerId);
        if (alert.State == AlertState.Resolved)
            return true;
        session.Journal(JournalKinds.AlertClosed, alert.CustomerId, alert.Id, alert.Description, alert.Severity.ToString());
        alert.Close(session.Now);
        return true;
    });

    private Task<bool> OnLicenceAsync(int partnerId, Guid licenceId, Action<WriteSession, Licence> change) =>
        store.WriteAsync(partnerId, Actor.Vendor, async session =>
        {
            var licence = await session.Db.Licences.SingleAsync(l => l.Id == licenceId && l.PartnerId == partnerId);
            if (!await IsLinkedAsync(session, licence.CustomerId))
                return false;
            await ReadNowAsync(session, licence.CustomerId);
            change(session, licence);
            return true;
        });

    // The vendor still knows it, but it is no customer of the partner's any more.
    private static Task<bool> IsLinkedAsync(WriteSession session, Guid customerId) =>
        session.Db.Customers.AnyAsync(c => c.Id == customerId && c.PartnerId == session.PartnerId && c.UnlinkedAt == null);

    private static async Task ReadNowAsync(WriteSession session, Guid customerId)
    {
        var asOf = await session.Db.AsOf.FindAsync(customerId);
        if (asOf is null)
            session.Db.AsOf.Add(asOf = new CustomerAsOf { CustomerId = customerId, PartnerId = session.PartnerId });
        asOf.At = session.Now;
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
