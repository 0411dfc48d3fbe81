namespace PartnerBlazor.Store;

/// <summary>What people do about alerts (SPEC §6). The portal's own, but for resolving: of nothing else the vendor is told.</summary>
public enum AlertActKind
{
    /// <summary>Takes note of it: it stays open work, and nobody else needs to look.</summary>
    Acknowledge,
    /// <summary>Out of sight until a moment, with a reason.</summary>
    Snooze,
    /// <summary>Back to open, from acknowledged or snoozed.</summary>
    PutBack,
    /// <summary>Gives it to somebody, or takes it from whoever has it.</summary>
    Assign,
    /// <summary>Closes it at the vendor, by an action of the vendor's. Cannot be undone.</summary>
    Resolve,
}

/// <summary>What an act would do to an alert.</summary>
public enum AlertVerdict
{
    /// <summary>It changes it.</summary>
    Changes,
    /// <summary>It is so already: two people did the same, and the second act is no error.</summary>
    Already,
    /// <summary>It is closed: nothing is to be done about it any more.</summary>
    Closed,
    /// <summary>Its rule is always loud.</summary>
    Loud,
    /// <summary>The vendor allows no action that would close it.</summary>
    NoAction,
}

/// <summary>An act upon alerts: one, many, or all that match.</summary>
/// <param name="Kind">What is done.</param>
public sealed record AlertAct(AlertActKind Kind)
{
    /// <summary>Until when it is out of sight (UTC).</summary>
    public DateTime? Until { get; init; }
    /// <summary>Why it is snoozed, as typed.</summary>
    public string Reason { get; init; } = "";
    /// <summary>It comes back sooner when it gets a higher severity.</summary>
    public bool UntilWorse { get; init; }
    /// <summary>Who gets it; null: nobody has it any more.</summary>
    public Guid? AssigneeId { get; init; }
    /// <summary>The vendor's action by which it is resolved; null, or where the vendor does not allow it for one: <c>acknowledge</c>, else the first it allows.</summary>
    public string? Action { get; init; }
}

/// <summary>An alert as it was before an act, for undoing it.</summary>
/// <param name="Id">The alert.</param>
/// <param name="Handled"><see cref="Alert.Handled"/> after the act: undone only while nothing came after it.</param>
public sealed record AlertBefore(Guid Id, int Handled)
{
    /// <summary>The act.</summary>
    public required AlertActKind Act { get; init; }
    /// <summary>Its state.</summary>
    public required AlertState State { get; init; }
    /// <summary>Until when it was snoozed (UTC).</summary>
    public DateTime? SnoozedUntil { get; init; }
    /// <summary>Why.</summary>
    public string SnoozeReason { get; init; } = "";
    /// <summary>From below which severity it would have come back.</summary>
    public AlertSeverity? SnoozeBelow { get; init; }
    /// <summary>It came back acknowledged.</summary>
    public bool WasAcknowledged { get; init; }
    /// <summary>Who had it.</summary>
    public Guid? AssigneeId { get; init; }
    /// <summary>Who had brought it to its state; their name may be erased by then.</summary>
    public Guid? ById { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTime? StateAt { get; init; }
}
