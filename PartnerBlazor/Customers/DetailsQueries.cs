using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Assistance;
using PartnerBlazor.Delivery;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>Reads of one customer's details. A customer out of the asking person's scope does not exist: the answer is the same null.</summary>
public sealed class DetailsQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>Lines of the timeline read at a time.</summary>
    public const int Page = 50;

    /// <summary>Most alerts read; the row says how many there are.</summary>
    public const int MaxAlerts = 100;

    /// <summary>Requests for approval read.</summary>
    public const int MaxRequests = 3;

    /// <summary>Reads the details at one moment; null when the customer does not exist for the asking person.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">The customer.</param>
    /// <param name="lines">Lines of the timeline to read.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<CustomerDetails?> ReadAsync(PartnerScope scope, Guid id, int lines, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        if (await RowAsync(db, scope, id, cancel) is not { } row)
            return null;
        var groups = await db.Groups.AsNoTracking().Where(g => row.GroupIds.Contains(g.Id)).ToListAsync(cancel);
        var seesAlerts = scope.May(Permission.SeeAlerts);
        var word = await db.AsOf.AsNoTracking().SingleOrDefaultAsync(a => a.CustomerId == id, cancel);
        return new CustomerDetails
        {
            Row = row,
            AsOf = word is null || word.At == CustomerAsOf.Never ? null : word.At,
            // One that is not activated has none to be asked for.
            LicencesWord = word?.ListedAt is null || !row.Activated ? null : new FactsWord(word.LicencesAt, word.Hidden),
            AlertsWord = word?.ListedAt is null || !row.Activated || !seesAlerts ? null : new FactsWord(word.AlertsAt, word.AlertsHidden, IsNotAll(word)),
            DevicesAt = row.Visible ? word?.HealthAt : null,
            Groups = groups,
            Licences = await db.Licences.AsNoTracking().Where(l => l.CustomerId == id)
                .OrderBy(l => l.Category).ThenByDescending(l => l.StartDate).ThenBy(l => l.Id).ToListAsync(cancel),
            Alerts = row.Visible && seesAlerts ? await AlertsAsync(db, id, cancel) : null,
            Requests = await db.AssistanceRequests.AsNoTracking().Where(r => r.CustomerId == id).OrderByDescending(r => r.At).Take(MaxRequests).ToListAsync(cancel),
            AssistanceMail = row.AssistanceAskedAt is null ? null : await db.WaitingMailAsync(id, cancel),
            Deliveries = await db.DeliveriesAsync(id, cancel),
            Access = await AccessAsync(db, row, groups, cancel),
            Timeline = await TimelineAsync(db, scope, row, null, lines, cancel),
        };
    }

    /// <summary>The next older lines of the timeline; null when the customer does not exist for the asking person.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">The customer.</param>
    /// <param name="before">Number of the oldest line at hand.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<TimelinePage?> OlderAsync(PartnerScope scope, Guid id, long before, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeCustomers);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        return await RowAsync(db, scope, id, cancel) is { } row ? await TimelineAsync(db, scope, row, before, Page, cancel) : null;
    }

    private static Task<CustomerRow?> RowAsync(PartnerDb db, PartnerScope scope, Guid id, CancellationToken cancel) =>
        db.CustomerRows.InScope(db, scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);

    private static Task<List<Alert>> AlertsAsync(PartnerDb db, Guid id, CancellationToken cancel) => db.Alerts.AsNoTracking()
        .Where(a => a.CustomerId == id && (a.State == AlertState.Open || a.State == AlertState.Acknowledged))
        .OrderByDescending(a => a.Severity).ThenByDescending(a => a.RaisedAt).ThenBy(a => a.Id)
        .Take(MaxAlerts).ToListAsync(cancel);

    // Says the same as PartnerScope.Sees, seen from the customer.
    private static async Task<IReadOnlyList<PersonAccess>> AccessAsync(
        PartnerDb db, CustomerRow row, List<CustomerGroup> groups, CancellationToken cancel)
    {
        var names = groups.ToDictionary(group => group.Id, group => group.Name);
        var roles = await db.CustomRoles.AsNoTracking().Where(r => r.PartnerId == row.PartnerId).ToDictionaryAsync(r => r.Id, r => r.Name, cancel);
        var people = await db.People.AsNoTracking().AsSplitQuery().Include(p => p.Groups).Include(p => p.Customers.Where(c => c.CustomerId == row.Id))
            .Where(p => p.PartnerId == row.PartnerId && p.Active).OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(cancel);
        return [.. people
            .Select(person => person.AllCustomers || person.Role.SeesAllCustomers()
                ? new PersonAccess(person.Id, person.Name, person.Role, CustomOf(person), true, [], false)
                : new PersonAccess(person.Id, person.Name, person.Role, CustomOf(person), false,
                    [.. person.Groups.Select(g => names.GetValueOrDefault(g.GroupId)).OfType<string>().Order(StringComparer.CurrentCultureIgnoreCase)],
                    person.Customers.Count > 0))
            .Where(access => access.All || access.Chosen || access.Groups.Count > 0)];

        string? CustomOf(Person person) => person.CustomRoleId is { } id ? roles[id] : null;
    }

    private static async Task<TimelinePage> TimelineAsync(
        PartnerDb db, PartnerScope scope, CustomerRow row, long? before, int lines, CancellationToken cancel)
    {
        var entries = db.Journal.AsNoTracking().Where(e => e.CustomerId == row.Id && e.PartnerId == scope.PartnerId);
        if (before is { } seq)
            entries = entries.Where(e => e.PartnerSeq < seq);
        // Without visibility known alerts are hidden everywhere (SPEC §6).
        if (!scope.May(Permission.SeeAlerts) || !row.Visible)
            entries = entries.Where(e => !e.Kind.StartsWith("alert."));
        var read = await entries.OrderByDescending(e => e.PartnerSeq).Take(lines + 1).ToListAsync(cancel);
        return new TimelinePage([.. read.Take(lines).Select(LineOf)], read.Count > lines);
    }

    // For days, not for a reading: some are read by what is new in between.
    private static bool IsNotAll(CustomerAsOf word) =>
        word is { AlertsAskedAt: not null, AlertsAt: { } at } && (word.AlertsWholeAt is not { } whole || at - whole > TimeSpan.FromDays(2));

    private static TimelineEntry LineOf(JournalEntry entry) => new(Change.Of(entry), entry.At);
}
