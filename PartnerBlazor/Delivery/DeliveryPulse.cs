using System.Collections.Concurrent;

namespace PartnerBlazor.Delivery;

/// <summary>Counts what happened to deliveries: an open page learns from it that it is out of date without asking the database.</summary>
public sealed class DeliveryPulse
{
    private readonly ConcurrentDictionary<int, long> _beats = new();
    private readonly ConcurrentDictionary<Guid, long> _refusals = new();

    /// <summary>How often something happened to a partner's deliveries since the start.</summary>
    public long Of(int partnerId) => _beats.GetValueOrDefault(partnerId);

    /// <summary>How often a name a person changed was refused since the start.</summary>
    public long RefusalsOf(Guid personId) => _refusals.GetValueOrDefault(personId);

    /// <summary>Something happened.</summary>
    public void Beat(int partnerId) => _beats.AddOrUpdate(partnerId, 1, (_, beats) => beats + 1);

    /// <summary>A name the person changed is refused: told before the change is published.</summary>
    public void Refuse(Guid personId) => _refusals.AddOrUpdate(personId, 1, (_, refusals) => refusals + 1);
}
