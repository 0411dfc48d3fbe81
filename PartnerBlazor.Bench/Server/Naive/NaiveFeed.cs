using PartnerBlazor.Live;

namespace PartnerBlazor.Bench.Server.Naive;

/// <summary>Tells every session that something changed, and nothing of what: the event everybody writes first.</summary>
public sealed class NaiveFeed : IChangeListener
{
    /// <summary>Something changed.</summary>
    public event Action? Changed;

    // Not on the publisher's thread: what is compared is what a session does, not who waits for it.
    /// <inheritdoc/>
    public void OnChanges(ChangeSet set) => _ = Task.Run(() => Changed?.Invoke());
}
