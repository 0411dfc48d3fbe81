using CsCheck;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using static PartnerBlazor.Store.LicenceState;

namespace PartnerBlazor.Tests.Licences;

/// <summary>The table of SPEC §4, as examples and as properties.</summary>
public sealed class LicenceRulesTests
{
    private static readonly DateOnly s_today = new(2026, 6, 15);

    [Theory]
    [InlineData(31, Active)]
    [InlineData(30, Expiring)]
    [InlineData(1, Expiring)]
    [InlineData(0, Expiring)]
    [InlineData(-1, Grace)]
    [InlineData(-59, Grace)]
    [InlineData(-60, Expired)]
    [InlineData(-61, Expired)]
    public void A_licence_that_does_not_roll_over_lives_by_the_days_to_its_end(int daysToEnd, LicenceState state) =>
        Assert.Equal(state, LicenceRules.StateOf(Of(end: s_today.AddDays(daysToEnd)), s_today));

    [Theory]
    [InlineData("2026-12-31", "2026-12-31", Expiring)]
    [InlineData("2026-12-31", "2027-01-01", Grace)]
    [InlineData("2026-12-31", "2027-02-28", Grace)]
    [InlineData("2026-12-31", "2027-03-01", Expired)]
    [InlineData("2028-02-29", "2028-02-29", Expiring)]
    [InlineData("2028-02-29", "2028-03-01", Grace)]
    [InlineData("2028-01-01", "2028-02-29", Grace)]
    [InlineData("2028-01-01", "2028-03-01", Expired)]
    [InlineData("2027-01-01", "2027-03-01", Grace)]
    [InlineData("2027-01-01", "2027-03-02", Expired)]
    [InlineData("2028-03-30", "2028-02-29", Expiring)]
    [InlineData("2028-03-31", "2028-02-29", Active)]
    public void Year_ends_and_leap_days_are_days_like_any_other(string end, string today, LicenceState state) =>
        Assert.Equal(state, LicenceRules.StateOf(Of(start: new(2025, 1, 1), end: Day(end)), Day(today)));

    [Fact]
    public void It_is_scheduled_until_the_day_before_its_first()
    {
        Assert.Equal(Scheduled, LicenceRules.StateOf(Of(start: s_today.AddDays(1)), s_today));
        Assert.Equal(Active, LicenceRules.StateOf(Of(start: s_today), s_today));
    }

    [Fact]
    public void Without_an_end_it_never_ends() =>
        Assert.Equal(Active, LicenceRules.StateOf(Of(end: null), DateOnly.MaxValue));

    [Theory]
    [InlineData(LicenceType.Usage)]
    [InlineData(LicenceType.Ordered)]
    public void Rolling_over_it_is_active_long_past_its_end_and_never_expiring(LicenceType type)
    {
        var licence = Of(end: s_today, type: type, rollsOver: true);
        Assert.Equal(Active, LicenceRules.StateOf(licence, s_today));
        Assert.Equal(Active, LicenceRules.StateOf(licence, s_today.AddDays(1000)));
    }

    [Fact]
    public void The_vendor_ends_a_rolling_over_licence_by_clearing_that()
    {
        var licence = Of(end: s_today.AddDays(-1), type: LicenceType.Usage, rollsOver: true);
        licence.RollsOver = false;
        Assert.Equal(Grace, LicenceRules.StateOf(licence, s_today));
    }

    [Theory]
    [InlineData(10, 10, Active)]
    [InlineData(10, 11, OverUsed)]
    [InlineData(0, 1, OverUsed)]
    [InlineData(0, 0, Active)]
    [InlineData(null, 1_000_000, Active)]
    [InlineData(10, null, Active)]
    public void It_is_over_used_only_above_a_known_quantity(int? quantity, int? usage, LicenceState state) =>
        Assert.Equal(state, LicenceRules.StateOf(Of(quantity: quantity, usage: usage), s_today));

    [Theory]
    [InlineData(LicenceType.Trial)]
    [InlineData(LicenceType.Term)]
    [InlineData(LicenceType.Usage)]
    [InlineData(LicenceType.Ordered)]
    public void Over_used_comes_before_trial_and_expiring_for_every_type(LicenceType type) =>
        Assert.Equal(OverUsed, LicenceRules.StateOf(Of(end: s_today, type: type, quantity: 1, usage: 2), s_today));

    [Fact]
    public void A_trial_is_a_trial_until_its_last_day_and_then_in_grace()
    {
        var trial = Of(start: s_today, end: s_today.AddDays(29), type: LicenceType.Trial);
        Assert.Equal(LicenceState.Trial, LicenceRules.StateOf(trial, s_today));
        Assert.Equal(LicenceState.Trial, LicenceRules.StateOf(trial, s_today.AddDays(29)));
        Assert.Equal(Grace, LicenceRules.StateOf(trial, s_today.AddDays(30)));
    }

