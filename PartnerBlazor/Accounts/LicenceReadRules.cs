using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>
/// Whether an act that depends on a customer's licences can be judged. Until a connected vendor's were read for the first time, that none is known
/// says nothing. What the vendor does not show, or does not list, is judged by what is known: waiting would not help. Pure.
/// </summary>
public static class LicenceReadRules
{
    /// <summary>True when the vendor is connected, lists the customer and shows its licences, and they were not read yet.</summary>
    /// <param name="asOf">How old what is known of the customer is; null: nothing was told.</param>
    /// <param name="hasVendor">A real vendor is connected (<c>PartnerScope.HasVendor</c>).</param>
    public static bool AreAwaited(CustomerAsOf? asOf, bool hasVendor) => hasVendor && asOf is { ListedAt: not null, LicencesAt: null, Hidden: null };

    /// <summary>True when the vendor lists the customer and does not show its licences: what is known of them may be old.</summary>
    /// <inheritdoc cref="AreAwaited"/>
    public static bool AreHidden(CustomerAsOf? asOf, bool hasVendor) => hasVendor && asOf is { ListedAt: not null, Hidden: not null };
}
