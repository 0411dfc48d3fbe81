using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>Everything the details panel shows of one customer, as it exists for the asking person.</summary>
public sealed record CustomerDetails
{
    /// <summary>The customer's row of the list.</summary>
    public required CustomerRow Row { get; init; }
    /// <summary>When the vendor's word was last read (UTC); null: never.</summary>
    public required DateTime? AsOf { get; init; }
    /// <summary>What is known of the vendor's word on its licences; null: the vendor's API was not asked for it.</summary>
    public FactsWord? LicencesWord { get; init; }
    /// <summary>The same for its alerts; null also for whom alerts do not exist.</summary>
    public FactsWord? AlertsWord { get; init; }
    /// <summary>When the vendor last checked its devices for us (UTC); null: not told.</summary>
    public DateTime? DevicesAt { get; init; }
    /// <summary>Groups the customer is in.</summary>
    public required IReadOnlyList<CustomerGroup> Groups { get; init; }
    /// <summary>All licences: by category, the newest first; replaced ones are among them.</summary>
    public required IReadOnlyList<Licence> Licences { get; init; }
    /// <summary>Open alerts, worst first, at most <see cref="DetailsQueries.MaxAlerts"/>. Null: they do not exist for the person, or there is no visibility.</summary>
    public required IReadOnlyList<Alert>? Alerts { get; init; }
    /// <summary>Requests for approval (Partner Assistance), the newest first, at most <see cref="DetailsQueries.MaxRequests"/>.</summary>
    public required IReadOnlyList<AssistanceRequest> Requests { get; init; }
    /// <summary>The mail to its contact that the request which waits for an answer is; null: none waits, or it is no mail.</summary>
    public required AssistanceMail? AssistanceMail { get; init; }
    /// <summary>What is or was owed of the name to other systems.</summary>
    public required IReadOnlyList<NameDelivery> Deliveries { get; init; }
    /// <summary>The people who have the customer in their scope, by name.</summary>
    public required IReadOnlyList<PersonAccess> Access { get; init; }
    /// <summary>What happened, newest first.</summary>
    public required TimelinePage Timeline { get; init; }
}

/// <summary>The vendor's word on a customer's licences or alerts.</summary>
/// <param name="At">How old it is (UTC); null: they were not read yet.</param>
/// <param name="Hidden">Why the vendor does not tell them now: one of <see cref="RefusalCodes"/>; null: it does.</param>
/// <param name="NotAll">Not all of them could be read lately.</param>
public sealed record FactsWord(DateTime? At, string? Hidden, bool NotAll = false);

/// <summary>A person who may see a customer, and by which rule.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Name">Full name.</param>
/// <param name="Role">Role; the built-in one its custom role is a copy of.</param>
/// <param name="CustomRole">Name of the custom role; null: the built-in one.</param>
/// <param name="All">Their scope is all customers.</param>
/// <param name="Groups">Names of the groups of their scope the customer is in.</param>
/// <param name="Chosen">The customer itself was chosen for them.</param>
public sealed record PersonAccess(Guid PersonId, string Name, Role Role, string? CustomRole, bool All, IReadOnlyList<string> Groups, bool Chosen);

/// <summary>A line of the timeline.</summary>
/// <param name="Change">What happened, and who or what caused it.</param>
/// <param name="At">When (UTC).</param>
public sealed record TimelineEntry(Change Change, DateTime At);

/// <summary>A stretch of the timeline.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="More">True when older lines exist.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEntry> Entries, bool More);
