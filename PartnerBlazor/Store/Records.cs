namespace PartnerBlazor.Store;

/// <summary>A record that belongs to one customer: changing it means the customer's row is rebuilt and a journal entry is owed.</summary>
public interface IOfCustomer
{
    /// <summary>The customer's id.</summary>
    Guid CustomerId { get; }
}

/// <summary>An organisation that manages customers; the tenant wall of the portal (SPEC §2).</summary>
public sealed class Partner
{
    /// <summary>Number of the partner in this database.</summary>
    public int Id { get; set; }
    /// <summary>Name of the organisation.</summary>
    public required string Name { get; set; }
    /// <summary>Holds the MSP Flex programme.</summary>
    public bool MspFlex { get; set; }
    /// <summary>Holds the MSP Flex Connect programme: sees managed orders.</summary>
    public bool MspFlexConnect { get; set; }
    /// <summary>Invented by the demo: its vendor is played. One that was imported is real, and nothing may be invented upon it.</summary>
    public bool Demo { get; set; }
    /// <summary>Its id at the vendor, once the vendor's API said it; null: no vendor was ever connected.</summary>
    public Guid? VendorId { get; set; }
    /// <summary>What kind of account the vendor's credentials are for; null with <see cref="VendorId"/>.</summary>
    public VendorKind? VendorKind { get; set; }
    /// <summary>Customers' consoles at the vendor can be opened from here (<c>Central:LaunchUrl</c>).</summary>
    public bool OpensConsoles { get; set; }
    /// <summary>Names changed here are told to a real CRM (<c>Salesforce:*</c>).</summary>
    public bool TellsCrm { get; set; }
    /// <summary>The organisation in the CRM that is this partner's, once the CRM said it; null: none ever was.</summary>
    public string? CrmOrganization { get; set; }
    /// <summary>A real vendor was connected with a partner's own credentials: only those list, create and rename customers (domain.md B4).</summary>
    public bool IsConnected => !Demo && VendorKind == Store.VendorKind.Partner;
    /// <summary>What its people must sign in with, where they have a password here.</summary>
    public SignInRule SignInRule { get; set; }
    /// <summary>For how many days its journal is kept.</summary>
    public int AuditDays { get; set; } = 400;
    /// <summary>Number of the partner's last journal entry; the next one is one more (gapless).</summary>
    public long LastSeq { get; set; }
    /// <summary>Hash of the partner's last journal entry; 32 zero bytes before the first.</summary>
    public byte[] LastHash { get; set; } = new byte[32];
}

/// <summary>A person of a partner who signs in.</summary>
public sealed class Person
{
    /// <summary>The name of whoever's values were erased: they have none in any language, so it says so in both.</summary>
    public const string ErasedName = "Erased person / Personne effacée";

    /// <summary>Id of the person.</summary>
    public Guid Id { get; set; }
    /// <summary>The partner the person belongs to.</summary>
    public int PartnerId { get; set; }
    /// <summary>Full name.</summary>
    public required string Name { get; set; }
    /// <summary>Email address.</summary>
    public required string Email { get; set; }
    /// <summary>Role of the person; the built-in one its custom role is a copy of.</summary>
    public Role Role { get; set; }
    /// <summary>The custom role; null: the built-in one.</summary>
    public Guid? CustomRoleId { get; set; }
    /// <summary>True: scope is all customers. False: the groups and customers listed beside.</summary>
    public bool AllCustomers { get; set; }
    /// <summary>False: may not sign in.</summary>
    public bool Active { get; set; } = true;
    /// <summary>When their values were erased, from the journal and here (UTC); null: they were not.</summary>
    public DateTime? ErasedAt { get; set; }
    /// <summary>Groups the person's scope is made of.</summary>
    public List<PersonGroup> Groups { get; set; } = [];
    /// <summary>Customers the person's scope is made of.</summary>
    public List<PersonCustomer> Customers { get; set; } = [];
}

/// <summary>A group in a person's scope; customers put into it later are in scope at once.</summary>
public sealed class PersonGroup
{
    /// <summary>The person.</summary>
    public Guid PersonId { get; set; }
    /// <summary>The group.</summary>
    public Guid GroupId { get; set; }
}

/// <summary>A single customer in a person's scope.</summary>
public sealed class PersonCustomer
{
    /// <summary>The person.</summary>
    public Guid PersonId { get; set; }
    /// <summary>The customer.</summary>
    public Guid CustomerId { get; set; }
}

/// <summary>What a person chose for themselves, kept across sign-ins. Not journalled: it concerns nobody else.</summary>
public sealed class PersonPreference
{
    /// <summary>The person.</summary>
    public Guid PersonId { get; set; }
    /// <summary>Show my protection only (SPEC §3).</summary>
    public bool ProtectionOnly { get; set; }
}

