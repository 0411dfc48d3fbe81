namespace PartnerBlazor.Store;

/// <summary>Another system that must know what was changed here.</summary>
public enum DeliveryTarget
{
    /// <summary>The vendor's Central Admin.</summary>
    Central,
    /// <summary>The CRM: Salesforce.</summary>
    Crm,
}

/// <summary>Where a delivery is in its life (SPEC §3).</summary>
public enum DeliveryState
{
    /// <summary>It is to be sent, or sent again: nobody but the receiver is waited for.</summary>
    Pending,
    /// <summary>The receiver said no. It is not sent again by itself.</summary>
    Failed,
    /// <summary>The receiver has it.</summary>
    Delivered,
    /// <summary>A person gave it up.</summary>
    GivenUp,
}

/// <summary>
/// The name of a customer as it is owed to one receiver; one record for each of the two. A name is a state: the record holds none, what is
/// sent is the name displayed at that moment, so that sending it twice does no harm and no older name can overtake a newer one.
/// </summary>
public sealed class NameDelivery : IOfCustomer
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }
    /// <summary>The partner.</summary>
    public required int PartnerId { get; init; }
    /// <summary>The customer.</summary>
    public required Guid CustomerId { get; init; }
    /// <summary>Who must know.</summary>
    public required DeliveryTarget Target { get; init; }
    /// <summary>Where it is in its life.</summary>
    public DeliveryState State { get; set; }
    /// <summary>Rises whenever a person wants it sent: the outcome of an attempt that began before counts no more.</summary>
    public int Revision { get; set; }
    /// <summary>Attempts since a person last asked for it that the receiver did not answer.</summary>
    public int Attempts { get; set; }
    /// <summary>When a person last changed the name (UTC).</summary>
    public required DateTime AskedAt { get; set; }
    /// <summary>Who changed it.</summary>
    public required Guid ById { get; set; }
    /// <summary>Their name then; empty once it was erased.</summary>
    public required string ByName { get; set; }
    /// <summary>Not sent before (UTC); null while there is nothing to send.</summary>
    public DateTime? NextAt { get; set; }
    /// <summary>When it was delivered, refused or given up (UTC).</summary>
    public DateTime? EndedAt { get; set; }
    /// <summary>Why it is not delivered: one of <see cref="RefusalCodes"/>; null when nothing stands against it.</summary>
    public string? Problem { get; set; }
    /// <summary>True once who changed the name has read that it was refused. Their own affair: not journalled.</summary>
    public bool Read { get; set; }
}

/// <summary>
/// What one of the demo's other systems calls a customer. It plays that system's own database: not journalled. Without a record it has the
/// name displayed here.
/// </summary>
public sealed class DemoAccount
{
    /// <summary>The customer.</summary>
    public required Guid CustomerId { get; init; }
    /// <summary>Whose database.</summary>
    public required DeliveryTarget Target { get; init; }
    /// <summary>The partner.</summary>
    public required int PartnerId { get; init; }
    /// <summary>The name it has there.</summary>
    public required string Name { get; set; }
    /// <summary>When it last changed there (UTC); null: not since the demo began.</summary>
    public DateTime? At { get; set; }
}
