using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>Which changes speak of deliveries.</summary>
internal static class DeliveryChange
{
    /// <summary>True for whatever may alter a delivery.</summary>
    public static bool Concerns(Change change) => change.Kind is JournalKinds.CustomerRenamed or JournalKinds.CrmMatched || change.Kind.StartsWith("delivery.", StringComparison.Ordinal);
}
