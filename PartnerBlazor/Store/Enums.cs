namespace PartnerBlazor.Store;

/// <summary>How a customer is billed (SPEC §1). The order is the sort order of the list.</summary>
public enum BillingType
{
    /// <summary>A trial account.</summary>
    Trial,
    /// <summary>Termed (annual) licences.</summary>
    Term,
    /// <summary>Monthly usage.</summary>
    Usage,
    /// <summary>A managed order (MSP Flex Connect).</summary>
    Ordered,
}

/// <summary>Whose credentials the vendor's API was given (domain.md B1, <c>idType</c>).</summary>
public enum VendorKind
{
    /// <summary>A partner's: its customers can be listed, created and renamed.</summary>
    Partner,
    /// <summary>An organisation's: its accounts can be listed.</summary>
    Organization,
    /// <summary>A single customer's own.</summary>
    Tenant,
}

/// <summary>The vendor's word on the account as a whole (domain.md B3).</summary>
public enum CustomerStatus
{
    /// <summary>In use.</summary>
    Active,
    /// <summary>Suspended by the vendor.</summary>
    Suspended,
    /// <summary>Cancelled at the vendor.</summary>
    Cancelled,
}

/// <summary>Where the account came from; decides how Partner Assistance starts (domain.md A3).</summary>
public enum CustomerOrigin
{
    /// <summary>A trial the partner created: assistance starts On.</summary>
    PartnerTrial,
    /// <summary>A trial the customer created itself: assistance starts Off.</summary>
    CustomerTrial,
    /// <summary>A monthly account the partner created: assistance starts On.</summary>
    MonthlyAccount,
    /// <summary>A managed customer order: assistance starts On.</summary>
    ManagedOrder,
    /// <summary>A term customer: assistance starts Off.</summary>
    Term,
}

/// <summary>Whether the customer lets the partner in. Only the customer's administrator sets it (SPEC §5).</summary>
public enum PartnerAssistance
{
    /// <summary>The vendor has not said.</summary>
    Unknown,
    /// <summary>Switched off: the partner has no visibility.</summary>
    Off,
    /// <summary>Switched on.</summary>
    On,
}

/// <summary>Why Partner Assistance is as it is (SPEC §5, domain.md A3).</summary>
public enum AssistanceCause
{
    /// <summary>Nobody told.</summary>
    Unknown,
    /// <summary>The account began so; where it came from decides (<see cref="CustomerOrigin"/>).</summary>
    Start,
    /// <summary>It became a monthly account.</summary>
    Monthly,
    /// <summary>The customer's administrator switched it.</summary>
    Customer,
    /// <summary>Seen at the vendor; who switched it is not told.</summary>
    Seen,
}

/// <summary>What became of a request for approval.</summary>
public enum AssistanceAnswer
{
    /// <summary>Nobody has answered.</summary>
    Pending,
    /// <summary>The customer's administrator let the partner in.</summary>
    Approved,
    /// <summary>The customer's administrator said no.</summary>
    Declined,
    /// <summary>The customer was unlinked before anybody answered.</summary>
    Closed,
}

/// <summary>The protection a licence gives; one badge per category in the list (SPEC §3). The order is the badges' order.</summary>
public enum LicenceCategory
{
    /// <summary>User endpoints.</summary>
    Endpoint,
    /// <summary>Servers.</summary>
    Server,
    /// <summary>Email.</summary>
    Email,
    /// <summary>Mobile devices.</summary>
    Mobile,
    /// <summary>Device encryption.</summary>
    Encryption,
    /// <summary>Firewalls.</summary>
    Firewall,
    /// <summary>Extended detection and response.</summary>
    Xdr,
    /// <summary>Managed detection and response.</summary>
    Mdr,
    /// <summary>Network detection, switches and wireless.</summary>
    Network,
    /// <summary>Cloud workloads.</summary>
    Cloud,
    /// <summary>Phishing training.</summary>
    Phishing,
    /// <summary>Unified endpoint management.</summary>
    Uem,
}

/// <summary>What kind of licence it is. Usage and ordered licences roll over (SPEC §4).</summary>
public enum LicenceType
{
    /// <summary>A trial.</summary>
    Trial,
    /// <summary>A term licence; the vendor's <c>enterprise</c> and <c>perpetual</c> are term licences too.</summary>
    Term,
    /// <summary>Monthly usage.</summary>
    Usage,
    /// <summary>Part of a managed order.</summary>
    Ordered,
}

/// <summary>The state of a licence on a UTC day, first match wins (SPEC §4); also the states a category's cover can have.</summary>
public enum LicenceState
{
    /// <summary>Running, nothing to do.</summary>
    Active,
    /// <summary>Running, type trial.</summary>
    Trial,
    /// <summary>Running, does not roll over, ends within 30 days.</summary>
    Expiring,
    /// <summary>Running, usage above the quantity.</summary>
    OverUsed,
    /// <summary>Starts in the future.</summary>
    Scheduled,
    /// <summary>Ended 1–59 days ago; can be reactivated.</summary>
    Grace,
    /// <summary>Ended 60 days ago or more.</summary>
    Expired,
    /// <summary>Withdrawn by the vendor.</summary>
    Revoked,
}

/// <summary>How urgent an alert is (domain.md B9).</summary>
public enum AlertSeverity
{
    /// <summary>Low: a notification.</summary>
    Low,
    /// <summary>Medium.</summary>
    Medium,
    /// <summary>High.</summary>
    High,
}

/// <summary>Where an alert is in its life (SPEC §6).</summary>
public enum AlertState
{
    /// <summary>Nobody has taken it.</summary>
    Open,
    /// <summary>Seen by somebody; still counts as open work.</summary>
    Acknowledged,
    /// <summary>Hidden until a date, with a reason.</summary>
    Snoozed,
    /// <summary>Done here or closed by the vendor.</summary>
    Resolved,
}

/// <summary>The built-in roles (SPEC §2).</summary>
public enum Role
{
    /// <summary>Partner Super Admin; scope is always all customers.</summary>
    SuperAdmin,
    /// <summary>Partner Admin.</summary>
    Admin,
    /// <summary>Partner Help Desk.</summary>
    HelpDesk,
    /// <summary>Partner Read-only.</summary>
    ReadOnly,
    /// <summary>Partner Business Admin; scope is always all customers, sees no alerts.</summary>
    BusinessAdmin,
}

/// <summary>Who or what caused a change (SPEC §7: each change says so).</summary>
public enum ActorKind
{
    /// <summary>A signed-in person.</summary>
    Person,
    /// <summary>The licence calendar: a day passed.</summary>
    Calendar,
    /// <summary>The vendor (or the demo's stand-in for it).</summary>
    Vendor,
    /// <summary>An import from saved vendor answers.</summary>
    Import,
    /// <summary>The customer's own administrator, in the customer's console.</summary>
    Customer,
    /// <summary>The identity provider people sign in at: it says which role they have.</summary>
    Provider,
    /// <summary>Somebody who is not signed in.</summary>
    Visitor,
    /// <summary>The portal, telling other systems what was changed here. New kinds come last: the number is in the journal's hashes.</summary>
    Delivery,
}
