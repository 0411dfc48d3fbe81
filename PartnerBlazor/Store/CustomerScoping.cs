using PartnerBlazor.Access;

namespace PartnerBlazor.Store;

/// <summary>The one place where a person's scope becomes a condition of a query; says the same as <see cref="PartnerScope.Sees"/>.</summary>
public static class CustomerScoping
{
    /// <summary>Keeps the rows that exist for the person.</summary>
    public static IQueryable<CustomerRow> InScope(this IQueryable<CustomerRow> rows, PartnerDb db, PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        rows = rows.Where(r => r.PartnerId == scope.PartnerId);
        if (!scope.MspFlexConnect)
            rows = rows.Where(r => !r.ManagedOrder);
        if (!scope.AllCustomers)
        {
            var groups = scope.GroupIds.ToList();
            var customers = scope.CustomerIds.ToList();
            rows = rows.Where(r => customers.Contains(r.Id) || db.GroupMembers.Any(m => m.CustomerId == r.Id && groups.Contains(m.GroupId)));
        }
        return rows;
    }
}
