using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery.Demo;

/// <summary>Plays Central Admin for the partners the demo made: takes every name. Its customers' consoles show the name it has.</summary>
public sealed class DemoVendor(PartnerStore store, TimeProvider time) : IReceiver
{
    /// <inheritdoc/>
    public DeliveryTarget Target => DeliveryTarget.Central;

    /// <inheritdoc/>
    public bool Serves(Partner partner) => (partner ?? throw new ArgumentNullException(nameof(partner))).Demo;

    /// <inheritdoc/>
    public Task OwedAsync(WriteSession session, Customer customer, string before) => session.KeepAsync(Target, customer, before);

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> SendAsync(SentName name, CancellationToken cancel)
    {
        await store.WriteAsideAsync(db => db.TakeAsync(Target, name, time.GetUtcNow().UtcDateTime), cancel);
        return DeliveryAnswer.Done;
    }
}
