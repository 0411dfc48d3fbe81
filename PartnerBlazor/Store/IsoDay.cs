using System.Globalization;

namespace PartnerBlazor.Store;

/// <summary>Days as journal entries and refusals carry them, whatever the language: 2026-06-15.</summary>
public static class IsoDay
{
    /// <summary>The day as text.</summary>
    public static string Of(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The day as text; null when there is none.</summary>
    public static string? Of(DateOnly? day) => day is { } known ? Of(known) : null;

    /// <summary>The day the text says; null when it says none.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
