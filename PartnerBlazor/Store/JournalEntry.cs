namespace PartnerBlazor.Store;

/// <summary>
/// One line of the append-only record of every change. Numbered without gaps per partner and chained by hash: <see cref="Hash"/>
/// covers number, time, actor, kind, ids, <see cref="PayloadHash"/> and <see cref="PrevHash"/>, not the payload itself, so that personal
/// values can be erased later without breaking the chain (DESIGN §3).
/// </summary>
public sealed class JournalEntry
{
    /// <summary>The partner whose journal it is.</summary>
    public required int PartnerId { get; init; }
    /// <summary>Number within the partner, from 1, without gaps.</summary>
    public required long PartnerSeq { get; init; }
    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }
    /// <summary>Who or what caused it.</summary>
    public required ActorKind ActorKind { get; init; }
    /// <summary>The person; null for calendar, vendor and import.</summary>
    public Guid? ActorId { get; init; }
    /// <summary>What happened: one of <see cref="JournalKinds"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>The customer it happened to, if any.</summary>
    public Guid? CustomerId { get; init; }
    /// <summary>The thing it happened to, when not the customer itself: a licence, an alert, a group, a person.</summary>
    public Guid? SubjectId { get; init; }
    /// <summary>JSON of <see cref="JournalPayload"/>.</summary>
    public required string Payload { get; init; }
    /// <summary>SHA-256 of <see cref="Payload"/> as it was written; stays when personal values are erased from it.</summary>
    public required byte[] PayloadHash { get; init; }
    /// <summary><see cref="Hash"/> of the entry before; 32 zero bytes for the first.</summary>
    public required byte[] PrevHash { get; init; }
    /// <summary>SHA-256 over everything but the payload.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>The changing values of a journal entry.</summary>
/// <param name="Actor">Name of who did it, as it was then; empty for calendar and vendor.</param>
/// <param name="Item">What it happened to, as people call it: a product, a group, a person.</param>
/// <param name="Before">Value before: free text, or the stable name of a state.</param>
/// <param name="After">Value after.</param>
/// <param name="Address">IP address of the person who did it; null when not told.</param>
/// <param name="Salt">Random, so that an erased value cannot be guessed from the hash that stays.</param>
/// <param name="Erased">True: personal values were erased from it; it no longer has the hash it was written with. Null: it is as it was written.</param>
/// <param name="Seal">Of an erasure: its seal with the portal's key, which whoever writes the database does not have. Null for all others.</param>
public sealed record JournalPayload(
    string Actor = "", string Item = "", string? Before = null, string? After = null, string? Address = null, string? Salt = null, bool? Erased = null,
    string? Seal = null);

