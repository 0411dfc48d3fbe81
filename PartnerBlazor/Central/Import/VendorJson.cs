using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PartnerBlazor.Central.Import;

/// <summary>Reads values as the vendor writes them and as scripts mangle them: missing, null and of an unexpected kind are all "not told".</summary>
internal static partial class VendorJson
{
    /// <summary>The property; null when missing or null.</summary>
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value : null;

    /// <summary>The property of the property; null when either is missing.</summary>
    public static JsonElement? Get(this JsonElement element, string name, string inner) => element.Get(name)?.Get(inner);

    /// <summary>True when the property is there and not null.</summary>
    public static bool Has(this JsonElement element, string name) => element.Get(name) is not null;

    /// <summary>The items of an array; none when it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : Enumerable.Empty<JsonElement>();

    /// <summary>A text on one line; null when it is none.</summary>
    public static string? Text(this JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => string.Concat(text.GetString()!.Select(c => char.IsControl(c) ? ' ' : c)).Trim(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>A count; null when not told.</summary>
    /// <exception cref="FormatException">It is told, but no whole number from 0 to 2,147,483,647.</exception>
    public static int? Count(this JsonElement? element)
    {
        if (element is null)
            return null;
        return decimal.TryParse(element.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= int.MaxValue && number == decimal.Truncate(number)
            ? (int)number
            : throw new FormatException();
    }

    /// <summary>A count; null also when what is told is none.</summary>
    public static int? CountOrNone(this JsonElement? element)
    {
        try
        {
            return element.Count();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>True for <c>true</c>, also as a text.</summary>
    public static bool IsTrue(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.True } || string.Equals(element.Text(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A day. A day its month does not have becomes the month's last: the vendor's own sample says 2021-04-31 (domain.md B7).
    /// </summary>
    /// <returns>Null when it is no date at all.</returns>
    public static (DateOnly Day, bool Corrected)? Day(string text)
    {
        var match = DayPattern().Match(text);
        if (!match.Success)
            return null;
        var (year, month, day) = (Number(match, 1), Number(match, 2), Number(match, 3));
        if (year < 1 || month is < 1 or > 12)
            return null;
        var possible = Math.Clamp(day, 1, DateTime.DaysInMonth(year, month));
        return (new DateOnly(year, month, possible), possible != day);
    }

    /// <summary>A moment; without a zone it is UTC (domain.md B9).</summary>
    /// <returns>Null when it is no date at all.</returns>
    public static (DateTime At, bool Corrected)? Moment(string text)
    {
        if (Day(text) is not { } day)
            return null;
        var time = text[DayPattern().Match(text).Groups[3].Index..].TrimStart("0123456789".ToCharArray());
        var whole = day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + time;
        return DateTime.TryParse(whole, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? (at, day.Corrected)
            : (day.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), true);
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")]
    private static partial Regex DayPattern();
}
