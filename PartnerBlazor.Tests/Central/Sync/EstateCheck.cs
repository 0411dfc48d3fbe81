using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Import;

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
                await LicencesAgreeAsync(world, theirs);
        }
    }

    /// <summary>One that ends before it begins: nobody can say what it is.</summary>
    public static bool IsImpossible(StandInLicence licence) => !licence.Perpetual && string.CompareOrdinal(licence.EndDate, licence.StartDate) < 0 && licence.EndDate is not null && licence.StartDate is not null;

    private static async Task LicencesAgreeAsync(SyncWorld world, StandInCustomer theirs)
    {
        var ours = (await world.LicencesAsync(theirs.Id)).Where(l => !l.Revoked && (l.EndDate is null || l.RollsOver || l.EndDate >= world.Vendor.Store.Today)).ToList();
        var there = theirs.Licences.Where(l => !IsImpossible(l) && (l.Perpetual || l.EndDate is null || l.Type is "usage" or "ordered" || string.CompareOrdinal(l.EndDate, $"{world.Vendor.Store.Today:yyyy-MM-dd}") >= 0)).ToList();
        Assert.Equal(there.Select(l => $"{l.ProductCode} {(l.Unlimited ? null : l.Quantity)} {l.Usage}").Order(), ours.Select(l => $"{l.ProductCode} {l.Quantity} {l.Usage}").Order());
    }
}