/// <summary>A customer of a partner, as the vendor tells it (domain.md B3) plus what the portal adds (SPEC §3).</summary>
public sealed class Customer : IOfCustomer
{
    /// <summary>The vendor's account id.</summary>
    public Guid Id { get; set; }
    Guid IOfCustomer.CustomerId => Id;
    /// <summary>The partner it belongs to.</summary>
    public int PartnerId { get; set; }
    /// <summary>Original name; never changes.</summary>
    public required string Name { get; set; }
    /// <summary>Displayed name; empty means <see cref="Name"/>.</summary>
    public string ShowAs { get; set; } = "";
    /// <summary>Where its data lives: US, IE, DE, CA, AU, JP, IN, BR, AE.</summary>
    public string? DataGeography { get; set; }
    /// <summary>The vendor's region code, for example eu01.</summary>
    public string? DataRegion { get; set; }
    /// <summary>Billing type.</summary>
    public BillingType BillingType { get; set; }
    /// <summary>Status at the vendor.</summary>
    public CustomerStatus Status { get; set; }
    /// <summary>False until the vendor gives an API host.</summary>
    public bool Activated { get; set; } = true;
    /// <summary>Where the account came from.</summary>
    public CustomerOrigin Origin { get; set; }
    /// <summary>Whether the customer lets the partner in.</summary>
    public PartnerAssistance PartnerAssistance { get; set; }
    /// <summary>Why Partner Assistance is as it is.</summary>
    public AssistanceCause AssistanceCause { get; set; }
    /// <summary>Since when Partner Assistance is as it is (UTC); null: not known.</summary>
    public DateTime? AssistanceAt { get; set; }
    /// <summary>When approval was asked for that nobody has answered (UTC); null: nobody waits for an answer.</summary>
    public DateTime? AssistanceAskedAt { get; set; }
    /// <summary>The billing type asked for at the vendor and not yet seen there (SPEC §9); null: nothing is asked for.</summary>
    public BillingType? BillingRequested { get; set; }
    /// <summary>The products asked for at the vendor and not yet seen there, as <see cref="Products.CodesOf"/> writes them; null: none are asked for.</summary>
    public string? ProductsRequested { get; set; }
    /// <summary>Who asked for <see cref="BillingRequested"/>; the detail is the codes of the chosen products, or the last characters of the licence key.</summary>
    public VendorRequest BillingAsked { get; set; } = new();
    /// <summary>Who asked for <see cref="ProductsRequested"/>.</summary>
    public VendorRequest ProductsAsked { get; set; } = new();
    /// <summary>Devices without protection, as the vendor's health check counts them; null: not told.</summary>
    public int? UnprotectedDevices { get; set; }
    /// <summary>Whom to call or write to.</summary>
    public Contact Contact { get; set; } = new();
    /// <summary>When it was unlinked (UTC); null while it is a customer. The record stays (tombstone).</summary>
    public DateTime? UnlinkedAt { get; set; }
    /// <summary>What was asked about its unlink.</summary>
    public UnlinkRequest Unlink { get; set; } = new();
    /// <summary>Concurrency token and age of the row: one more at every write that touches the customer.</summary>
    public long Version { get; set; }
    /// <summary>The customer as it was displayed before.</summary>
    public List<FormerName> FormerNames { get; set; } = [];
    /// <summary>Memberships in groups.</summary>
    public List<GroupMember> Groups { get; set; } = [];

    /// <summary>No other billing type is asked for any more: it is there, or is not wanted.</summary>
    public void EndBillingRequest() => (BillingRequested, BillingAsked) = (null, new VendorRequest());

    /// <summary>No other products are asked for any more: they are there, or are not wanted.</summary>
    public void EndProductsRequest() => (ProductsRequested, ProductsAsked) = (null, new VendorRequest());

    /// <summary>The name the portal shows.</summary>
    public string DisplayName => ShowAs.Length > 0 ? ShowAs : Name;
}

/// <summary>Who asked for something that is to be done at the vendor by hand (SPEC §9). Empty while nobody has.</summary>
public sealed class VendorRequest
{
    /// <summary>When (UTC); null: nobody has asked.</summary>
    public DateTime? At { get; set; }
    /// <summary>Who.</summary>
    public Guid? ById { get; set; }
    /// <summary>Name of who asked, as it was then.</summary>
    public string ByName { get; set; } = "";
    /// <summary>What whoever does it must know besides; empty: nothing.</summary>
    public string Detail { get; set; } = "";
}

/// <summary>An unlink of a customer: asked for, scheduled, done, or failed (SPEC §5). Empty while nobody has asked.</summary>
public sealed class UnlinkRequest
{
    /// <summary>When it was asked for (UTC): restoring counts from here. Null: nobody has asked.</summary>
    public DateTime? RequestedAt { get; set; }
    /// <summary>Who asked.</summary>
    public Guid? ById { get; set; }
    /// <summary>Name of who asked, as it was then.</summary>
    public string ByName { get; set; } = "";
    /// <summary>The UTC day it takes effect; null: it is not waiting for one.</summary>
    public DateOnly? On { get; set; }
    /// <summary>The vendor has confirmed it; false on a tombstone: it was only asked for (SPEC §9).</summary>
    public bool Confirmed { get; set; }
    /// <summary>Why the scheduled unlink did not happen: one of <see cref="RefusalCodes"/>; null: nothing failed, or it was read.</summary>
    public string? FailedCode { get; set; }
    /// <summary>A value the localised reason names.</summary>
    public string? FailedDetail { get; set; }
}

