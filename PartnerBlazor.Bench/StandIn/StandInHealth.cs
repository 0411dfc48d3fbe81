namespace PartnerBlazor.Bench.StandIn;

/// <summary>The health of a customer as the vendor checks it (domain.md B10). Scores go from 0 to 100.</summary>
public sealed record StandInHealth
{
    /// <summary>Its computers; null: not enrolled.</summary>
    public StandInDevices? Computers { get; init; }
    /// <summary>Its servers; null: not enrolled.</summary>
    public StandInDevices? Servers { get; init; }
    /// <summary>Score of the policies.</summary>
    public int PolicyScore { get; init; } = 100;
    /// <summary>Score of the global exclusions.</summary>
    public int ExclusionScore { get; init; } = 100;
    /// <summary>Tamper protection is on for the account.</summary>
    public bool TamperProtection { get; init; } = true;
    /// <summary>Score of the data sent to the vendor's analysts; null: not enrolled.</summary>
    public int? TelemetryScore { get; init; }
}

/// <summary>Devices of a kind.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Unprotected">How many lack protection.</param>
/// <param name="Snoozed">The customer does not want to hear of it.</param>
public sealed record StandInDevices(int Total, int Unprotected, bool Snoozed = false)
{
    /// <summary>How many of a hundred are protected.</summary>
    public int Score => Total == 0 ? 100 : 100 * (Total - Unprotected) / Total;
}