/// <summary>The kinds of journal entries; stable, they are part of the event feed.</summary>
public static class JournalKinds
{
    /// <summary>A customer was added.</summary>
    public const string CustomerAdded = "customer.added";
    /// <summary>The displayed name changed; before and after are displayed names.</summary>
    public const string CustomerRenamed = "customer.renamed";
    /// <summary>Facts the vendor owns changed (contact, status, region).</summary>
    public const string CustomerChanged = "customer.changed";
    /// <summary>Another number of devices is without protection; before and after are how many, null where it was not told.</summary>
    public const string CustomerUnprotected = "customer.unprotected";
    /// <summary>Another system has the displayed name; the item is the <see cref="DeliveryTarget"/>, after is the name.</summary>
    public const string Delivered = "delivery.delivered";
    /// <summary>Another system does not answer and is asked again until it does; the item is the <see cref="DeliveryTarget"/>.</summary>
    public const string DeliveryDelayed = "delivery.delayed";
    /// <summary>Another system refused the displayed name; the item is the <see cref="DeliveryTarget"/>, after is the name.</summary>
    public const string DeliveryRefused = "delivery.refused";
    /// <summary>A person had the displayed name sent again; the item is the <see cref="DeliveryTarget"/>.</summary>
    public const string DeliveryRetried = "delivery.retried";
    /// <summary>A person gave up telling another system the displayed name; the item is the <see cref="DeliveryTarget"/>.</summary>
    public const string DeliveryGivenUp = "delivery.given_up";
    /// <summary>Partner Assistance was switched; before and after are <see cref="PartnerAssistance"/>.</summary>
    public const string AssistanceChanged = "customer.assistance";
    /// <summary>Approval was asked for (Partner Assistance).</summary>
    public const string AssistanceRequested = "assistance.requested";
    /// <summary>A request for approval was answered; the item is who asked, after is an <see cref="AssistanceAnswer"/>.</summary>
    public const string AssistanceAnswered = "assistance.answered";
    /// <summary>The billing type changed; before and after are <see cref="BillingType"/>.</summary>
    public const string BillingChanged = "customer.billing";
    /// <summary>Another billing type was asked for at the vendor, with these products; before and after are <see cref="BillingType"/>.</summary>
    public const string BillingRequested = "customer.billing_requested";
    /// <summary>The billing type that was asked for is seen at the vendor; after is the <see cref="BillingType"/>.</summary>
    public const string BillingSeen = "customer.billing_seen";
    /// <summary>The billing type that was asked for is not wanted any more, or cannot come any more; before is the <see cref="BillingType"/>.</summary>
    public const string BillingWithdrawn = "customer.billing_withdrawn";
    /// <summary>The products that were asked for are not wanted any more, or cannot come any more; before is their codes.</summary>
    public const string LicencesWithdrawn = "customer.licences_withdrawn";
    /// <summary>Other products were asked for at the vendor; before and after are product codes.</summary>
    public const string LicencesRequested = "customer.licences_requested";
    /// <summary>Products that were asked for are seen at the vendor; after is their codes.</summary>
    public const string LicencesSeen = "customer.licences_seen";
    /// <summary>A new account was asked for at the vendor; the item is its name, after which account.</summary>
    public const string AccountRequested = "account.requested";
    /// <summary>The vendor does not take a new account that was asked for, and is asked again until it does; the item is its name, after the code of why.</summary>
    public const string AccountDelayed = "account.delayed";
    /// <summary>The vendor created an account that was asked for; the item is its name.</summary>
    public const string AccountCreated = "account.created";
    /// <summary>The vendor, or a check before, refused a new account; the item is its name, after the code of why.</summary>
    public const string AccountRefused = "account.refused";
    /// <summary>What became of a new account that was sent is not known; the item is its name.</summary>
    public const string AccountUnclear = "account.unclear";
    /// <summary>A person had a new account sent again; the item is its name.</summary>
    public const string AccountRetried = "account.retried";
    /// <summary>A new account is not wanted any more; the item is its name.</summary>
    public const string AccountGivenUp = "account.given_up";
    /// <summary>Names changed here are told to a CRM from now on, or not any more; after is True or False.</summary>
    public const string PartnerCrm = "partner.crm";
    /// <summary>The organisation in the CRM is this partner's from now on; after is its id.</summary>
    public const string PartnerCrmBound = "partner.crm_bound";
    /// <summary>A customer's account in the CRM was found or chosen; the item is its id, after is its name there.</summary>
    public const string CrmMatched = "crm.matched";
    /// <summary>A customer's account in the CRM is gone; the item is its id, before is the name it had.</summary>
    public const string CrmUnmatched = "crm.unmatched";
    /// <summary>An unlink was scheduled; after is the UTC day.</summary>
    public const string UnlinkScheduled = "unlink.scheduled";
    /// <summary>A scheduled unlink was cancelled; before is the UTC day.</summary>
    public const string UnlinkCancelled = "unlink.cancelled";
    /// <summary>A scheduled unlink did not happen; after is the refusal's code.</summary>
    public const string UnlinkFailed = "unlink.failed";
    /// <summary>The customer was unlinked; before is its displayed name.</summary>
    public const string Unlinked = "customer.unlinked";
    /// <summary>Its unlink was asked for at the vendor (SPEC §9); before is its displayed name.</summary>
    public const string UnlinkRequested = "customer.unlink_requested";
    /// <summary>An unlinked customer was restored.</summary>
    public const string Restored = "customer.restored";
    /// <summary>The customer's console was opened; the item is what for.</summary>
    public const string Launched = "customer.launched";
    /// <summary>Customers' consoles can be opened from here from now on, or not any more; after is True or False.</summary>
    public const string PartnerLaunch = "partner.launch";
    /// <summary>The customer's contact was written to about a request for approval.</summary>
    public const string AssistanceMailed = "assistance.mailed";
    /// <summary>The customer's contact could not be written to; after is the refusal's code.</summary>
    public const string AssistanceMailFailed = "assistance.mail_failed";
    /// <summary>A person had the customer's contact written to again.</summary>
    public const string AssistanceReminded = "assistance.reminded";
    /// <summary>A link into a console was refused; after is the refusal's code.</summary>
    public const string LaunchRefused = "launch.refused";
    /// <summary>The groups of a customer changed; before and after are group names.</summary>
    public const string CustomerGroups = "customer.groups";
    /// <summary>A licence was added; after is its state.</summary>
    public const string LicenceAdded = "licence.added";
    /// <summary>The licences of a customer were read for the first time; after is how many.</summary>
    public const string LicencesRead = "licence.read";
    /// <summary>A licence changed state; before and after are <see cref="LicenceState"/>.</summary>
    public const string LicenceState = "licence.state";
    /// <summary>The usage of a licence changed; before and after are seats.</summary>
    public const string LicenceUsage = "licence.usage";
    /// <summary>The end, quantity, product or category of a licence changed; before and after say it.</summary>
    public const string LicenceChanged = "licence.changed";
    /// <summary>Another licence stands in its place from today.</summary>
    public const string LicenceReplaced = "licence.replaced";
    /// <summary>An alert was raised; after is its severity.</summary>
    public const string AlertRaised = "alert.raised";
    /// <summary>The vendor says something else of an alert, which was not raised again; before and after are its severity.</summary>
    public const string AlertChanged = "alert.changed";
    /// <summary>Alerts of a customer were read that are no news one by one, or too many: after is how many. The worst that is news has an entry of its own.</summary>
    public const string AlertsRead = "alert.read";
    /// <summary>Too many alerts of a customer to tell one by one were closed by the vendor; after is how many.</summary>
    public const string AlertsClosed = "alert.closed_many";
    /// <summary>An alert was closed by the vendor.</summary>
    public const string AlertClosed = "alert.closed";
    /// <summary>An alert that was closed is open again; before and after are its severity.</summary>
    public const string AlertReopened = "alert.reopened";
    /// <summary>A person took note of an alert.</summary>
    public const string AlertAcknowledged = "alert.acknowledged";
    /// <summary>A person put an alert out of sight; after is until when (UTC, ISO), before why.</summary>
    public const string AlertSnoozed = "alert.snoozed";
    /// <summary>A snoozed alert is back: the time is over, it got worse, its rule is loud now, or a person wanted it; after is its state.</summary>
    public const string AlertWoke = "alert.woke";
    /// <summary>A person gave an alert to somebody, or took it from them; before and after are ids of people: names are nobody's to keep here.</summary>
    public const string AlertAssigned = "alert.assigned";
    /// <summary>A person wrote about an alert. What, the alert holds.</summary>
    public const string AlertCommented = "alert.commented";
    /// <summary>A person asked the vendor to resolve an alert; after is the vendor's word for the action.</summary>
    public const string AlertResolveAsked = "alert.resolve_asked";
    /// <summary>The vendor did not resolve an alert it was asked to; after is why.</summary>
    public const string AlertResolveFailed = "alert.resolve_failed";
    /// <summary>A person resolved an alert of the demo, whose vendor is played here.</summary>
    public const string AlertResolved = "alert.resolved";
    /// <summary>What was done about an alert was undone; before and after are its state.</summary>
    public const string AlertUndone = "alert.undone";
    /// <summary>Alerts of a rule of the vendor (item) cannot be snoozed any more.</summary>
    public const string LoudAdded = "loud.added";
    /// <summary>Alerts of a rule of the vendor (item) can be snoozed again.</summary>
    public const string LoudRemoved = "loud.removed";
    /// <summary>A group was created.</summary>
    public const string GroupCreated = "group.created";
    /// <summary>A group was renamed or described anew.</summary>
    public const string GroupChanged = "group.changed";
    /// <summary>A group was deleted.</summary>
    public const string GroupDeleted = "group.deleted";
    /// <summary>The role or scope of a person changed.</summary>
    public const string PersonChanged = "person.changed";
    /// <summary>A person was invited, or came through the identity provider; the item is the person, after the role.</summary>
    public const string PersonInvited = "person.invited";
    /// <summary>A link was made with which a person chooses a password; the item is the person.</summary>
    public const string PersonLink = "person.link";
    /// <summary>A person may no longer sign in; the item is the person.</summary>
    public const string PersonDeactivated = "person.deactivated";
    /// <summary>A person may sign in again; the item is the person.</summary>
    public const string PersonReactivated = "person.reactivated";
    /// <summary>What a person signs in with changed; the item is the person, before and after say what.</summary>
    public const string PersonCredentials = "person.credentials";
    /// <summary>Somebody looked at the list as another person sees it; the item is that person.</summary>
    public const string PersonViewedAs = "person.viewed_as";
    /// <summary>A person signed in; after is the <see cref="SignInMethod"/>.</summary>
    public const string SignedIn = "person.signed_in";
    /// <summary>Somebody tried a person's account in vain so often that it is locked for a while; the item is the person.</summary>
    public const string LockedOut = "person.locked_out";
    /// <summary>Sign-ins of a person were ended; the item is the person, after how many.</summary>
    public const string SessionsEnded = "person.sessions_ended";
    /// <summary>A custom role was created; the item is its name, after what it takes away.</summary>
    public const string RoleCreated = "role.created";
    /// <summary>A custom role changed; the item is its name, before and after what it takes away.</summary>
    public const string RoleChanged = "role.changed";
    /// <summary>A custom role was deleted.</summary>
    public const string RoleDeleted = "role.deleted";
    /// <summary>Entries older than the partner keeps them were let go; before is the last number, after how many.</summary>
    public const string JournalTrimmed = "journal.trimmed";
    /// <summary>Personal values of a person, the subject, were erased from the journal; after is of how many entries, before what stands there now.</summary>
    public const string JournalErased = "journal.erased";
    /// <summary>How people must sign in, or how long the journal is kept, changed; the item says which.</summary>
    public const string PartnerRules = "partner.rules";
    /// <summary>The programmes of the partner changed.</summary>
    public const string PartnerChanged = "partner.changed";
    /// <summary>The vendor's API was connected for the first time; after is the partner's id there.</summary>
    public const string PartnerConnected = "partner.connected";
    /// <summary>The vendor no longer accepts the credentials, or they are another partner's; after is the refusal's code.</summary>
    public const string PartnerDisconnected = "partner.disconnected";
    /// <summary>The vendor accepts the credentials again.</summary>
    public const string PartnerReconnected = "partner.reconnected";
    /// <summary>A person stopped what reads from the vendor.</summary>
    public const string SyncStopped = "partner.sync_stopped";
    /// <summary>A person let it go on.</summary>
    public const string SyncContinued = "partner.sync_continued";
    /// <summary>A person said what a product nobody knew protects; the item is the product, before and after are <see cref="LicenceCategory"/>.</summary>
    public const string ProductMapped = "partner.product_mapped";
    /// <summary>Demo data was seeded; after is the number of customers.</summary>
    public const string DemoSeeded = "demo.seeded";
    /// <summary>Vendor answers were imported from files; after is the number of customers.</summary>
    public const string Imported = "import.done";
}
