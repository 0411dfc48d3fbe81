namespace PartnerBlazor.Store;

/// <summary>What protects a customer in one licence category today: one badge in the list (SPEC §3, "cover").</summary>
/// <param name="Category">The category.</param>
/// <param name="State">State the category shows.</param>
/// <param name="Until">Last valid day of the licence that decides; null when it never ends or rolls over.</param>
/// <param name="From">Scheduled: first day of protection. Active by renewal: first day of the renewal.</param>
/// <param name="GapFrom">Scheduled: first day without protection, when an earlier licence of the category has ended.</param>
/// <param name="Over">OverUsed: seats used above the quantity.</param>
public sealed record Cover(
    LicenceCategory Category,
    LicenceState State,
    DateOnly? Until = null,
    DateOnly? From = null,
    DateOnly? GapFrom = null,
    int? Over = null)
{
    /// <summary>True when the category is protected today: what <em>Show my protection only</em> keeps.</summary>
    public bool Running => State is LicenceState.Active or LicenceState.Trial or LicenceState.Expiring or LicenceState.OverUsed;
}

/// <summary>Sets of (category, state) pairs as two 48-bit masks, so that SQL and memory test a filter with the same expression.</summary>
/// <param name="Low">Categories 0–5, eight state bits each.</param>
/// <param name="High">Categories 6–11, eight state bits each.</param>
public readonly record struct CoverMask(long Low, long High)
{
    private const int States = 8;
    private const int HalfCategories = 6;

    /// <summary>The mask of a customer's covers.</summary>
    public static CoverMask Of(IEnumerable<Cover> covers) =>
        covers.Aggregate(default(CoverMask), (mask, cover) => mask.With(cover.Category, cover.State));

    /// <summary>The mask of a filter: every chosen state in every chosen category; none chosen means all.</summary>
    public static CoverMask Of(IReadOnlyCollection<LicenceCategory> categories, IReadOnlyCollection<LicenceState> states)
    {
        var mask = default(CoverMask);
        foreach (var category in categories.Count > 0 ? categories : Enum.GetValues<LicenceCategory>())
            foreach (var state in states.Count > 0 ? states : Enum.GetValues<LicenceState>())
                mask = mask.With(category, state);
        return mask;
    }

    /// <summary>True when both masks share a pair.</summary>
    public bool Meets(CoverMask other) => (Low & other.Low) != 0 || (High & other.High) != 0;

    private CoverMask With(LicenceCategory category, LicenceState state)
    {
        var index = (int)category;
        var bit = 1L << (index % HalfCategories * States + (int)state);
        return index < HalfCategories ? this with { Low = Low | bit } : this with { High = High | bit };
    }
}
