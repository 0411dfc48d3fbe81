using Bogus;

namespace PartnerBlazor.Store.Demo;

/// <summary>Draws moments of the past, whole seconds, within office hours and outside weekends where there is room.</summary>
internal sealed class DemoMoments(Randomizer random, DateOnly today)
{
    private const int Opens = 8 * 3600;
    private const int Closes = 18 * 3600;

    /// <summary>The last moment of the past: the seeding day's beginning, whatever the time of day is.</summary>
    public DateTime End { get; } = Midnight(today);

    /// <summary>The beginning of a UTC day.</summary>
    public static DateTime Midnight(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>A moment of a day.</summary>
    public DateTime On(DateOnly day) => Between(Earlier(Midnight(day), End), Earlier(Midnight(day.AddDays(1)), End));

    /// <summary>A moment not before <paramref name="from"/> and not after <paramref name="to"/>.</summary>
    public DateTime Between(DateTime from, DateTime to)
    {
        // A day that has only begun when the time is up has no office hours.
        var days = (to.AddSeconds(-1).Date - from.Date).Days;
        var day = from.Date.AddDays(random.Number(0, Math.Max(0, days)));
        // People are off at weekends.
        if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && day.AddDays(-2) >= from.Date)
            day = day.AddDays(-2);
        var (first, last) = (Later(day.AddSeconds(Opens), from), Earlier(day.AddSeconds(Closes), to));
        return first < last ? first.AddSeconds(random.Number(0, (int)(last - first).TotalSeconds)) : Earlier(first, to);
    }

    /// <summary>A moment of the last so many days, not before <paramref name="from"/>.</summary>
    public DateTime Lately(DateTime from, int days) => Between(Later(from, End.AddDays(-days)), End);

    /// <summary>The earlier of two moments.</summary>
    public static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
