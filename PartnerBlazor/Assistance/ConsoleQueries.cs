using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Delivery.Demo;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>What a customer's console shows.</summary>
public sealed record ConsoleView
{
    /// <summary>Most alerts and requests shown.</summary>
    public const int Most = 50;

    /// <summary>The customer's row.</summary>
    public required CustomerRow Row { get; init; }
    /// <summary>What Central Admin calls it: a name changed in the portal is here once it is delivered.</summary>
    public required string Name { get; init; }
    /// <summary>Its contact.</summary>
    public required Contact Contact { get; init; }
    /// <summary>Name of the partner.</summary>
    public required string Partner { get; init; }
    /// <summary>All licences: by category, the newest first.</summary>
    public required IReadOnlyList<Licence> Licences { get; init; }
    /// <summary>Open alerts, worst first; null: they do not exist for the visitor.</summary>
    public required IReadOnlyList<Alert>? Alerts { get; init; }
    /// <summary>How many open alerts there are.</summary>
    public required int AlertCount { get; init; }
    /// <summary>Requests for approval, the newest first; none for a technician, who does not see the switch either.</summary>
    public required IReadOnlyList<AssistanceRequest> Requests { get; init; }
}

/// <summary>Reads of the customer's console, for whom <see cref="ConsoleSignIns"/> let in.</summary>
public sealed class ConsoleQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>Everything a visitor sees; null when the customer has gone meanwhile.</summary>
    public async Task<ConsoleView?> ReadAsync(ConsoleVisitor visitor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var id = visitor.CustomerId;
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        if (await db.CustomerRows.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.PartnerId == visitor.PartnerId, cancel) is not { } row)
            return null;
        // It is the customer's own console: what is hidden from a partner without assistance, or snoozed by it, is not hidden here.
        var open = db.Alerts.AsNoTracking().Where(a => a.CustomerId == id && a.State != AlertState.Resolved);
        return new ConsoleView
        {
            Row = row,
            Name = await db.NameAsync(DeliveryTarget.Central, id, cancel) ?? row.DisplayName,
            Contact = (await db.Customers.AsNoTracking().SingleAsync(c => c.Id == id, cancel)).Contact,
            Partner = (await db.Partners.AsNoTracking().SingleAsync(p => p.Id == row.PartnerId, cancel)).Name,
            Licences = await db.Licences.AsNoTracking().Where(l => l.CustomerId == id)
                .OrderBy(l => l.Category).ThenByDescending(l => l.StartDate).ThenBy(l => l.Id).ToListAsync(cancel),
            Alerts = visitor.SeesAlerts
                ? await open.OrderByDescending(a => a.Severity).ThenByDescending(a => a.RaisedAt).ThenBy(a => a.Id).Take(ConsoleView.Most).ToListAsync(cancel)
                : null,
            AlertCount = visitor.SeesAlerts ? await open.CountAsync(cancel) : 0,
            Requests = visitor.IsAdministrator
                ? await db.AssistanceRequests.AsNoTracking().Where(r => r.CustomerId == id).OrderByDescending(r => r.At).Take(ConsoleView.Most).ToListAsync(cancel)
                : [],
        };
    }
}
