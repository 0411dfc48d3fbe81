using PartnerBlazor.Crm.Client;

namespace PartnerBlazor.Crm;

/// <summary>How the link to the CRM stands.</summary>
public enum CrmLinkState
{
    /// <summary>No credentials are set.</summary>
    None,
    /// <summary>Credentials are set; the CRM was not asked yet.</summary>
    Unknown,
    /// <summary>It answers.</summary>
    Ok,
    /// <summary>It does not answer.</summary>
    Silent,
    /// <summary>The organisation's calls are used up for now.</summary>
    Limited,
    /// <summary>It does not accept the credentials, or lets nobody use its API.</summary>
    Refused,
    /// <summary>It does not know the field that is to hold the vendor's id, or does not show it.</summary>
    FieldUnknown,
    /// <summary>The credentials are another organisation's than the one whose accounts are known here: nothing is read or told.</summary>
    OtherOrganization,
}

/// <summary>The link at a moment.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Since">Since when (UTC).</param>
public sealed record CrmStatus(CrmLinkState State, DateTime Since)
{
    /// <summary>The partner whose CRM it is; null: not known yet.</summary>
    public int? PartnerId { get; init; }
    /// <summary>Where the organisation's CRM is; null: not known yet.</summary>
    public Uri? Instance { get; init; }
    /// <summary>The CRM's word for what is wrong; null: none.</summary>
    public string? Code { get; init; }
    /// <summary>The organisation's calls; null: not told.</summary>
    public CrmUsage? Usage { get; init; }
    /// <summary>Accounts are being looked for.</summary>
    public bool Matching { get; init; }
}
