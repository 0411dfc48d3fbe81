using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>The one place where it is decided which alerts exist for whom, and which of them a filter lets through.</summary>
internal static class AlertReads
{
    /// <summary>The alerts that exist for a person: of customers in scope, and none of those that let nobody look (SPEC §6).</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    // A list of their ids, made once: joined, the row of its customer, which is long, was fetched for every alert (PartnerBlazor.Bench alerts).
    public static IQueryable<Alert> SeenAlerts(this PartnerDb db, PartnerScope scope)
    {
        scope.Demand(Permission.SeeAlerts);
        var visible = db.CustomerRows.InScope(db, scope).Where(r => r.Assistance == PartnerAssistance.On).Select(r => r.Id);
        // Of whose partner they are says the list: without asking once more, they are counted in the index of their customers alone.
        return db.Alerts.AsNoTracking().Where(a => visible.Contains(a.CustomerId));
    }

    /// <summary>Those a filter lets through.</summary>
    public static IQueryable<Alert> Matching(this PartnerDb db, PartnerScope scope, AlertFilter filter)
    {
        var alerts = db.SeenAlerts(scope);
        if (filter.States.Count > 0)
            alerts = alerts.Where(x => filter.States.Contains(x.State));
        if (filter.Severities.Count > 0)
            alerts = alerts.Where(x => filter.Severities.Contains(x.Severity));
        if (filter.Categories.Count > 0)
            alerts = alerts.Where(x => filter.Categories.Contains(x.Category));
        if (filter.Products.Count > 0)
            alerts = alerts.Where(x => filter.Products.Contains(x.Product));
        if (filter.CustomerId is { } customer)
            alerts = alerts.Where(x => x.CustomerId == customer);
        if (filter.Reopened)
            alerts = alerts.Where(x => x.ReopenedAt != null);
        if (filter.Groups.Count > 0)
        {
            var inGroups = db.CustomerRows.InGroups(db, filter.Groups).Select(r => r.Id);
            alerts = alerts.Where(x => inGroups.Contains(x.CustomerId));
        }
        if (filter.Holders.Count > 0)
        {
            var nobody = filter.Holders.Contains(AlertHolder.Nobody);
            List<Guid> people = [.. filter.Holders.Where(holder => holder != AlertHolder.Nobody).Select(holder => holder.IsMe ? scope.PersonId : holder.PersonId!.Value)];
            alerts = alerts.Where(x => (nobody && x.AssigneeId == null) || (x.AssigneeId != null && people.Contains(x.AssigneeId.Value)));
        }
        foreach (var word in SearchText.Words(filter.Search))
        {
            var needle = SearchText.Needle(word);
            var found = db.CustomerRows.InScope(db, scope).Where(r => r.SearchText.Contains(needle)).Select(r => r.Id);
            alerts = alerts.Where(x => x.Found.Contains(word) || found.Contains(x.CustomerId));
        }
        return alerts;
    }

    /// <summary>In the order of a filter.</summary>
    public static IOrderedQueryable<Alert> Ordered(this IQueryable<Alert> alerts, PartnerDb db, PartnerScope scope, AlertFilter filter, NameLanguage language)
    {
        // Asked for by their partner, the worst are the first in an index.
        alerts = alerts.Where(a => a.PartnerId == scope.PartnerId);
        var turned = filter.Turned;
        IOrderedQueryable<Alert> By<T>(System.Linq.Expressions.Expression<Func<Alert, T>> key, bool down = false) =>
            down != turned ? alerts.OrderByDescending(key) : alerts.OrderBy(key);
        var ordered = filter.Sort switch
        {
            AlertSort.Severity => turned
                ? alerts.OrderBy(x => x.Severity).ThenBy(x => x.RaisedAt).ThenBy(x => x.Id)
                : alerts.OrderByDescending(x => x.Severity).ThenByDescending(x => x.RaisedAt).ThenByDescending(x => x.Id),
            AlertSort.Raised => By(x => x.RaisedAt, down: true),
            AlertSort.Customer => language == NameLanguage.Fr ? By(x => db.CustomerRows.Where(r => r.Id == x.CustomerId).Select(r => r.NameKeyFr).FirstOrDefault()) : By(x => db.CustomerRows.Where(r => r.Id == x.CustomerId).Select(r => r.NameKeyEn).FirstOrDefault()),
            AlertSort.What => By(x => x.Description),
            // What has none comes last.
            AlertSort.Device => alerts.OrderBy(x => x.Device == "" && x.Person == "") is var with && turned
                ? with.ThenByDescending(x => x.Device).ThenByDescending(x => x.Person) : with.ThenBy(x => x.Device).ThenBy(x => x.Person),
            AlertSort.Product => alerts.OrderBy(x => x.Product == "") is var of && turned
                ? of.ThenByDescending(x => x.Product).ThenByDescending(x => x.Category) : of.ThenBy(x => x.Product).ThenBy(x => x.Category),
            AlertSort.State => By(x => x.State),
            _ => alerts.OrderBy(x => x.AssigneeId == null) is var held && turned
                ? held.ThenByDescending(x => db.People.Where(p => p.Id == x.AssigneeId).Select(p => p.Name).FirstOrDefault())
                : held.ThenBy(x => db.People.Where(p => p.Id == x.AssigneeId).Select(p => p.Name).FirstOrDefault()),
        };
        return filter.Sort == AlertSort.Severity ? ordered
            : ordered.ThenByDescending(x => x.Severity).ThenByDescending(x => x.RaisedAt).ThenByDescending(x => x.Id);
    }
}
