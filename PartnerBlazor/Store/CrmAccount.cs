namespace PartnerBlazor.Store;

/// <summary>How a customer's account in the CRM was found.</summary>
public enum CrmMatch
{
    /// <summary>The account holds the vendor's id of the customer.</summary>
    ExternalId,
    /// <summary>It has exactly its name.</summary>
    Name,
    /// <summary>A person chose it.</summary>
    Person,
}

/// <summary>Which account of the CRM is a customer's, or why none is known. One record for each customer that was looked for.</summary>
public sealed class CrmAccount : IOfCustomer
{
    /// <inheritdoc/>
    public required Guid CustomerId { get; init; }
    /// <summary>The partner.</summary>
    public required int PartnerId { get; init; }
    /// <summary>Id of the account, 18 characters; null: none is known.</summary>
    public string? AccountId { get; set; }
    /// <summary>The name it had there when it was last seen.</summary>
    public string AccountName { get; set; } = "";
    /// <summary>How it was found.</summary>
    public CrmMatch By { get; set; }
    /// <summary>Why none is known: one of <see cref="RefusalCodes"/>; null: one is.</summary>
    public string? Problem { get; set; }
    /// <summary>When it was found, or last looked for (UTC).</summary>
    public DateTime At { get; set; }
}
