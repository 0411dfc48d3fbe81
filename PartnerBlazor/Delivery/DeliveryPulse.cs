using System.Collections.Concurrent;

namespace PartnerBlazor.Delivery;

/// <summary>Counts what happened to each partner's deliveries: an open page learns from it that it is out of date without asking the database.</summary>
public sealed class DeliveryPulse
{
    private readonly ConcurrentDictionary<int, long> _beats = new();

    /// <summary>How often something happened since the start.</summary>
    public long Of(int partnerId) => _beats.GetValueOrDefault(partnerId);

    /// <summary>Something happened.</summary>
    public void Beat(int partnerId) => _beats.AddOrUpdate(partnerId, 1, (_, beats) => beats + 1);
}
