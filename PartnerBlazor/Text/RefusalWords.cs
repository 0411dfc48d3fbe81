using System.Globalization;
using Microsoft.Extensions.Localization;

namespace PartnerBlazor.Text;

/// <summary>The reason of a refusal in the person's language; the code stays the same (SPEC, first paragraph).</summary>
public sealed class RefusalWords(IStringLocalizer<RefusalTexts> loc, DayWords days)
{
    /// <summary>The reason. A detail that is a day is spoken as one.</summary>
    /// <param name="code">One of <c>RefusalCodes</c>.</param>
    /// <param name="detail">The value the reason names.</param>
    public string Of(string code, string? detail = null) => loc[code,
        DateOnly.TryParseExact(detail, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? days.Day(day) : detail ?? ""];
}
