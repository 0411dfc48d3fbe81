using System.Globalization;
using System.Text;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>An open alert as the vendor has it (domain.md B9).</summary>
public sealed record StandInAlert
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();
    /// <summary>The event's type.</summary>
    public string Type { get; init; } = "Event::Endpoint::OutOfDate";
    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>.</summary>
    public string Severity { get; init; } = "medium";
    /// <summary>Category.</summary>
    public string Category { get; init; } = "updating";
    /// <summary>Product; null: the answer says null.</summary>
    public string? Product { get; init; } = "endpoint";
    /// <summary>What happened.</summary>
    public string Description { get; init; } = "";
    /// <summary>When it was raised, as the answer writes it: with or without a zone, always UTC.</summary>
    public required string RaisedAt { get; init; }
    /// <summary>What may be done about it.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = ["acknowledge"];
    /// <summary>The device; null: left out.</summary>
    public StandInNamed? Device { get; init; }
    /// <summary>The person; null: left out.</summary>
    public StandInNamed? Person { get; init; }

    /// <summary>Alerts of one cause have one: the vendor's own text in base 64.</summary>
    public string GroupKey => Convert.ToBase64String(Encoding.UTF8.GetBytes($"1,{Type},513,"));

    /// <summary>When it was raised.</summary>
    public DateTime RaisedUtc =>
        DateTime.Parse(RaisedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

/// <summary>A device or person an alert is about.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Type">For a device, <c>computer</c>, <c>server</c> and so on; null: left out.</param>
public sealed record StandInNamed(Guid Id, string Name, string? Type = null);
