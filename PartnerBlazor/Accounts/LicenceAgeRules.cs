using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>
/// Whether what is known of a customer's licences is young enough to act upon. A connected vendor's may have changed since they were read; where
/// nobody is connected what is here is all there is. Pure.
/// </summary>
public static class LicenceAgeRules
{
    /// <summary>What was read longer ago is not acted upon: everything is read anew once a day.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    /// <summary>True when nothing keeps anybody from acting upon them.</summary>
    /// <param name="asOf">How old what is known of the customer is; null: nothing was read.</param>
    /// <param name="hasVendor">A real vendor is connected (<c>PartnerScope.HasVendor</c>).</param>
    /// <param name="now">The moment (UTC).</param>
    public static bool AreKnown(CustomerAsOf? asOf, bool hasVendor, DateTime now) =>
        !hasVendor || asOf is { Hidden: null, LicencesAt: { } at } && at >= now - Oldest;
}
