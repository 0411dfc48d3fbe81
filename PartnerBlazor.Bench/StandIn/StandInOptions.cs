namespace PartnerBlazor.Bench.StandIn;

/// <summary>Whose credentials the stand-in has given out (domain.md B1).</summary>
public enum StandInKind
{
    /// <summary>A partner's.</summary>
    Partner,
    /// <summary>An organisation's.</summary>
    Organization,
    /// <summary>A single customer's.</summary>
    Tenant,
}

/// <summary>What a stand-in is told when it starts.</summary>
public sealed record StandInOptions
{
    /// <summary>The client id unless another is given.</summary>
    public const string DemoClientId = "5f1d6f0e-3c2b-4a57-9a7c-2f0d5b8e1c44";

    /// <summary>The client secret unless another is given: of use nowhere but at a stand-in.</summary>
    public const string DemoClientSecret = "stand-in-secret-of-no-use-elsewhere";

    /// <summary>The client id that is let in.</summary>
    public string ClientId { get; init; } = DemoClientId;

    /// <summary>Its secret.</summary>
    public string ClientSecret { get; init; } = DemoClientSecret;

    /// <summary>Whose credentials these are.</summary>
    public StandInKind Kind { get; init; }

    /// <summary>The customer whose credentials these are, for <see cref="StandInKind.Tenant"/>; null: the first activated one.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>How long a token is good for.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>The clock of tokens, limits and dates; a hanging answer hangs by the real one.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Limits to the number of requests; null: none.</summary>
    public StandInLimits? Limits { get; init; }

    /// <summary>The data regions the regional address serves; null: all of them.</summary>
    public IReadOnlyCollection<string>? Regions { get; init; }

    /// <summary>Port of the global address; 0: any free one.</summary>
    public int GlobalPort { get; init; }

    /// <summary>Port of the regional address; 0: any free one.</summary>
    public int RegionalPort { get; init; }

    /// <summary>Is told of every request once its status is known.</summary>
    public Action<StandInRequest>? Answered { get; init; }

    /// <summary>Takes a new customer although one has its name: no document says that the vendor would not (domain.md B5).</summary>
    public bool EqualNames { get; init; }

    /// <summary>How long a new customer is neither listed nor found, though it is there.</summary>
    public TimeSpan ListsAfter { get; init; }

    internal bool Serves(string? region) => region is not null && (Regions is null || Regions.Contains(region));
}

/// <summary>How many requests a credential may make (domain.md B11).</summary>
/// <param name="PerSecond">In any second.</param>
/// <param name="PerMinute">In any minute.</param>
/// <param name="PerHour">In any hour.</param>
public sealed record StandInLimits(int PerSecond = 10, int PerMinute = 100, int PerHour = 1000);
