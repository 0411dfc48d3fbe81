using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>Who or what acted: a person, or all of a kind.</summary>
/// <param name="Kind">The kind of actor.</param>
/// <param name="PersonId">The person; null: all of the kind.</param>
public sealed record AuditBy(ActorKind Kind, Guid? PersonId = null)
{
    /// <summary>The form addresses hold.</summary>
    public override string ToString() => PersonId is { } id ? id.ToString() : Kind.ToString().ToLowerInvariant();

    /// <summary>Reads that form; null when it is none.</summary>
    public static AuditBy? Parse(string text) =>
        Guid.TryParseExact(text, "D", out var id) ? new AuditBy(ActorKind.Person, id)
        : Enum.GetValues<ActorKind>().Select(kind => new AuditBy(kind)).FirstOrDefault(by => by.ToString() == text);
}

/// <summary>What the audit page shows. A value; the address holds it.</summary>
public sealed record AuditFilter
{
    /// <summary>Days shown when no others are asked for.</summary>
    public const int UsualDays = 7;

    /// <summary>Search as typed.</summary>
    public string Search { get; init; } = "";
    /// <summary>First UTC day; null: as many before the last as are usually shown.</summary>
    public DateOnly? From { get; init; }
    /// <summary>Last UTC day; null: today.</summary>
    public DateOnly? To { get; init; }
    /// <summary>What entries are about; none means everything.</summary>
    public IReadOnlyList<AuditType> Types { get; init; } = [];
    /// <summary>Who or what acted; none means all.</summary>
    public IReadOnlyList<AuditBy> By { get; init; } = [];
    /// <summary>Only entries of this customer.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>True when nothing is filtered or searched beyond the usual days.</summary>
    public bool IsEmpty => Search.Length == 0 && From is null && To is null && Types.Count == 0 && By.Count == 0 && CustomerId is null;

    /// <summary>The last day shown.</summary>
    public DateOnly LastDay(DateOnly today) => To ?? today;

    /// <summary>The first day shown.</summary>
    // Before the first of all days there are none.
    public DateOnly FirstDay(DateOnly today) => From ?? DateOnly.FromDayNumber(Math.Max(0, LastDay(today).DayNumber + 1 - UsualDays));
}
