namespace PartnerBlazor.Store;

/// <summary>An alert of a customer: one entry per cause, with a count (SPEC §6).</summary>
public sealed class Alert : IOfCustomer
{
    /// <summary>Id in this database.</summary>
    public Guid Id { get; set; }
    /// <summary>The partner of its customer.</summary>
    public int PartnerId { get; set; }
    /// <inheritdoc/>
    public Guid CustomerId { get; set; }
    /// <summary>Same customer, rule and object: the same cause. Never the rendered text.</summary>
    public required string Cause { get; set; }
    /// <summary>The vendor's rule that raised it, such as <c>Event::Endpoint::OutOfDate</c>; empty when not told.</summary>
    public string Rule { get; set; } = "";
    /// <summary>Severity.</summary>
    public AlertSeverity Severity { get; set; }
    /// <summary>Category of the vendor (domain.md B9).</summary>
    public string Category { get; set; } = "";
    /// <summary>Product of the vendor; empty when not told.</summary>
    public string Product { get; set; } = "";
    /// <summary>What happened, as the vendor words it.</summary>
    public required string Description { get; set; }
    /// <summary>When it was last raised (UTC).</summary>
    public DateTime RaisedAt { get; set; }
    /// <summary>When it was first raised since it opened (UTC); <see cref="DateTime.MinValue"/>: not known.</summary>
    public DateTime FirstAt { get; set; }
    /// <summary>Device; empty when none.</summary>
    public string Device { get; set; } = "";
    /// <summary>Person; empty when none.</summary>
    public string Person { get; set; } = "";
    /// <summary>Actions the vendor allows, separated by spaces.</summary>
    public string AllowedActions { get; set; } = "acknowledge";
    /// <summary>State in the portal.</summary>
    public AlertState State { get; set; }
    /// <summary>How often it was raised.</summary>
    public int Count { get; set; } = 1;
    /// <summary>When it opened again after it had been closed (UTC); null: it did not.</summary>
    public DateTime? ReopenedAt { get; set; }
    /// <summary>Until when it is out of sight (UTC); also while it is closed by the vendor and may come back; null: it is not snoozed.</summary>
    public DateTime? SnoozedUntil { get; set; }
    /// <summary>Why it is snoozed, as typed.</summary>
    public string SnoozeReason { get; set; } = "";
    /// <summary>The severity it had when it was snoozed, where it comes back as soon as it has a higher one; null: only when the time is over.</summary>
    public AlertSeverity? SnoozeBelow { get; set; }
    /// <summary>It had been acknowledged when it was snoozed: it comes back so.</summary>
    public bool WasAcknowledged { get; set; }
    /// <summary>Who has it; null: nobody. A person of the partner, who may have lost the right to it since.</summary>
    public Guid? AssigneeId { get; set; }
    /// <summary>Who brought it to its state; null: no person did.</summary>
    public Guid? ById { get; set; }
    /// <summary>Their name then; empty when erased.</summary>
    public string ByName { get; set; } = "";
    /// <summary>When it came to its state (UTC); null: not known.</summary>
    public DateTime? StateAt { get; set; }
    /// <summary>When a person asked the vendor to resolve it (UTC), which did not confirm it yet; null: nothing is asked for.</summary>
    public DateTime? ResolveAskedAt { get; set; }
    /// <summary>Who asked.</summary>
    public Guid? ResolveById { get; set; }
    /// <summary>Their name then; empty when erased.</summary>
    public string ResolveByName { get; set; } = "";
    /// <summary>Why the vendor did not do it (one of <see cref="RefusalCodes"/>); null: it was not asked, did it, or has not answered.</summary>
    public string? ResolveProblem { get; set; }
    /// <summary>How many comments it has.</summary>
    public int Notes { get; set; }
    /// <summary>Counted up by all that brings it to another state or assignee: what was done can be undone while nothing came after it.</summary>
    public int Handled { get; set; }
    /// <summary>Number of the last change of it within the partner; 0: older than these numbers. Set by the store.</summary>
    public long Seq { get; set; }
    /// <summary>What it is found by, folded (<see cref="Folding"/>). Set by the store.</summary>
    public string Found { get; set; } = "";

