using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Reads what both kinds of pages are asked with; null: it cannot be read.</summary>
internal static class PageQuestion
{
    /// <summary>Records of a page when nothing is said.</summary>
    public const int UsualSize = 50;

    /// <summary>A number.</summary>
    public static int? Number(StringValues asked, int otherwise) =>
        asked.Count == 0 ? otherwise
        : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Yes or no.</summary>
    public static bool? Flag(StringValues asked) =>
        asked.Count == 0 ? false : bool.TryParse(asked, out var flag) ? flag : null;
}
