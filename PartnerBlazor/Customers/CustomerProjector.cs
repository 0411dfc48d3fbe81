using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Licences;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>Builds a customer's row of the list from its records.</summary>
public sealed class CustomerProjector : IRowProjector
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, CustomerRow>> ProjectAsync(
        PartnerDb db, IReadOnlyCollection<Guid> customerIds, DateOnly today, long seq, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var customers = await db.Customers.AsNoTracking().AsSplitQuery()
            .Include(c => c.FormerNames).Include(c => c.Groups)
            .Where(c => customerIds.Contains(c.Id) && c.UnlinkedAt == null)
            .ToListAsync(cancel);
        var licences = (await db.Licences.AsNoTracking().Where(l => customerIds.Contains(l.CustomerId)).ToListAsync(cancel))
            .ToLookup(l => l.CustomerId);
        var alerts = (await db.Alerts.AsNoTracking()
            .Where(a => customerIds.Contains(a.CustomerId) && (a.State == AlertState.Open || a.State == AlertState.Acknowledged))
            .GroupBy(a => new { a.CustomerId, a.Severity })
            .Select(g => new { g.Key.CustomerId, g.Key.Severity, Count = g.Count() })
            .ToListAsync(cancel)).ToLookup(a => a.CustomerId);
        return customers.ToDictionary(c => c.Id, c => Build(
            c, licences[c.Id], severity => alerts[c.Id].Where(a => a.Severity == severity).Sum(a => a.Count), today, seq));
    }

    /// <inheritdoc/>
    public bool Settle(Licence licence, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licence);
        var replaced = LicenceRules.BecomesReplaced(licence, today);
        licence.State = LicenceRules.StateOf(licence, today);
        licence.NextChange = LicenceRules.NextChangeOf(licence, today);
        return replaced;
    }

    /// <inheritdoc/>
    public CustomerRow Build(
        Customer customer, IEnumerable<Licence> licences, Func<AlertSeverity, int> openAlerts, DateOnly today, long seq)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var all = licences as IReadOnlyCollection<Licence> ?? [.. licences];
        var covers = CoverRules.CoversOf(all, today);
        var mask = CoverMask.Of(covers);
        var visible = customer.PartnerAssistance == PartnerAssistance.On;
        var displayName = customer.DisplayName;
        var fields = new SearchFields(
            $"{customer.Contact.FirstName} {customer.Contact.LastName}".Trim(), customer.Contact.Email,
            [.. customer.FormerNames.OrderByDescending(f => f.Until).ThenByDescending(f => f.Id).Select(f => f.Name).Distinct()]);
        return new CustomerRow
        {
            Id = customer.Id,
            PartnerId = customer.PartnerId,
            Version = customer.Version,
            Seq = seq,
            DisplayName = displayName,
            Name = customer.Name,
            NameKeyEn = NameKeys.En(displayName),
            NameKeyFr = NameKeys.Fr(displayName),
            ManagedOrder = customer.Origin == CustomerOrigin.ManagedOrder,
            BillingType = customer.BillingType,
            Status = customer.Status,
            Activated = customer.Activated,
            Assistance = customer.PartnerAssistance,
            AssistanceCause = customer.AssistanceCause,
            AssistanceAt = customer.AssistanceAt,
            AssistanceAskedAt = customer.AssistanceAskedAt,
            BillingRequested = customer.BillingRequested,
            ProductsRequested = customer.ProductsRequested,
            UnlinkOn = customer.Unlink.On,
            UnprotectedDevices = visible ? customer.UnprotectedDevices : null,
            Covers = covers,
            CoverLow = mask.Low,
            CoverHigh = mask.High,
            WorstCover = covers.Count == 0 ? 0 : covers.Max(c => CoverRules.Rank(c.State)),
            NextExpiry = CoverRules.NextExpiryOf(all, today),
            UsageShare = all.Where(l => !LicenceRules.IsReplaced(l, today) && LicenceRules.IsRunning(LicenceRules.StateOf(l, today))).Max(ShareOf),
            GroupIds = [.. customer.Groups.Select(g => g.GroupId).Order()],
            AlertsHigh = visible ? openAlerts(AlertSeverity.High) : 0,
            AlertsMedium = visible ? openAlerts(AlertSeverity.Medium) : 0,
            AlertsLow = visible ? openAlerts(AlertSeverity.Low) : 0,
            SearchText = SearchText.Of(displayName, customer.Name, fields, customer.Id),
            Fields = fields,
        };
    }

    private static double? ShareOf(Licence licence) => licence.Quantity is { } limit ? (double?)licence.Usage / Math.Max(1, limit) : null;
}
