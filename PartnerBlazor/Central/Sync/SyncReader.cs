using PartnerBlazor.Central.Link;

namespace PartnerBlazor.Central.Sync;

/// <summary>For whom is read, and what every reader needs of the one that lets it read.</summary>
/// <param name="PartnerId">The partner here.</param>
/// <param name="Account">The connected account.</param>
public sealed record SyncReader(int PartnerId, VendorAccount Account)
{
    /// <summary>When somebody last wanted everything read now (UTC); null: nobody has.</summary>
    public DateTime? WantedAt { get; init; }
    /// <summary>True when a person stopped it, or the account is connected no more.</summary>
    public required Func<Task<bool>> IsStoppedAsync { get; init; }
    /// <summary>Waits a while, or until something happens that is worth looking at.</summary>
    public required Func<TimeSpan, Task> WaitAsync { get; init; }
    /// <summary>Lets what somebody looks at be read in between.</summary>
    public required Func<Task> LookAsync { get; init; }
    /// <summary>Tells open pages that there is news.</summary>
    public required Action Tell { get; init; }
}
