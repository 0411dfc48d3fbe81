using System.Linq.Expressions;
using PartnerBlazor.Access;

namespace PartnerBlazor.Store;

/// <summary>The one place where a person's scope becomes a condition of a query; says the same as <see cref="PartnerScope.Sees"/>.</summary>
public static class CustomerScoping
{
    // An OR of more than this gets deep, and the memberships are looked up instead.
    private const int MostAsText = 30;

    /// <summary>Keeps the rows that exist for the person.</summary>
    public static IQueryable<CustomerRow> InScope(this IQueryable<CustomerRow> rows, PartnerDb db, PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        rows = rows.Where(r => r.PartnerId == scope.PartnerId);
        if (!scope.MspFlexConnect)
            rows = rows.Where(r => !r.ManagedOrder);
        if (!scope.AllCustomers)
        {
            var customers = scope.CustomerIds.ToList();
            rows = rows.Where(InAny(db, [.. scope.GroupIds], r => customers.Contains(r.Id)));
        }
        return rows;
    }

    /// <summary>Keeps the rows of customers that are in one of the groups.</summary>
    public static IQueryable<CustomerRow> InGroups(this IQueryable<CustomerRow> rows, PartnerDb db, IReadOnlyCollection<Guid> groups) =>
        rows.Where(InAny(db, groups, r => false));

    // A row carries its groups: a hundred thousand of them are gone through in a tenth of the time it takes to look up as many memberships.
    private static Expression<Func<CustomerRow, bool>> InAny(PartnerDb db, IReadOnlyCollection<Guid> groups, Expression<Func<CustomerRow, bool>> or)
    {
        Expression<Func<CustomerRow, bool>>[] alternatives = groups.Count > MostAsText
            ? [r => db.GroupMembers.Any(m => m.CustomerId == r.Id && groups.Contains(m.GroupId))]
            : [.. groups.Select(group => group.ToString()).Select(InGroup)];
        return alternatives.Aggregate(or, (all, one) => Expression.Lambda<Func<CustomerRow, bool>>(
            Expression.OrElse(all.Body, new Renamed(one.Parameters[0], all.Parameters[0]).Visit(one.Body)), all.Parameters));
    }

    private static Expression<Func<CustomerRow, bool>> InGroup(string group) => r => r.GroupText.Contains(group);

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
