using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>An alert with the row of its customer, inside a query.</summary>
internal sealed class SeenAlert
{
    /// <summary>The alert.</summary>
    public required Alert Alert { get; init; }
    /// <summary>The row of its customer.</summary>
    public required CustomerRow Row { get; init; }
}

/// <summary>The one place where it is decided which alerts exist for whom, and which of them a filter lets through.</summary>
internal static class AlertReads
{
    /// <summary>The alerts that exist for a person: of customers in scope, and none of those that let nobody look (SPEC §6).</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    public static IQueryable<SeenAlert> SeenAlerts(this PartnerDb db, PartnerScope scope)
    {
        scope.Demand(Permission.SeeAlerts);
        return db.Alerts.AsNoTracking().Where(a => a.PartnerId == scope.PartnerId)
            .Join(db.CustomerRows.AsNoTracking().InScope(db, scope).Where(r => r.Assistance == PartnerAssistance.On), a => a.CustomerId, r => r.Id, (a, r) => new SeenAlert { Alert = a, Row = r });
    }

    /// <summary>Those a filter lets through.</summary>
    public static IQueryable<SeenAlert> Matching(this PartnerDb db, PartnerScope scope, AlertFilter filter)
    {
        var alerts = db.SeenAlerts(scope);
        if (filter.States.Count > 0)
            alerts = alerts.Where(x => filter.States.Contains(x.Alert.State));
        if (filter.Severities.Count > 0)
            alerts = alerts.Where(x => filter.Severities.Contains(x.Alert.Severity));
        if (filter.Categories.Count > 0)
            alerts = alerts.Where(x => filter.Categories.Contains(x.Alert.Category));
        if (filter.Products.Count > 0)
            alerts = alerts.Where(x => filter.Products.Contains(x.Alert.Product));
        if (filter.CustomerId is { } customer)
            alerts = alerts.Where(x => x.Alert.CustomerId == customer);
        if (filter.Reopened)
            alerts = alerts.Where(x => x.Alert.ReopenedAt != null);
        if (filter.Groups.Count > 0)
        {
            var inGroups = db.CustomerRows.InGroups(db, filter.Groups).Select(r => r.Id);
            alerts = alerts.Where(x => inGroups.Contains(x.Alert.CustomerId));
        }
        if (filter.Holders.Count > 0)
        {
            var nobody = filter.Holders.Contains(AlertHolder.Nobody);
            List<Guid> people = [.. filter.Holders.Where(holder => holder != AlertHolder.Nobody).Select(holder => holder.IsMe ? scope.PersonId : holder.PersonId!.Value)];
            alerts = alerts.Where(x => (nobody && x.Alert.AssigneeId == null) || (x.Alert.AssigneeId != null && people.Contains(x.Alert.AssigneeId.Value)));
        }
        foreach (var word in SearchText.Words(filter.Search))
        {
            var needle = SearchText.Needle(word);
            alerts = alerts.Where(x => x.Alert.Found.Contains(word) || x.Row.SearchText.Contains(needle));
        }
        return alerts;
    }

    /// <summary>In the order of a filter.</summary>
    public static IOrderedQueryable<SeenAlert> Ordered(this IQueryable<SeenAlert> alerts, PartnerDb db, AlertFilter filter, NameLanguage language)
    {
        var turned = filter.Turned;
        IOrderedQueryable<SeenAlert> By<T>(System.Linq.Expressions.Expression<Func<SeenAlert, T>> key, bool down = false) =>
            down != turned ? alerts.OrderByDescending(key) : alerts.OrderBy(key);
        var ordered = filter.Sort switch
        {
            AlertSort.Severity => turned
                ? alerts.OrderBy(x => x.Alert.Severity).ThenBy(x => x.Alert.RaisedAt).ThenBy(x => x.Alert.Id)
                : alerts.OrderByDescending(x => x.Alert.Severity).ThenByDescending(x => x.Alert.RaisedAt).ThenByDescending(x => x.Alert.Id),
            AlertSort.Raised => By(x => x.Alert.RaisedAt, down: true),
            AlertSort.Customer => language == NameLanguage.Fr ? By(x => x.Row.NameKeyFr) : By(x => x.Row.NameKeyEn),
            AlertSort.What => By(x => x.Alert.Description),
            // What has none comes last.
            AlertSort.Device => alerts.OrderBy(x => x.Alert.Device == "" && x.Alert.Person == "") is var with && turned
                ? with.ThenByDescending(x => x.Alert.Device).ThenByDescending(x => x.Alert.Person) : with.ThenBy(x => x.Alert.Device).ThenBy(x => x.Alert.Person),
            AlertSort.Product => alerts.OrderBy(x => x.Alert.Product == "") is var of && turned
                ? of.ThenByDescending(x => x.Alert.Product).ThenByDescending(x => x.Alert.Category) : of.ThenBy(x => x.Alert.Product).ThenBy(x => x.Alert.Category),
            AlertSort.State => By(x => x.Alert.State),
            _ => alerts.OrderBy(x => x.Alert.AssigneeId == null) is var held && turned
                ? held.ThenByDescending(x => db.People.Where(p => p.Id == x.Alert.AssigneeId).Select(p => p.Name).FirstOrDefault())
                : held.ThenBy(x => db.People.Where(p => p.Id == x.Alert.AssigneeId).Select(p => p.Name).FirstOrDefault()),
        };
        return filter.Sort == AlertSort.Severity ? ordered
            : ordered.ThenByDescending(x => x.Alert.Severity).ThenByDescending(x => x.Alert.RaisedAt).ThenByDescending(x => x.Alert.Id);
    }
}
