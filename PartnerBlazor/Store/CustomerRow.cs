namespace PartnerBlazor.Store;

/// <summary>
/// One customer as the list shows it: every column, ready to filter, sort, search and draw without a join. Rebuilt in the same
/// transaction as whatever changed the customer, and handed to every open session as it is (DESIGN §3). Immutable and shared.
/// </summary>
public sealed class CustomerRow
{
    /// <summary>Number of the row; the search index speaks of rows by it.</summary>
    public long RowNo { get; init; }
    /// <summary>The customer.</summary>
    public required Guid Id { get; init; }
    /// <summary>The partner of the customer.</summary>
    public required int PartnerId { get; init; }
    /// <summary>Version of the customer this row was built from; a lower one is older.</summary>
    public required long Version { get; init; }
    /// <summary>Number of the last journal entry that touched the customer: what changed since a number is read by it.</summary>
    public required long Seq { get; init; }
    /// <summary>Displayed name.</summary>
    public required string DisplayName { get; init; }
    /// <summary>Original name.</summary>
    public required string Name { get; init; }
    /// <summary>Sort key of the displayed name in English.</summary>
    public required byte[] NameKeyEn { get; init; }
    /// <summary>Sort key of the displayed name in French.</summary>
    public required byte[] NameKeyFr { get; init; }
    /// <summary>A managed order: shown with the $ icon, only to partners with MSP Flex Connect.</summary>
    public required bool ManagedOrder { get; init; }
    /// <summary>Billing type.</summary>
    public required BillingType BillingType { get; init; }
    /// <summary>Status at the vendor.</summary>
    public required CustomerStatus Status { get; init; }
    /// <summary>False until the vendor gives an API host.</summary>
    public required bool Activated { get; init; }
    /// <summary>Whether the customer lets the partner in.</summary>
    public required PartnerAssistance Assistance { get; init; }
    /// <summary>Why it is so.</summary>
    public AssistanceCause AssistanceCause { get; init; }
    /// <summary>Since when it is so (UTC); null: not known.</summary>
    public DateTime? AssistanceAt { get; init; }
    /// <summary>When approval was asked for that nobody has answered (UTC); null: nobody waits.</summary>
    public DateTime? AssistanceAskedAt { get; init; }
    /// <summary>The billing type asked for and not yet seen at the vendor (SPEC §9); null: none.</summary>
    public BillingType? BillingRequested { get; init; }
    /// <summary>The products asked for and not yet seen at the vendor (SPEC §9), as <see cref="Products.CodesOf"/> writes them; null: none.</summary>
    public string? ProductsRequested { get; init; }
    /// <summary>The UTC day it will be unlinked; null: that is not scheduled.</summary>
    public DateOnly? UnlinkOn { get; init; }
    /// <summary>Devices without protection; null: not told, or not to be seen while there is no visibility.</summary>
    public int? UnprotectedDevices { get; init; }
    /// <summary>One cover per licence category, in the categories' order.</summary>
    public required IReadOnlyList<Cover> Covers { get; init; }
    /// <summary>Low half of <see cref="Mask"/>.</summary>
    public required long CoverLow { get; init; }
    /// <summary>High half of <see cref="Mask"/>.</summary>
    public required long CoverHigh { get; init; }
    /// <summary>Rank of the worst cover, 0 = all well; what sorting by badges sorts by.</summary>
    public required int WorstCover { get; init; }
    /// <summary>Earliest last day of a running licence that ends; null when none does.</summary>
    public required DateOnly? NextExpiry { get; init; }
    /// <summary>Usage of the fullest running licence as a share of its limit, 1 = full; null when nothing limits it.</summary>
    public double? UsageShare { get; init; }
    /// <summary>Groups the customer is in.</summary>
    public required IReadOnlyList<Guid> GroupIds { get; init; }
    /// <summary>Open alerts of high severity; 0 while there is no visibility (SPEC §6).</summary>
    public required int AlertsHigh { get; init; }
    /// <summary>Open alerts of medium severity; 0 while there is no visibility.</summary>
    public required int AlertsMedium { get; init; }
    /// <summary>Open alerts of low severity; 0 while there is no visibility.</summary>
    public required int AlertsLow { get; init; }
    /// <summary>What search looks through, folded: see <c>Customers/SearchText</c>.</summary>
    public required string SearchText { get; init; }
    /// <summary>What <see cref="SearchText"/> was folded from, to show what matched.</summary>
    public required SearchFields Fields { get; init; }

    /// <summary>Open alerts as one number, to sort and filter by: high before medium before low; 0 when there is none. Stored, so that an index holds it.</summary>
    public long AlertRank { get => ((long)AlertsHigh << 40) + ((long)AlertsMedium << 20) + AlertsLow; private init { } }
    /// <summary><see cref="GroupIds"/> as one text, to filter by: a group's customers are those it occurs in. Stored, so that an index holds it.</summary>
    public string GroupText { get => StoreJson.Write(GroupIds); private init { } }

    /// <summary>Which (category, state) pairs the customer has.</summary>
    public CoverMask Mask => new(CoverLow, CoverHigh);
    /// <summary>Open alerts of all severities.</summary>
    public int Alerts => AlertsHigh + AlertsMedium + AlertsLow;
    /// <summary>True when the partner may see the customer's alerts at all.</summary>
    public bool Visible => Assistance == PartnerAssistance.On;
}

/// <summary>The searchable fields of a customer beside its names and id (SPEC §3).</summary>
/// <param name="Contact">First and last name of the contact.</param>
/// <param name="Email">Email of the contact.</param>
/// <param name="FormerNames">Names it was displayed under before, newest first.</param>
public sealed record SearchFields(string Contact, string Email, IReadOnlyList<string> FormerNames);
