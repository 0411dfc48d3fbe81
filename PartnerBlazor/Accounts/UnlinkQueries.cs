using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>What an unlink of one customer would do.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">Displayed name.</param>
/// <param name="Plan">Whether and when, and why not.</param>
/// <param name="ScheduledOn">The UTC day it is scheduled for already; null: it is not.</param>
/// <param name="LicencesHidden">The vendor does not show its licences: it may refuse for one nobody here knows.</param>
public sealed record UnlinkPreview(Guid CustomerId, string Name, UnlinkRules.Plan Plan, DateOnly? ScheduledOn, bool LicencesHidden = false);

/// <summary>Reads for the unlink planner. For Super Admins, else <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class UnlinkQueries(IDbContextFactory<PartnerDb> factory, TimeProvider time)
{
    /// <summary>What an unlink of these customers would do, in the order of their names. Those that do not exist for the person are left out.</summary>
    public async Task<IReadOnlyList<UnlinkPreview>> PreviewAsync(PartnerScope scope, IReadOnlyCollection<Guid> customerIds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(customerIds);
        scope.Demand(Permission.Unlink);
        var today = Today;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var previews = (await db.AccountsAsync(scope, customerIds, cancel)).Select(read => new UnlinkPreview(
            read.Customer.Id, read.Customer.DisplayName, UnlinkRules.PlanOf(read.Customer, read.Licences, scope.MspFlex, today, read.IsKnown), read.Customer.Unlink.On, read.IsHidden));
        return [.. previews.OrderBy(preview => preview.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>
    /// Customers whose unlink is scheduled or failed (<see cref="Customer.UnlinkedAt"/> null), and those unlinked that can still be restored;
    /// what happens or happened last first. Also those the vendor still lists, however long ago their unlink was asked for.
    /// </summary>
    public async Task<IReadOnlyList<Customer>> ListAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.Unlink);
        var oldest = Today.AddDays(-UnlinkRules.RestoreDays).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var customers = await db.Customers.AsNoTracking()
            .Where(c => c.PartnerId == scope.PartnerId && c.Unlink.RequestedAt != null
                && (c.UnlinkedAt == null || c.Unlink.RequestedAt >= oldest || StillLinked(db).Contains(c.Id)) && (scope.MspFlexConnect || c.Origin != CustomerOrigin.ManagedOrder))
            .ToListAsync(cancel);
        return [.. customers.OrderByDescending(c => c.UnlinkedAt ?? DateTime.MaxValue).ThenBy(c => c.DisplayName, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Customers whose unlink was asked for and that the vendor has listed since (SPEC §9).</summary>
    public async Task<IReadOnlySet<Guid>> StillLinkedAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.Unlink);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Customers.Where(c => c.PartnerId == scope.PartnerId && StillLinked(db).Contains(c.Id)).Select(c => c.Id).ToHashSetAsync(cancel);
    }

    private static IQueryable<Guid> StillLinked(PartnerDb db) => db.Customers
        .Where(c => c.UnlinkedAt != null && !c.Unlink.Confirmed && db.AsOf.Any(a => a.CustomerId == c.Id && a.ListedAt > c.UnlinkedAt)).Select(c => c.Id);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
