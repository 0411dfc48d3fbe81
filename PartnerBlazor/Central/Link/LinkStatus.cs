using PartnerBlazor.Central.Client;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>How the link to the vendor's API stands.</summary>
public enum LinkState
{
    /// <summary>No credentials are set.</summary>
    None,
    /// <summary>Credentials are set; the vendor was not asked yet.</summary>
    Unknown,
    /// <summary>The vendor answers.</summary>
    Ok,
    /// <summary>The vendor does not answer.</summary>
    Silent,
    /// <summary>The vendor asked to be left alone for a while.</summary>
    Limited,
    /// <summary>The vendor does not accept the credentials.</summary>
    Refused,
    /// <summary>The credentials are another partner's than the one whose customers are here: nothing is read or told.</summary>
    OtherPartner,
    /// <summary>There is no partner here yet: the portal is not set up.</summary>
    NoPartner,
    /// <summary>The vendor answers, but what it tells is older than planned.</summary>
    Late,
}

/// <summary>Whose credentials they are.</summary>
/// <param name="Id">Id at the vendor.</param>
/// <param name="Kind">Kind of account.</param>
/// <param name="Regional">Its regional host, for a customer's own credentials; null: none.</param>
public sealed record VendorAccount(Guid Id, VendorKind Kind, Uri? Regional);

/// <summary>The link at a moment.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Since">Since when (UTC).</param>
public sealed record LinkStatus(LinkState State, DateTime Since)
{
    /// <summary>The partner here whose link it is; null: not known yet.</summary>
    public int? PartnerId { get; init; }
    /// <summary>Whose credentials they are, once they are the partner's; null: the vendor has not said, or they are somebody else's.</summary>
    public VendorAccount? Account { get; init; }
    /// <summary>Whose they are when they are another partner's; null: they are not.</summary>
    public Guid? Foreign { get; init; }
    /// <summary>When the vendor last answered (UTC); null: not since the start.</summary>
    public DateTime? AnsweredAt { get; init; }
    /// <summary>Not asked again by itself before (UTC); null: as usual.</summary>
    public DateTime? RetryAt { get; init; }
    /// <summary>What is read from it is older than planned.</summary>
    public bool IsLate { get; init; }
    /// <summary>How it stands, as it is shown: late too, while the vendor answers.</summary>
    public LinkState Shown => State == LinkState.Ok && IsLate ? LinkState.Late : State;
    /// <summary>How far our clock is ahead of the vendor's; null: not told.</summary>
    public TimeSpan? ClockAhead { get; init; }
}

/// <summary>An error on the link that nobody has dismissed.</summary>
/// <param name="State">What it did to the link.</param>
/// <param name="Call">What was asked.</param>
/// <param name="Fault">What the vendor said.</param>
/// <param name="FirstAt">When it was met first (UTC).</param>
/// <param name="LastAt">When it was met last (UTC).</param>
/// <param name="Count">How often.</param>
public sealed record LinkError(LinkState State, CentralCall Call, CentralFault Fault, DateTime FirstAt, DateTime LastAt, int Count);
