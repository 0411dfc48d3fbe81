namespace PartnerBlazor.Bench.StandIn;

/// <summary>A licence as the vendor has it (domain.md B6). Days are text: some of the vendor's are on no calendar.</summary>
public sealed record StandInLicence
{
    /// <summary>Its key.</summary>
    public required string Id { get; init; }
    /// <summary>The number printed on it; null: not told.</summary>
    public string? Identifier { get; init; }
    /// <summary>Code of the product.</summary>
    public required string ProductCode { get; init; }
    /// <summary>Name of the product.</summary>
    public string ProductName { get; init; } = "";
    /// <summary>First day.</summary>
    public string? StartDate { get; init; }
    /// <summary>Last day; null: left out, as for a perpetual licence.</summary>
    public string? EndDate { get; init; }
    /// <summary>Never ends.</summary>
    public bool Perpetual { get; init; }
    /// <summary><c>trial</c>, <c>term</c>, <c>usage</c>, <c>ordered</c>, <c>enterprise</c> or <c>perpetual</c>.</summary>
    public string Type { get; init; } = "term";
    /// <summary>Seats; null: left out.</summary>
    public int? Quantity { get; init; }
    /// <summary>No limit to the seats.</summary>
    public bool Unlimited { get; init; }
    /// <summary>Seats in use; null: <c>usage</c> is null.</summary>
    public int? Usage { get; init; }
    /// <summary>The day the seats in use were counted.</summary>
    public string? UsageDate { get; init; }
}
