using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>What the deliveries page lists; stands in its address.</summary>
/// <param name="State">Those in this state; null: all that are not delivered and not given up.</param>
/// <param name="Mine">Only those of names the person changed.</param>
public sealed record DeliveriesFilter(DeliveryState? State = null, bool Mine = false)
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/deliveries";

    /// <summary>Reads what stands in the address; what is no filter is none.</summary>
    public static DeliveriesFilter Parse(string? state, string? mine) => new(
        Enum.GetValues<DeliveryState>().Cast<DeliveryState?>().FirstOrDefault(known => Word(known!.Value) == state), mine == "1");

    /// <summary>The address.</summary>
    public override string ToString()
    {
        var query = string.Join('&', ((string?[])[State is { } state ? $"state={Word(state)}" : null, Mine ? "mine=1" : null]).OfType<string>());
        return query.Length > 0 ? $"{Path}?{query}" : Path;
    }

    private static string Word(DeliveryState state) => state switch
    {
        DeliveryState.Pending => "pending",
        DeliveryState.Failed => "refused",
        DeliveryState.Delivered => "delivered",
        _ => "given-up",
    };
}
