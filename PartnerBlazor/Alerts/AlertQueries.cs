using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>An open alert as the bell lists it.</summary>
/// <param name="Id">The alert.</param>
/// <param name="Severity">Severity.</param>
/// <param name="Description">What happened, as the vendor words it.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="CustomerName">Its displayed name.</param>
/// <param name="Device">Device; empty when none.</param>
/// <param name="RaisedAt">When it was last raised (UTC).</param>
/// <param name="Count">How often it was raised.</param>
public sealed record OpenAlert(
    Guid Id, AlertSeverity Severity, string Description, Guid CustomerId, string CustomerName, string Device, DateTime RaisedAt, int Count);

/// <summary>Reads of alerts, for people with <see cref="Permission.SeeAlerts"/>. What is out of scope or without visibility does not exist.</summary>
public sealed class AlertQueries(IDbContextFactory<PartnerDb> factory)
{
    // Of occurrences, comments and history: what nobody reads to its end is not read.
    private const int MostLines = 100;

    /// <summary>The newest open alerts, acknowledged ones included: they are open work still.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    public async Task<IReadOnlyList<OpenAlert>> NewestAsync(PartnerScope scope, int count, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeAlerts);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.SeenAlerts(scope).Where(x => x.State == AlertState.Open || x.State == AlertState.Acknowledged)
            .OrderByDescending(x => x.RaisedAt).ThenBy(x => x.Id)
            .Take(count)
            .Select(x => new OpenAlert(x.Id, x.Severity, x.Description, x.CustomerId, db.CustomerRows.Where(r => r.Id == x.CustomerId).Select(r => r.DisplayName).First(),
                x.Device, x.RaisedAt, x.Count))
            .ToListAsync(cancel);
    }

    /// <summary>The next alerts of the page: those in order that are not listed yet, so that none is shown twice and none is passed over.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">What to show.</param>
    /// <param name="language">Order of names.</param>
    /// <param name="listed">Alerts that are listed already.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<AlertWindow> WindowAsync(
        PartnerScope scope, AlertFilter filter, NameLanguage language, IReadOnlyCollection<Guid> listed, int count, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var (ids, total) = await FirstAsync(db, scope, filter, language, listed, count + 1, cancel);
        var next = ids.Take(count).ToList();
        var lines = (await LinesAsync(db, scope, db.SeenAlerts(scope).Where(x => EF.Parameter(next).Contains(x.Id)), cancel)).ToDictionary(line => line.Id);
        return new AlertWindow([.. next.Select(id => lines[id])], ids.Count > count, total);
    }

    /// <summary>What became of listed alerts, and how many others stand among them by now.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">What is shown.</param>
    /// <param name="language">Order of names.</param>
    /// <param name="ids">Listed alerts that may have changed.</param>
    /// <param name="listed">All that are listed.</param>
    /// <param name="most">How far it is looked for others; null: as far as the listed ones reach, since there are more after them.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<AlertNews> NewsAsync(
        PartnerScope scope, AlertFilter filter, NameLanguage language, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<Guid> listed, int? most, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var (asked, all) = (ids.ToList(), listed.ToList());
        var lines = await LinesAsync(db, scope, db.SeenAlerts(scope).Where(x => EF.Parameter(asked).Contains(x.Id)), cancel);
        var still = (await db.Matching(scope, filter).Where(x => EF.Parameter(all).Contains(x.Id)).Select(x => x.Id).ToListAsync(cancel)).ToHashSet();
        var (first, total) = await FirstAsync(db, scope, filter, language, [], most ?? still.Count, cancel);
        return new AlertNews(lines, still, first.Except(all).Count(), total);
    }

    /// <summary>Ids of all that match, for acts upon <em>all that match</em>: those that do now, and no others later.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(PartnerScope scope, AlertFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Matching(scope, filter).Select(x => x.Id).ToListAsync(cancel);
    }

    /// <summary>What an act would do to alerts. The command judges again.</summary>
    public async Task<AlertPreview> PreviewAsync(PartnerScope scope, AlertAct act, IReadOnlyCollection<Guid> alertIds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(alertIds);
        scope.Demand(Permission.HandleAlerts);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var (ids, loud) = (alertIds.Distinct().ToList(), await LoudAsync(db, scope, cancel));
        var assignee = act is { Kind: AlertActKind.Assign, AssigneeId: { } id } ? await ScopeReader.ReadAsync(db, id, scope.PartnerId, cancel) : null;
        // What it is judged by, and nothing else of many thousands.
        var alerts = await db.SeenAlerts(scope).Where(x => EF.Parameter(ids).Contains(x.Id)).Select(x => new Alert
        {
            Cause = "",
            Description = "",
            CustomerId = x.CustomerId,
            State = x.State,
            Rule = x.Rule,
            AssigneeId = x.AssigneeId,
            AllowedActions = x.AllowedActions,
            SnoozedUntil = x.SnoozedUntil,
            SnoozeReason = x.SnoozeReason,
            SnoozeBelow = x.SnoozeBelow,
            ResolveAskedAt = x.ResolveAskedAt,
        }).ToListAsync(cancel);
        var theirs = assignee is null ? null : await db.CustomerRows.InScope(db, assignee).Select(r => r.Id).ToHashSetAsync(cancel);
        bool IsOutOfTheirs(Alert alert) => act is { Kind: AlertActKind.Assign, AssigneeId: not null } && (assignee?.May(Permission.HandleAlerts) != true || theirs?.Contains(alert.CustomerId) != true);
        var judged = alerts.Select(alert => (Alert: alert, Verdict: AlertRules.Judge(act, alert, loud.Contains(alert.Rule)))).ToList();
        var foreign = judged.Count(one => one.Verdict == AlertVerdict.Changes && IsOutOfTheirs(one.Alert));
        var verdicts = judged.CountBy(one => one.Verdict).ToDictionary();
        Dictionary<string, int> not = [];
        void Count(string code, int count)
        {
            if (count > 0)
                not[code] = count;
        }
        foreach (var verdict in new[] { AlertVerdict.Loud, AlertVerdict.Closed, AlertVerdict.NoAction })
            Count(AlertWrites.CodeOf(verdict), verdicts.GetValueOrDefault(verdict));
        Count(RefusalCodes.AssigneeNotAllowed, foreign);
        Count(RefusalCodes.NotFound, ids.Count - judged.Count);
        return new AlertPreview(verdicts.GetValueOrDefault(AlertVerdict.Changes) - foreign, verdicts.GetValueOrDefault(AlertVerdict.Already), not);
    }

    /// <summary>All there is to know of an alert; null when it does not exist for the asking person.</summary>
    public async Task<AlertDetails?> DetailsAsync(PartnerScope scope, Guid alertId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        if (await LinesAsync(db, scope, db.SeenAlerts(scope).Where(x => x.Id == alertId), cancel) is not [var line])
            return null;
        var customer = line.Alert.CustomerId;
        var history = await db.Journal.AsNoTracking().Where(e => e.PartnerId == scope.PartnerId && e.CustomerId == customer && e.SubjectId == alertId && e.Kind.StartsWith("alert."))
            .OrderByDescending(e => e.PartnerSeq).Take(MostLines).ToListAsync(cancel);
        return new AlertDetails(line,
            await db.AlertOccurrences.AsNoTracking().Where(o => o.AlertId == alertId).OrderByDescending(o => o.RaisedAt).ThenBy(o => o.VendorId).Take(MostLines).ToListAsync(cancel),
            await db.AlertNotes.AsNoTracking().Where(n => n.AlertId == alertId).OrderByDescending(n => n.At).ThenBy(n => n.Id).Take(MostLines).ToListAsync(cancel),
            [.. history.Select(entry => new AlertEvent(Change.Of(entry), entry.At))]);
    }

    /// <summary>What the filters of the page offer.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="customerId">The customer that is chosen.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<AlertChoices> ChoicesAsync(PartnerScope scope, Guid? customerId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeAlerts);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var rows = db.CustomerRows.AsNoTracking().InScope(db, scope);
        var kinds = await db.SeenAlerts(scope).Select(x => new { x.Category, x.Product }).Distinct().ToListAsync(cancel);
        var groups = await db.Groups.AsNoTracking().Where(g => g.PartnerId == scope.PartnerId).ToListAsync(cancel);
        var customer = await rows.Where(r => r.Id == customerId).Select(r => new { r.DisplayName, r.Assistance }).SingleOrDefaultAsync(cancel);
        return new AlertChoices(
            [.. kinds.Select(kind => kind.Category).Where(AlertLink.IsWord).Distinct(StringComparer.Ordinal)],
            [.. kinds.Select(kind => kind.Product).Where(AlertLink.IsWord).Distinct(StringComparer.Ordinal)],
            [.. groups.OrderBy(group => group.Name, StringComparer.CurrentCultureIgnoreCase)],
            await PeopleAsync(db, scope, cancel),
            customer?.DisplayName, customer is { Assistance: not PartnerAssistance.On },
            await rows.CountAsync(r => r.Assistance != PartnerAssistance.On, cancel));
    }

    /// <summary>Who may handle alerts.</summary>
    public async Task<IReadOnlyList<AlertPerson>> PeopleAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.SeeAlerts);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await PeopleAsync(db, scope, cancel);
    }

    /// <summary>The rules that are always loud, by name, with how many alerts each has that are not closed.</summary>
    public async Task<IReadOnlyList<(string Rule, int Alerts)>> LoudRulesAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var loud = (await LoudAsync(db, scope, cancel)).ToList();
        var counts = await db.SeenAlerts(scope).Where(x => loud.Contains(x.Rule) && x.State != AlertState.Resolved)
            .GroupBy(x => x.Rule).Select(all => new { all.Key, Count = all.Count() }).ToDictionaryAsync(all => all.Key, all => all.Count, cancel);
        return [.. loud.Order(StringComparer.Ordinal).Select(rule => (rule, counts.GetValueOrDefault(rule)))];
    }

    // The first that match and are not listed, and how many match. Where every alert has to be looked at for either, it is looked at once.
    private static async Task<(IReadOnlyList<Guid> First, int Total)> FirstAsync(
        PartnerDb db, PartnerScope scope, AlertFilter filter, NameLanguage language, IReadOnlyCollection<Guid> listed, int count, CancellationToken cancel)
    {
        var matching = db.Matching(scope, filter);
        if (filter.Search.Length > 0 || filter.Sort != AlertSort.Severity)
        {
            var all = await matching.Ordered(db, scope, filter, language).Select(x => x.Id).ToListAsync(cancel);
            return ([.. all.Except(listed).Take(count)], all.Count);
        }
        // As one parameter: a list of thousands is no text of a query.
        var without = listed.ToList();
        var rest = without.Count == 0 ? matching : matching.Where(x => !EF.Parameter(without).Contains(x.Id));
        return (await rest.Ordered(db, scope, filter, language).Select(x => x.Id).Take(count).ToListAsync(cancel), await matching.CountAsync(cancel));
    }

    private static async Task<List<AlertLine>> LinesAsync(PartnerDb db, PartnerScope scope, IQueryable<Alert> alerts, CancellationToken cancel)
    {
        var loud = await LoudAsync(db, scope, cancel);
        var lines = await alerts.ToListAsync(cancel);
        var (customers, holders) = (lines.Select(alert => alert.CustomerId).Distinct().ToList(), lines.Select(alert => alert.AssigneeId).OfType<Guid>().Distinct().ToList());
        var rows = await db.CustomerRows.AsNoTracking().Where(r => EF.Parameter(customers).Contains(r.Id)).Select(r => new { r.Id, r.DisplayName }).ToDictionaryAsync(r => r.Id, r => r.DisplayName, cancel);
        var names = holders.Count == 0 ? [] : await db.People.AsNoTracking().Where(p => p.PartnerId == scope.PartnerId && holders.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.ErasedAt == null ? p.Name : "", cancel);
        return [.. lines.Select(alert => new AlertLine(alert, rows[alert.CustomerId], alert.AssigneeId is { } holder ? names.GetValueOrDefault(holder, "") : null, loud.Contains(alert.Rule)))];
    }

    private static async Task<IReadOnlySet<string>> LoudAsync(PartnerDb db, PartnerScope scope, CancellationToken cancel)
    {
        scope.Demand(Permission.SeeAlerts);
        return (await db.LoudRules.AsNoTracking().Where(r => r.PartnerId == scope.PartnerId).Select(r => r.Rule).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<AlertPerson>> PeopleAsync(PartnerDb db, PartnerScope scope, CancellationToken cancel)
    {
        var roles = await db.CustomRoles.AsNoTracking().Where(r => r.PartnerId == scope.PartnerId).ToDictionaryAsync(r => r.Id, r => Permissions.Read(r.Removed), cancel);
        var people = await db.People.AsNoTracking().Where(p => p.PartnerId == scope.PartnerId && p.Active).Select(p => new { p.Id, p.Name, p.Role, p.CustomRoleId }).ToListAsync(cancel);
        return [.. people.Where(person => person.Role.Allows(Permission.HandleAlerts) && (person.CustomRoleId is not { } role || !roles[role].Overlaps([Permission.HandleAlerts, Permission.SeeAlerts])))
            .Select(person => new AlertPerson(person.Id, person.Name)).OrderBy(person => person.Name, StringComparer.CurrentCultureIgnoreCase)];
    }
}