    [Theory]
    [InlineData(10, 20)]
    [InlineData(-20, -10)]
    [InlineData(-90, -70)]
    [InlineData(-10, 10)]
    public void Revoked_comes_before_everything(int start, int end)
    {
        var licence = Of(start: s_today.AddDays(start), end: s_today.AddDays(end), quantity: 1, usage: 2);
        licence.Revoked = true;
        Assert.Equal(Revoked, LicenceRules.StateOf(licence, s_today));
    }

    [Fact]
    public void Over_use_does_not_outlive_the_licence() =>
        Assert.Equal(Grace, LicenceRules.StateOf(Of(end: s_today.AddDays(-1), quantity: 1, usage: 2), s_today));

    [Fact]
    public void It_is_replaced_from_the_first_day_of_the_other()
    {
        var licence = Of(end: s_today.AddDays(100));
        Assert.False(LicenceRules.IsReplaced(licence, s_today));
        licence.ReplacedFrom = s_today.AddDays(1);
        Assert.False(LicenceRules.IsReplaced(licence, s_today));
        Assert.True(LicenceRules.IsReplaced(licence, s_today.AddDays(1)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void It_renews_when_the_other_starts_by_the_day_after_its_last(int daysAfterEnd, bool renews)
    {
        var licence = Of(end: s_today.AddDays(5));
        licence.ReplacedFrom = s_today.AddDays(5 + daysAfterEnd);
        Assert.Equal(renews ? licence.ReplacedFrom : null, LicenceRules.RenewsOn(licence, s_today));
    }

    /// <summary>The table, written a second time as conditions that exclude each other.</summary>
    [Fact]
    public void Every_licence_has_exactly_one_state() => Gen.Select(LicenceGen.Any, LicenceGen.Day).Sample((licence, today) =>
    {
        var left = licence.RollsOver || licence.EndDate is null ? int.MaxValue : licence.EndDate.Value.DayNumber - today.DayNumber;
        var started = licence.StartDate <= today;
        var running = !licence.Revoked && started && left >= 0;
        var over = licence.Usage > licence.Quantity;
        var trial = licence.Type == LicenceType.Trial;
        (LicenceState State, bool Holds)[] table =
        [
            (Revoked, licence.Revoked),
            (Scheduled, !licence.Revoked && !started),
            (Grace, !licence.Revoked && started && left is >= -59 and <= -1),
            (Expired, !licence.Revoked && started && left <= -60),
            (OverUsed, running && over),
            (LicenceState.Trial, running && !over && trial),
            (Expiring, running && !over && !trial && left <= 30),
            (Active, running && !over && !trial && left > 30),
        ];
        var state = Assert.Single(table, row => row.Holds).State;
        Assert.Equal(state, LicenceRules.StateOf(licence, today));
        Assert.Equal(running, LicenceRules.IsRunning(state));
    }, iter: 20_000, print: t => $"{LicenceGen.Print(t.Item1)} on {t.Item2:yyyy-MM-dd}");

    [Fact]
    public void The_next_change_is_the_first_later_day_on_which_anything_differs() =>
        Gen.Select(LicenceGen.Any, LicenceGen.Day).Sample((licence, today) =>
        {
            var now = Standing(licence, today);
            // Beyond 600 days from the middle nothing generated can change any more: 400 days away, 60 of grace.
            var first = Enumerable.Range(1, 1000).Select(today.AddDays).Cast<DateOnly?>().FirstOrDefault(day => Standing(licence, day!.Value) != now);
            Assert.Equal(first, LicenceRules.NextChangeOf(licence, today));
        }, iter: 3_000, print: t => $"{LicenceGen.Print(t.Item1)} on {t.Item2:yyyy-MM-dd}");

    [Fact]
    public void The_ends_of_the_calendar_are_no_trouble()
    {
        Assert.Null(LicenceRules.NextChangeOf(Of(start: DateOnly.MinValue, end: DateOnly.MaxValue), DateOnly.MaxValue));
        Assert.Equal(DateOnly.MaxValue.AddDays(-30),
            LicenceRules.NextChangeOf(Of(start: DateOnly.MinValue, end: DateOnly.MaxValue), s_today));
        Assert.Null(LicenceRules.NextChangeOf(Of(start: DateOnly.MinValue, end: DateOnly.MinValue), s_today));
        Assert.Equal(Expired, LicenceRules.StateOf(Of(start: DateOnly.MinValue, end: DateOnly.MinValue), DateOnly.MaxValue));
    }

    private static (LicenceState, bool, DateOnly?) Standing(Licence licence, DateOnly day) =>
        (LicenceRules.StateOf(licence, day), LicenceRules.IsReplaced(licence, day), LicenceRules.RenewsOn(licence, day));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Licence Of(
        DateOnly? start = null, DateOnly? end = null, LicenceType type = LicenceType.Term, bool rollsOver = false, int? quantity = 10, int? usage = 5) => new()
        {
            ProductCode = "P",
            ProductName = "Product",
            StartDate = start ?? s_today.AddYears(-1),
            EndDate = end,
            Type = type,
            RollsOver = rollsOver,
            Quantity = quantity,
            Usage = usage,
        };
}
