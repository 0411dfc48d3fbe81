using Microsoft.AspNetCore.Components;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Licences;

/// <summary>
/// One licence category of a customer: short name, an icon of the state's own shape (CSS), a word or number unless all is well. Markup: a
/// component, or elements, in every cell of every row would cost memory in every session.
/// </summary>
public static class LicenceBadge
{
    /// <summary>The classes of what changed: a second change to what is still marked takes the other of two equal tints, which starts anew.</summary>
    public static string? Tint(CellMark? mark) => mark switch
    {
        null => null,
        { Number: var number } when number % 2 == 0 => "pb-changed pb-again",
        _ => "pb-changed",
    };

    /// <summary>The badge.</summary>
    /// <param name="cover">What protects the category.</param>
    /// <param name="today">The UTC day.</param>
    /// <param name="words">How it is said.</param>
    /// <param name="mark">The change mark, if any.</param>
    /// <param name="markText">Says what a mark means.</param>
    /// <param name="room">Classes that say how much room it needs (<see cref="RowBadge.Room"/>).</param>
    public static MarkupString Markup(Cover cover, DateOnly today, CustomerWords words, CellMark? mark, Func<CellMark, string> markText, string? room)
    {
        ArgumentNullException.ThrowIfNull(cover);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(markText);
        var text = words.Cover(cover, today);
        // The title is its name as well, unless it has lines: what is said twice travels twice.
        var (label, title) = mark is null ? (Html.None, text) : (Html.Of($" aria-label=\"{text} · {markText(mark)}\""), $"{text}\n{markText(mark)}");
        var detail = words.CoverShort(cover, today) is { Length: > 0 } some ? Html.Of($"<b>{some}</b>") : Html.None;
        var dot = mark is null ? Html.None : Html.Of($"<i class=\"pb-dot\"></i>");
        return Html.Of($"<span class=\"pb-badge pb-{cover.State.ToString().ToLowerInvariant()} {Tint(mark)} {room}\" role=\"img\"{label} title=\"{title}\"><span class=\"pb-badge-name\">{words.Category(cover.Category)}</span>{detail}{dot}</span>");
    }
}
