using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>Compares what is here with what the stand-in has, without the portal's own reading of it.</summary>
internal static class EstateCheck
{
    /// <summary>Fails where customers or the licences that can be seen differ.</summary>
    public static async Task AgreesAsync(SyncWorld world)
    {
        var here = (await world.CustomersAsync()).ToDictionary(c => c.Id);
        Assert.Equal(world.Estate.Customers.Select(c => c.Id).Order(), here.Keys.Order());
        foreach (var theirs in world.Estate.Customers)
        {
            var ours = here[theirs.Id];
            Assert.Equal(theirs.ShowAs is { Length: > 0 } shown ? shown.Trim() : theirs.Name.Trim(), ours.DisplayName);
            // A word nobody knows leaves what is known.
            if (VendorWords.Billing(theirs.BillingType) is not null)
                Assert.Equal(theirs.BillingType, ours.BillingType.ToString(), ignoreCase: true);
            Assert.Equal(theirs.Activated, ours.Activated);
            if (theirs.Activated && theirs.Assistance)
            {
                await LicencesAgreeAsync(world, theirs);
                await AlertsAgreeAsync(world, theirs);
            }
            // Who is not activated cannot be asked.
            if (theirs.Activated)
                Assert.Equal(theirs.Assistance, ours.PartnerAssistance == PartnerAssistance.On);
            if (theirs.Activated && theirs.Assistance)
                Assert.Equal(theirs.Health is not { } health || (health.Computers ?? health.Servers) is null ? null : (health.Computers?.Unprotected ?? 0) + (health.Servers?.Unprotected ?? 0), ours.UnprotectedDevices);
        }
    }

    /// <summary>One that ends before it begins: nobody can say what it is.</summary>
    public static bool IsImpossible(StandInLicence licence) => !licence.Perpetual && string.CompareOrdinal(licence.EndDate, licence.StartDate) < 0 && licence.EndDate is not null && licence.StartDate is not null;

    // Open is here what is open there, each by its id, one entry a cause, told as its latest.
    private static async Task AlertsAgreeAsync(SyncWorld world, StandInCustomer theirs)
    {
        await using var db = world.Vendor.Store.Db();
        var entries = await db.Alerts.AsNoTracking().Where(a => a.CustomerId == theirs.Id && a.State != AlertState.Resolved).ToListAsync();
        var open = await db.AlertOccurrences.AsNoTracking().Where(o => o.CustomerId == theirs.Id && o.ClosedAt == null).ToListAsync();
        Assert.Equal(theirs.Alerts.Select(a => a.Id.ToString()).Order(), open.Select(o => o.VendorId).Order());
        var causes = theirs.Alerts.GroupBy(a => (a.Type, a.Device?.Id ?? a.Person?.Id)).ToList();
        Assert.Equal(causes.Select(cause => cause.MaxBy(a => a.RaisedUtc)!.Description).Order(), entries.Select(e => e.Description).Order());
        Assert.All(entries, entry => Assert.True(entry.Count >= open.Count(o => o.AlertId == entry.Id)));
    }

    private static async Task LicencesAgreeAsync(SyncWorld world, StandInCustomer theirs)
    {
        var ours = (await world.LicencesAsync(theirs.Id)).Where(l => !l.Revoked && (l.EndDate is null || l.RollsOver || l.EndDate >= world.Vendor.Store.Today)).ToList();
        var there = theirs.Licences.Where(l => !IsImpossible(l) && (l.Perpetual || l.EndDate is null || l.Type is "usage" or "ordered" || string.CompareOrdinal(l.EndDate, $"{world.Vendor.Store.Today:yyyy-MM-dd}") >= 0)).ToList();
        Assert.Equal(there.Select(l => $"{l.ProductCode} {(l.Unlimited ? null : l.Quantity)} {l.Usage}").Order(), ours.Select(l => $"{l.ProductCode} {l.Quantity} {l.Usage}").Order());
    }
}