    /// <summary>The text it is found by, as it is now.</summary>
    public string Fold() => Folding.Fold(string.Join('\n', Description, Device, Person, Rule));
}

/// <summary>
/// One of the vendor's own alerts behind an entry: what is done about the entry is told the vendor by these ids. Part of the reading, not
/// journalled one by one; forgotten a while after it is closed.
/// </summary>
public sealed class AlertOccurrence
{
    /// <summary>The entry.</summary>
    public Guid AlertId { get; set; }
    /// <summary>The vendor's id of the alert.</summary>
    public required string VendorId { get; set; }
    /// <summary>The customer.</summary>
    public Guid CustomerId { get; set; }
    /// <summary>When it was raised (UTC).</summary>
    public DateTime RaisedAt { get; set; }
    /// <summary>When the vendor was first seen to list it no more (UTC); null: it is open there.</summary>
    public DateTime? ClosedAt { get; set; }
}

/// <summary>How far an action upon one of the vendor's alerts is.</summary>
public enum AlertActionState
{
    /// <summary>To be sent.</summary>
    Waiting,
    /// <summary>The vendor took it; that it closed the alert is seen when it lists it no more.</summary>
    Taken,
    /// <summary>The vendor said no.</summary>
    Refused,
}

/// <summary>
/// What the vendor is told about one of its own alerts (domain.md B9): those behind an entry at the moment a person resolved it, and no others. Forgotten once it is over.
/// </summary>
public sealed class AlertAction
{
    /// <summary>The entry.</summary>
    public Guid AlertId { get; set; }
    /// <summary>The vendor's id of the alert.</summary>
    public required string VendorId { get; set; }
    /// <summary>The partner.</summary>
    public int PartnerId { get; set; }
    /// <summary>The customer.</summary>
    public Guid CustomerId { get; set; }
    /// <summary>The vendor's word for what it is to do.</summary>
    public required string Action { get; set; }
    /// <summary>How far it is.</summary>
    public AlertActionState State { get; set; }
    /// <summary>When it is sent next (UTC).</summary>
    public DateTime NextAt { get; set; }
    /// <summary>How often it was sent in vain.</summary>
    public int Attempts { get; set; }
    /// <summary>When the vendor took it (UTC).</summary>
    public DateTime? TakenAt { get; set; }
    /// <summary>Why it waits, or was refused: one of <see cref="RefusalCodes"/>; null: nothing is the matter.</summary>
    public string? Problem { get; set; }
}

/// <summary>What a person wrote about an alert. The portal's own: the vendor is not told.</summary>
public sealed class AlertNote : IOfCustomer
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaxText = 2000;

    /// <summary>Id in this database.</summary>
    public Guid Id { get; set; }
    /// <summary>The alert.</summary>
    public Guid AlertId { get; set; }
    /// <summary>The partner.</summary>
    public int PartnerId { get; set; }
    /// <inheritdoc/>
    public Guid CustomerId { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
    /// <summary>Who.</summary>
    public Guid ById { get; set; }
    /// <summary>Their name then; empty when erased.</summary>
    public string ByName { get; set; } = "";
    /// <summary>The text, as typed.</summary>
    public required string Text { get; set; }
}

/// <summary>Alerts of a rule of the vendor are always loud for a partner: nobody snoozes them.</summary>
public sealed class LoudRule
{
    /// <summary>The partner.</summary>
    public int PartnerId { get; set; }
    /// <summary>The vendor's rule, as <see cref="Alert.Rule"/>.</summary>
    public required string Rule { get; set; }
    /// <summary>Since when (UTC).</summary>
    public DateTime At { get; set; }
    /// <summary>Who put it on the list.</summary>
    public Guid ById { get; set; }
}
