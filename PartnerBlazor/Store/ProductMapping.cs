namespace PartnerBlazor.Store;

/// <summary>
/// A product of the vendor that this program does not know, as a partner's customers have it. That it was met is no change of the partner's
/// data and not journalled; what a person says of it is.
/// </summary>
public sealed class ProductMapping
{
    /// <summary>The partner.</summary>
    public int PartnerId { get; set; }
    /// <summary>Product code of the vendor.</summary>
    public required string Code { get; set; }
    /// <summary>Product name, as the vendor last told it.</summary>
    public required string Name { get; set; }
    /// <summary>The protection it gives, as a person chose; null: nobody has said, and <see cref="Fallback"/> is shown.</summary>
    public LicenceCategory? Category { get; set; }
    /// <summary>When it was first met (UTC).</summary>
    public DateTime SeenAt { get; set; }

    /// <summary>What a product counts as while nobody has said.</summary>
    public const LicenceCategory Fallback = LicenceCategory.Endpoint;
}
