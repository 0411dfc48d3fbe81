using System.Text.Json;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>What is read when, and what a reading of the list may conclude.</summary>
public sealed class SyncRulesTests
{
    private static readonly DateTime s_noon = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan s_quarter = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(0, 15, 15, 5, 6 * 60)]
    [InlineData(30, 15, 15, 5, 6 * 60)]
    [InlineData(100, 15, 20.2, 12.1, 6 * 60)]
    [InlineData(400, 15, 87.8, 52.7, 6 * 60)]
    [InlineData(2_400, 15.3, 595.5, 357.3, 1786.6)]
    [InlineData(100_000, 638.3, 24813.9, 14888.3, 74441.7)]
    public void The_plan_keeps_within_the_calls_of_an_hour(int customers, double list, double licences, double alerts, double health)
    {
        var plan = SyncPlan.Of(customers);
        Assert.Equal(list, plan.ListEvery.TotalMinutes, 0.1);
        Assert.Equal(licences, plan.LicencesEvery.TotalMinutes, 0.1);
        Assert.Equal(alerts, plan.AlertsEvery.TotalMinutes, 0.1);
        Assert.Equal(health, plan.HealthEvery.TotalMinutes, 0.1);
        var calls = Math.Max(1, (customers + 99) / 100) / plan.ListEvery.TotalHours
            + SyncSchedule.Rounds.Sum(kind => customers / plan.EveryOf(kind).TotalHours);
        // The rest is for what somebody looks at, what is delivered and what is tried again.
        Assert.InRange(calls, 0, 825);
    }

    [Fact]
    public void Devices_wait_until_all_alerts_were_asked_for_once()
    {
        Assert.Null(Schedule([]).NextOf(SyncKind.Health));
        Assert.Null(Schedule([new SyncRun { Kind = SyncKind.Alerts, StartedAt = s_noon }]).NextOf(SyncKind.Health));
        Assert.True(Schedule([new SyncRun { Kind = SyncKind.Alerts, StartedAt = s_noon, EndedAt = s_noon }]).NextOf(SyncKind.Health) < s_noon);
        // And nothing is late that waits.
        Assert.False(Schedule([new SyncRun { Kind = SyncKind.Alerts, StartedAt = s_noon }]).IsLate(s_noon, s_noon));

        static SyncSchedule Schedule(IReadOnlyList<SyncRun> runs) => new() { Plan = SyncPlan.Of(10), Wish = new SyncWish(), Runs = runs, HasList = true };
    }

    [Fact]
    public void The_list_is_due_a_while_after_it_began_and_at_once_when_somebody_asks()
    {
        Assert.True(DueRules.List([], s_quarter, null) < s_noon);
        Assert.Equal(s_noon + s_quarter, DueRules.List([Run(SyncOutcome.Done)], s_quarter, null));
        Assert.True(DueRules.List([Run(SyncOutcome.Done)], s_quarter, s_noon.AddMinutes(2)) < s_noon);
        Assert.Equal(s_noon + s_quarter, DueRules.List([Run(SyncOutcome.Done)], s_quarter, s_noon.AddMinutes(-2)));
        Assert.True(DueRules.List([Open()], s_quarter, null) < s_noon);
    }

    [Fact]
    public void After_failures_the_list_is_tried_again_ever_later_but_never_later_than_planned()
    {
        List<SyncRun> runs = [];
        foreach (var minutes in (int[])[1, 2, 4, 8, 15, 15, 15])
        {
            runs.Insert(0, Run(SyncOutcome.Failed));
            Assert.Equal(s_noon.AddMinutes(1 + minutes), DueRules.List(runs, s_quarter, null));
        }
    }

    [Fact]
    public void Who_is_missing_is_looked_for_once_a_day_and_when_somebody_asks()
    {
        Assert.True(DueRules.Reconciles([], TimeSpan.FromDays(1), null, s_noon));
        List<SyncRun> runs = [Run(SyncOutcome.Done), Run(SyncOutcome.Done, reconciles: true)];
        Assert.False(DueRules.Reconciles(runs, TimeSpan.FromDays(1), null, s_noon.AddHours(23)));
        Assert.True(DueRules.Reconciles(runs, TimeSpan.FromDays(1), null, s_noon.AddHours(24)));
        Assert.True(DueRules.Reconciles(runs, TimeSpan.FromDays(1), s_noon.AddMinutes(1), s_noon.AddHours(1)));
        // One that was not complete found nobody.
        Assert.True(DueRules.Reconciles([Run(SyncOutcome.Incomplete, reconciles: true)], TimeSpan.FromDays(1), null, s_noon.AddHours(1)));
    }

    [Fact]
    public void A_round_goes_on_and_the_next_begins_when_planned_or_asked_for()
    {
        Assert.True(DueRules.Round([], s_quarter, null) < s_noon);
        Assert.True(DueRules.Round([Open()], s_quarter, null) < s_noon);
        Assert.Equal(s_noon + s_quarter, DueRules.Round([Run(SyncOutcome.Done)], s_quarter, s_noon));
        Assert.True(DueRules.Round([Run(SyncOutcome.Done)], s_quarter, s_noon.AddMinutes(5)) < s_noon);
    }

    [Fact]
    public void It_is_late_when_nothing_ended_well_for_twice_the_planned_time()
    {
        List<SyncRun> runs = [Run(SyncOutcome.Failed), Run(SyncOutcome.Done)];
        Assert.False(DueRules.IsLate(runs, s_quarter, s_noon, s_noon.AddMinutes(31)));
        Assert.True(DueRules.IsLate(runs, s_quarter, s_noon, s_noon.AddMinutes(32)));
        // Not while it catches up after a night.
        Assert.False(DueRules.IsLate(runs, s_quarter, s_noon.AddHours(9), s_noon.AddHours(9.2)));
        Assert.False(DueRules.IsLate([], s_quarter, s_noon, s_noon.AddMinutes(30)));
        Assert.True(DueRules.IsLate([], s_quarter, s_noon, s_noon.AddMinutes(31)));
    }

    [Theory]
    [InlineData(new[] { 3, 3, 1 }, 7, 3, true)]
    [InlineData(new[] { 7 }, 7, 100, true)]
    // A page is missing at the end, one too many is there, the number is not told.
    [InlineData(new[] { 3, 3 }, 7, 3, false)]
    [InlineData(new[] { 3, 3, 2 }, 7, 3, false)]
    [InlineData(new[] { 3, 3, 0 }, 7, 3, false)]
    [InlineData(new[] { 3 }, null, 100, false)]
    [InlineData(new[] { 0 }, 0, 100, false)]
    public void Only_a_list_without_doubt_is_complete(int[] pages, int? items, int size, bool complete)
    {
        var reading = new EstateReading();
        for (var page = 1; page <= pages.Length && reading.NextPage == page; page++)
            Assert.NotNull(reading.Take(Page(page, Enumerable.Range(0, pages[page - 1]).Select(_ => Guid.NewGuid()), items, size)));
        Assert.Equal(complete, reading.IsComplete);
    }

    [Fact]
    public void A_customer_named_twice_another_page_or_another_size_than_asked_for_is_a_doubt()
    {
        var (one, two, three) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Assert.False(Reads((1, [one, two], 4, 2), (2, [two, three], null, 2)));
        Assert.False(Reads((1, [one, two], 3, 2), (1, [three], null, 2)));
        Assert.False(Reads((1, [one, two], 3, 2), (2, [three], null, 1)));
        Assert.True(Reads((1, [one, two], 3, 2), (2, [three], null, 2)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"items\":{}}")]
    [InlineData("{\"items\":null}")]
    public void What_is_no_page_is_not_taken(string body) => Assert.Null(new EstateReading().Take(JsonDocument.Parse(body).RootElement));

    [Theory]
    [InlineData("[{\"id\":\"\\ud800\"}]")]
    [InlineData("[{}]")]
    [InlineData("[7]")]
    [InlineData("[{\"id\":\"00000000-0000-0000-0000-000000000000\"}]")]
    public void A_record_without_an_id_is_a_doubt(string items)
    {
        var reading = new EstateReading();
        reading.Take(JsonDocument.Parse($"{{\"items\":{items},\"pages\":{{\"current\":1,\"size\":100,\"items\":1}}}}").RootElement);
        Assert.False(reading.IsComplete);
    }

    private static bool Reads(params (int Current, Guid[] Ids, int? Items, int Size)[] pages)
    {
        var reading = new EstateReading();
        foreach (var (current, ids, items, size) in pages)
            reading.Take(Page(current, ids, items, size));
        return reading.IsComplete;
    }

    private static JsonElement Page(int current, IEnumerable<Guid> ids, int? items, int size) => JsonSerializer.SerializeToElement(new
    {
        items = ids.Select(id => new { id }),
        pages = new { current, size, items, maxSize = 100 },
    });

    private static SyncRun Run(SyncOutcome outcome, bool reconciles = false) => new() { StartedAt = s_noon, EndedAt = s_noon.AddMinutes(1), Outcome = outcome, Reconciles = reconciles };

    private static SyncRun Open() => new() { StartedAt = s_noon };
}
