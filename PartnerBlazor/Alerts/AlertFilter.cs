using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>What the alerts are sorted by.</summary>
public enum AlertSort
{
    /// <summary>The worst first, of those the newest.</summary>
    Severity,
    /// <summary>When it was last raised, the newest first.</summary>
    Raised,
    /// <summary>Displayed name of the customer.</summary>
    Customer,
    /// <summary>What happened.</summary>
    What,
    /// <summary>Device, then person.</summary>
    Device,
    /// <summary>Product, then category.</summary>
    Product,
    /// <summary>State.</summary>
    State,
    /// <summary>Who has it; nobody's last.</summary>
    Assignee,
}

/// <summary>Who has an alert, as it is filtered.</summary>
/// <param name="PersonId">The person; null: nobody, unless it is <paramref name="IsMe"/>.</param>
/// <param name="IsMe">Whoever looks.</param>
public sealed record AlertHolder(Guid? PersonId, bool IsMe = false)
{
    /// <summary>Whoever looks.</summary>
    public static AlertHolder Me { get; } = new(null, IsMe: true);

    /// <summary>Nobody.</summary>
    public static AlertHolder Nobody { get; } = new((Guid?)null);

    /// <summary>The form addresses hold.</summary>
    public override string ToString() => IsMe ? "me" : PersonId?.ToString() ?? "none";

    /// <summary>Reads that form; null when it is none.</summary>
    public static AlertHolder? Parse(string text) => text switch
    {
        "me" => Me,
        "none" => Nobody,
        _ => Guid.TryParseExact(text, "D", out var id) ? new AlertHolder(id) : null,
    };
}

/// <summary>What the alerts page shows. A value; the address holds it.</summary>
public sealed record AlertFilter
{
    /// <summary>What is shown where nothing else is asked for: open work.</summary>
    public static IReadOnlyList<AlertState> Work { get; } = [AlertState.Open, AlertState.Acknowledged];

    /// <summary>Search as typed: in the alert, and in all a customer is found by.</summary>
    public string Search { get; init; } = "";
    /// <summary>Severities; none means all.</summary>
    public IReadOnlyList<AlertSeverity> Severities { get; init; } = [];
    /// <summary>States; none means all.</summary>
    public IReadOnlyList<AlertState> States { get; init; } = Work;
    /// <summary>Categories of the vendor; none means all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
    /// <summary>Products of the vendor; none means all.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];
    /// <summary>Groups of customers, any of them; none means all.</summary>
    public IReadOnlyList<Guid> Groups { get; init; } = [];
    /// <summary>Who has them; none means all.</summary>
    public IReadOnlyList<AlertHolder> Holders { get; init; } = [];
    /// <summary>Only those of this customer.</summary>
    public Guid? CustomerId { get; init; }
    /// <summary>Only those that were closed before and are open again.</summary>
    public bool Reopened { get; init; }
    /// <summary>Order.</summary>
    public AlertSort Sort { get; init; }
    /// <summary>Order turned round.</summary>
    public bool Turned { get; init; }

    /// <summary>True when all open work is shown.</summary>
    public bool IsEmpty => Selects(new AlertFilter());

    /// <summary>True when both let the same alerts through, whatever their order.</summary>
    public bool Selects(AlertFilter other)
    {
        static string Of(AlertFilter filter) => new AlertLink(filter with { Sort = default, Turned = false }).ToString();
        return Of(this) == Of(other);
    }

    /// <summary>The same order without filters and search.</summary>
    public AlertFilter Cleared() => new() { Sort = Sort, Turned = Turned };
}
