using System.Globalization;
using Microsoft.Extensions.Localization;

namespace PartnerBlazor.Text;

/// <summary>Days and moments in the person's language: relative near, absolute far (LOOK, "Numbers").</summary>
public sealed class DayWords(IStringLocalizer<CustomerTexts> loc)
{
    private const int NearDays = 60;

    /// <summary>"today", "in 12 days", "3 days ago", or the date when it is far.</summary>
    public string Until(DateOnly day, DateOnly today)
    {
        var days = day.DayNumber - today.DayNumber;
        return days switch
        {
            0 => loc[nameof(CustomerTexts.Today)],
            1 => loc[nameof(CustomerTexts.Tomorrow)],
            -1 => loc[nameof(CustomerTexts.Yesterday)],
            > 1 and <= NearDays => loc[nameof(CustomerTexts.InDays), days],
            < -1 and >= -NearDays => loc[nameof(CustomerTexts.DaysAgo), -days],
            _ => Day(day),
        };
    }

    /// <summary>"12 d" for a badge.</summary>
    public string Brief(int days) => loc[nameof(CustomerTexts.ShortDays), days];

    /// <summary>"3 Mar 2027".</summary>
    public string Day(DateOnly day) => $"{Number(day)} {day.ToString("MMM yyyy", CultureInfo.CurrentCulture)}";

    /// <summary>"Wednesday 3 March 2027".</summary>
    public string FullDay(DateOnly day) =>
        $"{day.ToString("dddd", CultureInfo.CurrentCulture)} {Number(day)} {day.ToString("MMMM yyyy", CultureInfo.CurrentCulture)}";

    /// <summary>"just now", "12 min ago", "5 h ago", or days.</summary>
    public string Ago(DateTime at, DateTime now)
    {
        var age = now - at;
        if (age < TimeSpan.FromMinutes(1))
            return loc[nameof(CustomerTexts.JustNow)];
        if (age < TimeSpan.FromHours(1))
            return loc[nameof(CustomerTexts.MinutesAgo), (int)age.TotalMinutes];
        if (age < TimeSpan.FromDays(1))
            return loc[nameof(CustomerTexts.HoursAgo), (int)age.TotalHours];
        return Until(DateOnly.FromDateTime(at), DateOnly.FromDateTime(now));
    }

    /// <summary>The same within a sentence: "5 h ago", "on 3 Mar 2027".</summary>
    public string When(DateTime at, DateTime now)
    {
        var (day, ago) = (Day(DateOnly.FromDateTime(at)), Ago(at, now));
        return ago == day ? loc[nameof(CustomerTexts.OnDay), day] : ago;
    }

    /// <summary>Day and time, UTC and said so.</summary>
    public string FullMoment(DateTime at) => $"{FullDay(DateOnly.FromDateTime(at))} {at.ToString("HH:mm:ss", CultureInfo.CurrentCulture)} UTC";

    /// <summary>Day and time in few letters: "28 Nov 2026 20:15". UTC, as everywhere where a server writes a time for somebody whose zone it does not know.</summary>
    public string Moment(DateTime at) => $"{Day(DateOnly.FromDateTime(at))} {at.ToString("HH:mm", CultureInfo.CurrentCulture)}";

    // The first of a month is an ordinal in French, and only the first.
    private static string Number(DateOnly day) =>
        day.Day == 1 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? "1er" : day.Day.ToString(CultureInfo.CurrentCulture);
}
