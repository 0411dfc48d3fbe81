namespace PartnerBlazor.Live;

/// <summary>What one transaction changed, as it exists for the person behind the connection. Take it over as a whole, then keep <paramref name="Seq"/>.</summary>
/// <param name="Seq">Number up to which the client is now in step; hand it to <see cref="LiveHub.Since"/> after a gap.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Happened">The changes in order.</param>
/// <param name="Changed">Every customer that is another one now, or new to the person.</param>
/// <param name="Gone">Every customer that no longer exists for the person.</param>
public sealed record LiveChanges(
    long Seq, DateTime At, IReadOnlyList<Happened> Happened, IReadOnlyList<CustomerChanged> Changed, IReadOnlyList<CustomerGone> Gone);

/// <summary>A customer as it is now. Enumerations travel by their stable names.</summary>
/// <param name="Seq">Number of the change that last touched it; one with a lower number is older.</param>
/// <param name="At">When that was (UTC); null where it is read, not changed.</param>
/// <param name="Actor">Who or what caused it; null where it is read, not changed.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="DisplayName">Displayed name.</param>
/// <param name="BillingType">A <see cref="Store.BillingType"/>.</param>
/// <param name="Assistance">A <see cref="Store.PartnerAssistance"/>.</param>
/// <param name="Covers">One per licence category it has.</param>
/// <param name="NextExpiry">Earliest last day of a running licence that ends; null when none does.</param>
/// <param name="GroupIds">Groups it is in.</param>
/// <param name="Alerts">Open alerts; null without the permission, and while there is no visibility (SPEC §6).</param>
public sealed record CustomerChanged(
    long Seq, DateTime? At, LiveActor? Actor, Guid CustomerId, string DisplayName, string BillingType, string Assistance,
    IReadOnlyList<LiveCover> Covers, DateOnly? NextExpiry, IReadOnlyList<Guid> GroupIds, LiveAlerts? Alerts);

/// <summary>A customer that no longer exists for the person: unlinked, or out of scope. Nothing says which.</summary>
/// <param name="Seq">Number of the change.</param>
/// <param name="CustomerId">The customer.</param>
public sealed record CustomerGone(long Seq, Guid CustomerId);

/// <summary>One line of what happened.</summary>
/// <param name="Seq">Number within the partner.</param>
/// <param name="At">When (UTC).</param>
/// <param name="ActorKind">A <see cref="Store.ActorKind"/>.</param>
/// <param name="ActorName">Name of the person; empty for all others.</param>
/// <param name="Kind">One of <see cref="Store.JournalKinds"/>.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Item">What it happened to, as people call it; empty when the customer itself.</param>
/// <param name="Before">Value before: text, or the stable name of a state.</param>
/// <param name="After">Value after.</param>
public sealed record Happened(
    long Seq, DateTime At, string ActorKind, string ActorName, string Kind, Guid CustomerId, string Item, string? Before, string? After);

/// <summary>Who or what caused a change.</summary>
/// <param name="Kind">A <see cref="Store.ActorKind"/>.</param>
/// <param name="Name">Name of the person; empty for all others.</param>
public sealed record LiveActor(string Kind, string Name);

/// <summary>What protects a customer in one licence category (SPEC §3).</summary>
/// <param name="Category">A <see cref="Store.LicenceCategory"/>.</param>
/// <param name="State">A <see cref="Store.LicenceState"/>.</param>
/// <param name="Until">Last valid day; null when it never ends or rolls over.</param>
/// <param name="From">First day of protection or of the renewal, when it lies ahead.</param>
/// <param name="Over">Seats used above the quantity, when over-used.</param>
public sealed record LiveCover(string Category, string State, DateOnly? Until, DateOnly? From, int? Over);

/// <summary>Open alerts by severity.</summary>
/// <param name="High">High.</param>
/// <param name="Medium">Medium.</param>
/// <param name="Low">Low.</param>
public sealed record LiveAlerts(int High, int Medium, int Low);

/// <summary>The answer to <see cref="LiveHub.Since"/>.</summary>
/// <param name="Seq">Number up to which the client is in step once it took this over.</param>
/// <param name="Resync">
/// True: too much happened, or customers may have left the scope meanwhile. The rest is empty; read <see cref="LiveHub.Snapshot"/>.
/// </param>
/// <param name="Happened">What happened meanwhile to customers that exist for the person now.</param>
/// <param name="Changed">Those customers as they are now.</param>
public sealed record LiveReplay(long Seq, bool Resync, IReadOnlyList<Happened> Happened, IReadOnlyList<CustomerChanged> Changed);
