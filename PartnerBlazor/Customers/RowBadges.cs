using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>A badge of a row and how much room it takes to see it.</summary>
/// <param name="Cover">What it shows.</param>
/// <param name="Room">Classes of the style sheet badges.css: from what width of its cell on it is seen. Null: always.</param>
public sealed record RowBadge(Cover Cover, string? Room);

/// <summary>
/// The badges of a row in the order they are worth seeing. How many are seen depends on the width of the column, which only the browser
/// knows; so each says from what width on there is room for it, and the style sheet counts the rest. Pure.
/// </summary>
public static class RowBadges
{
    /// <summary>Widths are told in steps of as many pixels; badges.css has a rule for each step up to <see cref="Widest"/>.</summary>
    public const int Step = 48;

    /// <summary>The widest step; what would need more is shown from here on and shortened.</summary>
    public const int Widest = 720;

    // In pixels, as badges are drawn: padding, shape and edge; the space between two; the "+n" after the last one seen. And how much wider bold letters are.
    private const double Frame = 30;
    private const double Gap = 5;
    private const double More = 36;
    private const double Bold = 1.1;

    /// <summary>What the filter asks for, then the worst (<see cref="CoverRules.Rank"/>), of equals the one that ends first, then the categories' order.</summary>
    /// <param name="covers">The covers to show.</param>
    /// <param name="filter">What the list shows.</param>
    /// <param name="words">Name and detail of a badge.</param>
    public static IReadOnlyList<RowBadge> Of(IEnumerable<Cover> covers, CustomerFilter filter, Func<Cover, (string Name, string Detail)> words)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(words);
        var asked = filter.Mask;
        var sorted = covers
            .OrderByDescending(cover => asked is { } mask && mask.Meets(CoverMask.Of([cover])))
            .ThenByDescending(cover => CoverRules.Rank(cover.State))
            .ThenBy(cover => cover.State == LicenceState.Active ? DateOnly.MaxValue : cover.Until ?? DateOnly.MaxValue)
            .ToList();
        var widths = sorted.ConvertAll(cover => Width(words(cover)));
        return [.. sorted.Select((cover, i) => new RowBadge(cover, i == 0 ? null : RoomOf(widths, i)))];
    }

    // A row has one line for them, a card two.
    private static string RoomOf(List<double> widths, int last)
    {
        var seen = widths[..(last + 1)];
        if (last < widths.Count - 1)
            seen.Add(More);
        var inTwo = Enumerable.Range(1, seen.Count - 1).Min(first => Math.Max(Line(seen[..first]), Line(seen[first..])));
        return $"pb-from-{StepOf(Line(seen))} pb-card-from-{StepOf(inTwo)}";
    }

    private static double Line(List<double> widths) => widths.Sum() + Gap * (widths.Count - 1);

    private static int StepOf(double width) => Math.Min(Widest, (int)Math.Ceiling(width / Step) * Step);

    // About what a wide system font draws at 12 px, the detail in bold; too much rather than too little.
    private static double Width((string Name, string Detail) words) =>
        Frame + words.Name.Sum(Width) + (words.Detail.Length > 0 ? Gap + words.Detail.Sum(Width) * Bold : 0);

    private static double Width(char letter) => letter switch
    {
        ' ' => 3.9,
        'i' or 'j' or 'l' or '.' or ',' or '\'' or '’' => 3.5,
        'f' or 'r' or 't' or 'I' => 5,
        'm' or 'w' or 'M' or 'W' => 10.8,
        _ when char.IsUpper(letter) => 8.8,
        _ => 7.7,
    };
}
