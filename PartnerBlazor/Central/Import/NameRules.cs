using System.Text;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>What becomes of a displayed name the vendor tells.</summary>
public enum NameVerdict
{
    /// <summary>Ours stays.</summary>
    Ours,
    /// <summary>Ours stays, and the vendor has yet to be told it.</summary>
    OursOwed,
    /// <summary>The vendor's is taken.</summary>
    Theirs,
}

/// <summary>What is known when the vendor tells a displayed name.</summary>
/// <param name="Ours">The name displayed here.</param>
/// <param name="Told">The name the vendor tells.</param>
/// <param name="AskedAt">When it was asked (UTC), or its answer saved: what was true then may be no more.</param>
public sealed record ToldName(string Ours, string Told, DateTime AskedAt)
{
    /// <summary>The name the vendor's API told before; null: none.</summary>
    public string? Before { get; init; }
    /// <summary>Names it was displayed under before, here; the original one is among them.</summary>
    public IReadOnlyCollection<string> Earlier { get; init; } = [];
    /// <summary>How our name is on its way to the vendor; null: it never was.</summary>
    public NameDelivery? Delivery { get; init; }
    /// <summary>When a person last gave it a name here (UTC); null: nobody did.</summary>
    public DateTime? RenamedAt { get; init; }
    /// <summary>How old the vendor's word on the customer was until now (UTC); null: there was none.</summary>
    public DateTime? KnownAt { get; init; }
    /// <summary>Told by the vendor's API just now, not by a saved answer.</summary>
    public bool Live { get; init; }
}

/// <summary>
/// Which of two displayed names counts, ours or the vendor's: the one somebody changed since both were known to be equal, and ours when both were.
/// What a person changed here is never undone by what the vendor said before it was told. Pure.
/// </summary>
public static class NameRules
{
    /// <summary>So long after the vendor was told a name it may still tell the old one here and there.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(30);

    /// <summary>The verdict.</summary>
    public static NameVerdict Of(ToldName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            _ when Same(name.Told, name.Ours) => NameVerdict.Ours,
            { Delivery.State: DeliveryState.Pending } => NameVerdict.Ours,
            { Delivery: { State: DeliveryState.Delivered, EndedAt: { } told } } => IsStale(name, told) ? NameVerdict.Ours : NameVerdict.Theirs,
            // What was refused or given up stays, until the vendor's is another than the one it was held against.
            { Before: { } before } when !Same(name.Told, before) => NameVerdict.Theirs,
            // Renamed while there was nobody who could tell the vendor.
            { Before: not null, Live: true, Delivery: null, RenamedAt: not null } => NameVerdict.OursOwed,
            { Before: not null } => NameVerdict.Ours,
            // Nothing to hold it against yet.
            { Delivery: not null } => NameVerdict.Ours,
            // An API's answer is new: what a person changed since the last word of the vendor's is younger than what it tells.
            { Live: true } => name.RenamedAt > (name.KnownAt ?? DateTime.MinValue) ? NameVerdict.OursOwed : NameVerdict.Theirs,
            _ => name.RenamedAt > name.AskedAt ? NameVerdict.Ours : NameVerdict.Theirs,
        };
    }

    /// <summary>True for the same name, written in another way.</summary>
    public static bool Same(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Trim().Normalize(NormalizationForm.FormC) == other.Trim().Normalize(NormalizationForm.FormC);
    }

    private static bool IsStale(ToldName name, DateTime toldAt) =>
        name.AskedAt <= toldAt
        || (name.AskedAt < toldAt + Settling && ((name.Before is { } before && Same(name.Told, before)) || name.Earlier.Any(earlier => Same(name.Told, earlier))));
}
