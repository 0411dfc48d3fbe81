using System.Collections.Concurrent;

namespace PartnerBlazor.Delivery;

/// <summary>Counts what happened to deliveries: an open page learns from it that it is out of date without asking the database.</summary>
public sealed class DeliveryPulse
{
    private readonly ConcurrentDictionary<int, long> _beats = new();
    private readonly ConcurrentDictionary<Guid, Guid> _refused = new();

    /// <summary>How often something happened to a partner's deliveries since the start.</summary>
    public long Of(int partnerId) => _beats.GetValueOrDefault(partnerId);

    /// <summary>Who changed the name whose delivery was refused; null: it was not, since the start.</summary>
    public Guid? WhoseRefusal(Guid deliveryId) => _refused.TryGetValue(deliveryId, out var person) ? person : null;

    /// <summary>Something happened.</summary>
    public void Beat(int partnerId) => _beats.AddOrUpdate(partnerId, 1, (_, beats) => beats + 1);

    /// <summary>A name the person changed is refused: told before the change is published, which says which delivery and not whose.</summary>
    public void Refuse(Guid deliveryId, Guid personId) => _refused[deliveryId] = personId;
}
