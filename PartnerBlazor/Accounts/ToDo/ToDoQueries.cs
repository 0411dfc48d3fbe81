using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.ToDo;

/// <summary>
/// Reads what is to be done at the vendor from the customers themselves: there is no second list that could say otherwise. For those who may do
/// any of it (<see cref="ToDos"/>), else <see cref="RefusalCodes.NotAllowed"/>; of customers that exist for them.
/// </summary>
public sealed class ToDoQueries(IDbContextFactory<PartnerDb> factory, TimeProvider time)
{
    /// <summary>All of it, what is due first first, then what was asked for first.</summary>
    public async Task<IReadOnlyList<VendorToDo>> ListAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!ToDos.MaySee(scope))
            throw new RefusedException(RefusalCodes.NotAllowed);
        await using var db = await factory.CreateDbContextAsync(cancel);
        List<VendorToDo> all = [.. await UnlinksAsync(db, scope, cancel)];
        var asked = await db.Customers.AsNoTracking()
            .Where(c => c.PartnerId == scope.PartnerId && (c.BillingRequested != null || c.ProductsRequested != null) && db.CustomerRows.InScope(db, scope).Any(r => r.Id == c.Id))
            .ToListAsync(cancel);
        all.AddRange(asked.Where(c => c.BillingRequested is not null && scope.May(ToDos.Needs(ToDoKind.Billing))).Select(BillingOf));
        all.AddRange(asked.Where(c => c.ProductsRequested is not null && scope.May(ToDos.Needs(ToDoKind.Products))).Select(ProductsOf));
        return [.. all.OrderBy(toDo => toDo.On ?? DateOnly.MinValue).ThenBy(toDo => toDo.At ?? DateTime.MinValue).ThenBy(toDo => toDo.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    // Those asked for, and those scheduled: the vendor, too, unlinks a monthly account only on the first of a month.
    private async Task<IEnumerable<VendorToDo>> UnlinksAsync(PartnerDb db, PartnerScope scope, CancellationToken cancel)
    {
        if (!scope.HasVendor || !scope.May(ToDos.Needs(ToDoKind.Unlink)))
            return [];
        var customers = await db.Customers.AsNoTracking()
            .Where(c => c.PartnerId == scope.PartnerId && (scope.MspFlexConnect || c.Origin != CustomerOrigin.ManagedOrder)
                && ((c.UnlinkedAt != null && !c.Unlink.Confirmed) || (c.UnlinkedAt == null && c.Unlink.On != null)))
            .ToListAsync(cancel);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return customers.Select(c => new VendorToDo(ToDoKind.Unlink, c.Id, c.DisplayName, c.UnlinkedAt is null, c.Unlink.RequestedAt, c.Unlink.ByName)
        {
            On = c.Unlink.On,
            CanTakeBack = c.UnlinkedAt is null || UnlinkRules.CanBeRestored(c, today),
        });
    }

    private static VendorToDo BillingOf(Customer c) => new(ToDoKind.Billing, c.Id, c.DisplayName, true, c.BillingAsked.At, c.BillingAsked.ByName)
    {
        From = c.BillingType,
        To = c.BillingRequested,
        Detail = c.BillingAsked.Detail,
    };

    private static VendorToDo ProductsOf(Customer c) => new(ToDoKind.Products, c.Id, c.DisplayName, true, c.ProductsAsked.At, c.ProductsAsked.ByName)
    {
        Detail = c.ProductsRequested!,
    };
}
