using System.Collections.Concurrent;
using PartnerBlazor.Live;

namespace PartnerBlazor.Journal;

/// <summary>
/// How far each journal goes, kept up by the feed: an open audit page learns from it that there may be something new without asking the
/// database. What is no customer's business (a sign-in, a role) is told to no tab by the feed itself.
/// </summary>
public sealed class JournalPulse : IChangeListener
{
    private readonly ConcurrentDictionary<int, long> _last = new();

    /// <summary>Number of the last entry that was written since the start; 0: none was.</summary>
    public long Last(int partnerId) => _last.GetValueOrDefault(partnerId);

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        _last[set.PartnerId] = set.LastSeq;
    }
}
