namespace PartnerBlazor.Store;

/// <summary>A request to a customer to let the partner in (SPEC §5). At most one a customer waits for an answer.</summary>
public sealed class AssistanceRequest : IOfCustomer
{
    /// <summary>Id of the request.</summary>
    public Guid Id { get; set; }
    /// <summary>The partner of the customer.</summary>
    public int PartnerId { get; set; }
    /// <inheritdoc/>
    public Guid CustomerId { get; set; }
    /// <summary>Who asks.</summary>
    public Guid ById { get; set; }
    /// <summary>Name of who asks, as it was then.</summary>
    public required string ByName { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
    /// <summary>What became of it.</summary>
    public AssistanceAnswer Answer { get; set; }
    /// <summary>When that was (UTC); null while it waits.</summary>
    public DateTime? AnsweredAt { get; set; }
}

/// <summary>
/// The mail to the customer's contact that a request for approval is, where the vendor has no call for it (SPEC §9). Sent at least once: killed
/// between the mail server's word and ours, it is sent again.
/// </summary>
public sealed class AssistanceMail
{
    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }
    /// <summary>The partner of the customer.</summary>
    public required int PartnerId { get; init; }
    /// <summary>The customer.</summary>
    public required Guid CustomerId { get; init; }
    /// <summary>Not sent before (UTC); null while there is nothing to send.</summary>
    public DateTime? NextAt { get; set; }
    /// <summary>Attempts in vain since a person last wanted it sent.</summary>
    public int Attempts { get; set; }
    /// <summary>When a mail server last took it (UTC); null: not yet.</summary>
    public DateTime? SentAt { get; set; }
    /// <summary>Why it was not sent: one of <see cref="RefusalCodes"/>; null when nothing stands against it.</summary>
    public string? Problem { get; set; }
}

/// <summary>A half-filled form of a person, so that it survives a lost connection and a killed server. Not journalled: it concerns nobody else.</summary>
public sealed class FormDraft
{
    /// <summary>The person.</summary>
    public Guid PersonId { get; set; }
    /// <summary>Which form.</summary>
    public required string Form { get; set; }
    /// <summary>The token the form will be sent with.</summary>
    public Guid Token { get; set; }
    /// <summary>What was typed, as JSON.</summary>
    public required string Content { get; set; }
    /// <summary>When it was saved (UTC). Forgotten after 7 days.</summary>
    public DateTime At { get; set; }
}

/// <summary>A form that was sent, so that sending it twice creates one account. Kept 30 days.</summary>
public sealed class SentForm
{
    /// <summary>The partner.</summary>
    public int PartnerId { get; set; }
    /// <summary>Who sent it: a person, or a sign-in at a customer's console.</summary>
    public Guid PersonId { get; set; }
    /// <summary>The form's token.</summary>
    public Guid Token { get; set; }
    /// <summary>The customer it created; null: it was only asked for at the vendor (SPEC §9).</summary>
    public Guid? CustomerId { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
}

/// <summary>A one-time link into a customer's console (SPEC §5). Only its hash is kept.</summary>
public sealed class LaunchToken
{
    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; set; }
    /// <summary>The partner.</summary>
    public int PartnerId { get; set; }
    /// <summary>For whom.</summary>
    public Guid PersonId { get; set; }
    /// <summary>In which sign-in of theirs.</summary>
    public Guid SignInId { get; set; }
    /// <summary>To which customer.</summary>
    public Guid CustomerId { get; set; }
    /// <summary>What for, as the person said; may be empty.</summary>
    public string Reason { get; set; } = "";
    /// <summary>Until when it can be used (UTC).</summary>
    public DateTime Until { get; set; }
    /// <summary>When it was used (UTC); null: not yet.</summary>
    public DateTime? UsedAt { get; set; }
}

/// <summary>Somebody in a customer's console: its administrator, or a technician of the partner. Only the hash of the cookie is kept.</summary>
public sealed class ConsoleSignIn
{
    /// <summary>Id of the sign-in.</summary>
    public Guid Id { get; set; }
    /// <summary>SHA-256 of what the cookie holds.</summary>
    public required byte[] Hash { get; set; }
    /// <summary>The partner of the customer.</summary>
    public int PartnerId { get; set; }
    /// <summary>The customer.</summary>
    public Guid CustomerId { get; set; }
    /// <summary>The technician; null: the customer's administrator.</summary>
    public Guid? PersonId { get; set; }
    /// <summary>The technician's sign-in at the portal; this one ends with it.</summary>
    public Guid? SignInId { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
    /// <summary>When it was ended (UTC); null while it counts.</summary>
    public DateTime? EndedAt { get; set; }
}

/// <summary>A licence key that was redeemed at the demo's vendor; a key buys once.</summary>
public sealed class RedeemedKey
{
    /// <summary>The key.</summary>
    public required string Key { get; set; }
    /// <summary>For which customer.</summary>
    public Guid CustomerId { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
}