/// <summary>Contact of a customer (domain.md A2).</summary>
public sealed class Contact
{
    /// <summary>First name.</summary>
    public string FirstName { get; set; } = "";
    /// <summary>Last name.</summary>
    public string LastName { get; set; } = "";
    /// <summary>Email address.</summary>
    public string Email { get; set; } = "";
    /// <summary>Phone, as the vendor gives it.</summary>
    public string Phone { get; set; } = "";
    /// <summary>Mobile phone, as the vendor gives it.</summary>
    public string Mobile { get; set; } = "";
    /// <summary>First address line.</summary>
    public string Address1 { get; set; } = "";
    /// <summary>Second address line.</summary>
    public string Address2 { get; set; } = "";
    /// <summary>Third address line.</summary>
    public string Address3 { get; set; } = "";
    /// <summary>City.</summary>
    public string City { get; set; } = "";
    /// <summary>State or region.</summary>
    public string State { get; set; } = "";
    /// <summary>Country, ISO 3166-1 alpha-2.</summary>
    public string CountryCode { get; set; } = "";
    /// <summary>Postcode.</summary>
    public string PostalCode { get; set; } = "";
}

/// <summary>A name a customer was displayed under before; stays searchable (SPEC §3).</summary>
public sealed class FormerName : IOfCustomer
{
    /// <summary>Number of the entry.</summary>
    public long Id { get; set; }
    /// <inheritdoc/>
    public Guid CustomerId { get; set; }
    /// <summary>The name.</summary>
    public required string Name { get; set; }
    /// <summary>Until when it was shown (UTC).</summary>
    public DateTime Until { get; set; }
}

/// <summary>A customer group: filter, right and label in one (SPEC §1).</summary>
public sealed class CustomerGroup
{
    /// <summary>Id of the group.</summary>
    public Guid Id { get; set; }
    /// <summary>The partner it belongs to.</summary>
    public int PartnerId { get; set; }
    /// <summary>Name, unique within the partner.</summary>
    public required string Name { get; set; }
    /// <summary>What it is for.</summary>
    public string Description { get; set; } = "";
}

/// <summary>A customer's membership in a group.</summary>
public sealed class GroupMember : IOfCustomer
{
    /// <inheritdoc/>
    public Guid CustomerId { get; set; }
    /// <summary>The group.</summary>
    public Guid GroupId { get; set; }
}

/// <summary>A licence of a customer (SPEC §4, domain.md B6).</summary>
public sealed class Licence : IOfCustomer
{
    /// <summary>Id in this database.</summary>
    public Guid Id { get; set; }
    /// <summary>The partner of its customer.</summary>
    public int PartnerId { get; set; }
    /// <inheritdoc/>
    public Guid CustomerId { get; set; }
    /// <summary>Product code of the vendor (domain.md B14).</summary>
    public required string ProductCode { get; set; }
    /// <summary>Product name of the vendor.</summary>
    public required string ProductName { get; set; }
    /// <summary>The protection it gives.</summary>
    public LicenceCategory Category { get; set; }
    /// <summary>Kind of licence.</summary>
    public LicenceType Type { get; set; }
    /// <summary>The number the vendor prints on it.</summary>
    public string Number { get; set; } = "";
    /// <summary>First valid UTC day.</summary>
    public DateOnly StartDate { get; set; }
    /// <summary>Last valid UTC day; null: never ends.</summary>
    public DateOnly? EndDate { get; set; }
    /// <summary>Continues past <see cref="EndDate"/> until the vendor ends it.</summary>
    public bool RollsOver { get; set; }
    /// <summary>Seats bought; null: unlimited.</summary>
    public int? Quantity { get; set; }
    /// <summary>Seats in use; null: not told.</summary>
    public int? Usage { get; set; }
    /// <summary>Withdrawn by the vendor.</summary>
    public bool Revoked { get; set; }
    /// <summary>From this UTC day another licence stands in its place and this one counts nowhere; null: not replaced.</summary>
    public DateOnly? ReplacedFrom { get; set; }
    /// <summary>State as of the last write or calendar day (SPEC §4); set by the store, never by a command.</summary>
    public LicenceState State { get; set; }
    /// <summary>The next UTC day on which its state or its standing changes by itself; null: never. The calendar looks for it.</summary>
    public DateOnly? NextChange { get; set; }
}

/// <summary>A fact about the database itself, for example which collation built the stored sort keys.</summary>
public sealed class StoreFact
{
    /// <summary>Name of the fact.</summary>
    public required string Name { get; set; }
    /// <summary>Value of the fact.</summary>
    public required string Value { get; set; }
}
