namespace PartnerBlazor.Store;

/// <summary>Which account is created.</summary>
public enum AccountKind
{
    /// <summary>A monthly account of the partner's.</summary>
    Monthly,
    /// <summary>A trial the partner starts.</summary>
    Trial,
    /// <summary>A trial the customer starts itself.</summary>
    OwnTrial,
}

/// <summary>How far a new account is that was asked for at a real vendor.</summary>
public enum AccountRequestState
{
    /// <summary>To be sent.</summary>
    Waiting,
    /// <summary>Sent, or about to be: whether the vendor did it is not known yet.</summary>
    Sent,
    /// <summary>The vendor created it.</summary>
    Created,
    /// <summary>The vendor, or a check before it was sent, said no.</summary>
    Refused,
    /// <summary>It was sent, and nothing the vendor tells says what became of it: a person looks.</summary>
    Unclear,
    /// <summary>Nobody wants it any more.</summary>
    GivenUp,
}

/// <summary>
/// A new account that was asked for at a real vendor (SPEC §9). The vendor has no key by which it would know the same request again: that it is
/// sent is written down before it leaves, and it is not sent again before the vendor's own list was looked at. What was typed is forgotten once
/// nobody needs it, the record after 30 days.
/// </summary>
public sealed class AccountRequest
{
    /// <summary>Id of the request.</summary>
    public Guid Id { get; set; }
    /// <summary>The partner.</summary>
    public int PartnerId { get; set; }
    /// <summary>Which account.</summary>
    public AccountKind Kind { get; set; }
    /// <summary>Token of the form it was asked for with.</summary>
    public Guid Token { get; set; }
    /// <summary>Company name, as it becomes the original name.</summary>
    public required string Company { get; set; }
    /// <summary>Email address of the contact; empty once what was typed is forgotten.</summary>
    public string Email { get; set; } = "";
    /// <summary>What was typed, as JSON; null once it is forgotten.</summary>
    public string? Draft { get; set; }
    /// <summary>Who asked.</summary>
    public Guid ById { get; set; }
    /// <summary>Name of who asked, as it was then; empty: that person was erased.</summary>
    public required string ByName { get; set; }
    /// <summary>When it was asked for (UTC).</summary>
    public DateTime AskedAt { get; set; }
    /// <summary>How far it is.</summary>
    public AccountRequestState State { get; set; }
    /// <summary>Not sent before (UTC); counts while it waits.</summary>
    public DateTime NextAt { get; set; }
    /// <summary>Attempts in vain, none of which reached the vendor, since it last did.</summary>
    public int Attempts { get; set; }
    /// <summary>When it was last sent (UTC); null: never.</summary>
    public DateTime? SentAt { get; set; }
    /// <summary>How often it was sent without a word of what became of it since a person last wanted it sent.</summary>
    public int Sends { get; set; }
    /// <summary>True: the vendor may have it, or get it yet. Turns false where it said no to this one.</summary>
    public bool MayExist { get; set; }
    /// <summary>When it came to an end, or to where only a person helps (UTC); null: it is under way.</summary>
    public DateTime? EndedAt { get; set; }
    /// <summary>Why it is not created: one of <see cref="RefusalCodes"/>; null: nothing stands against it.</summary>
    public string? Problem { get; set; }
    /// <summary>Id under which the vendor's support finds the refusal; null: none was told.</summary>
    public string? Correlation { get; set; }
    /// <summary>The customer it became; where it is <see cref="AccountRequestState.Unclear"/>, one of that name that may be it; null: none.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>True where only a person gets it on.</summary>
    public bool NeedsLook => State is AccountRequestState.Refused or AccountRequestState.Unclear;

    /// <summary>True while it may become a customer without anybody's doing.</summary>
    public bool IsUnderWay => State is AccountRequestState.Waiting or AccountRequestState.Sent or AccountRequestState.Unclear;
}
