using CsCheck;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using static PartnerBlazor.Store.LicenceState;

namespace PartnerBlazor.Tests.Licences;

/// <summary>Covers and next expiry (SPEC §3), as examples and as properties.</summary>
public sealed class CoverRulesTests
{
    private static readonly DateOnly s_today = new(2026, 6, 15);
    private static readonly Gen<Licence[]> s_licences = LicenceGen.Any.Array[0, 6];

    [Fact]
    public void Among_running_licences_the_worst_decides()
    {
        var active = Of(-10, 200);
        var trial = Of(-10, 20, type: LicenceType.Trial);
        var expiring = Of(-10, 20);
        var over = Of(-10, 200, usage: 13);
        Assert.Equal(Active, One(active).State);
        Assert.Equal(LicenceState.Trial, One(active, trial).State);
        Assert.Equal(Expiring, One(trial, active, expiring).State);
        var cover = One(over, trial, active, expiring);
        Assert.Equal(OverUsed, cover.State);
        Assert.Equal(3, cover.Over);
    }

    [Fact]
    public void A_running_licence_beats_whatever_has_ended_or_is_to_come() =>
        Assert.Equal(Active, One(Of(-400, -10), Of(10, 400), Of(-500, -100), Of(-10, 200), Of(-10, 300, revoked: true)).State);

    [Fact]
    public void To_come_it_is_scheduled_and_tells_the_gap()
    {
        var cover = One(Of(-400, -10), Of(10, 400), Of(20, 400));
        Assert.Equal(new Cover(LicenceCategory.Endpoint, Scheduled, From: s_today.AddDays(10), GapFrom: s_today.AddDays(-9)), cover);
        Assert.Null(One(Of(10, 400)).GapFrom);
    }

    [Fact]
    public void A_revoked_licence_does_not_make_a_gap_begin_in_the_future() =>
        Assert.Equal(s_today.AddDays(-9), One(Of(-400, -10), Of(-400, 5, revoked: true), Of(10, 400)).GapFrom);

    [Fact]
    public void Otherwise_the_one_that_ended_last_decides()
    {
        Assert.Equal(new Cover(LicenceCategory.Endpoint, Grace, Until: s_today.AddDays(-59)), One(Of(-500, -60), Of(-500, -59)));
        Assert.Equal(Expired, One(Of(-500, -60), Of(-500, -300)).State);
        Assert.Equal(Revoked, One(Of(-500, -60), Of(-500, -20, revoked: true)).State);
    }

    [Fact]
    public void A_licence_counts_until_its_replacement_starts_and_then_nowhere()
    {
        var old = Of(-300, 5, replaced: 3);
        var next = Of(3, 300);
        Assert.Equal(new Cover(LicenceCategory.Endpoint, Active, Until: s_today.AddDays(5), From: s_today.AddDays(3)), One(old, next));
        Assert.Null(CoverRules.NextExpiryOf([old], s_today));
        var later = CoverRules.CoversOf([old, next], s_today.AddDays(3));
        Assert.Equal(new Cover(LicenceCategory.Endpoint, Active, Until: s_today.AddDays(300)), Assert.Single(later));
        Assert.Empty(CoverRules.CoversOf([old], s_today.AddDays(3)));
    }

    [Fact]
    public void A_replacement_after_a_gap_is_no_renewal()
    {
        var old = Of(-300, 5, replaced: 7);
        Assert.Equal(Expiring, One(old, Of(7, 300)).State);
        Assert.Equal(s_today.AddDays(5), CoverRules.NextExpiryOf([old], s_today));
    }

    [Fact]
    public void A_conversion_replaces_across_categories()
    {
        var converted = Of(-300, 100, replaced: 0, category: LicenceCategory.Server);
        var cover = Assert.Single(CoverRules.CoversOf([converted, Of(0, null, category: LicenceCategory.Endpoint)], s_today));
        Assert.Equal(LicenceCategory.Endpoint, cover.Category);
    }

    [Fact]
    public void Over_use_is_not_hidden_by_a_renewal() =>
        Assert.Equal(OverUsed, One(Of(-300, 5, replaced: 6, usage: 99)).State);

    [Fact]
    public void Covers_come_one_a_category_in_the_categories_order() => s_licences.Sample(licences =>
    {
        var categories = CoverRules.CoversOf(licences, LicenceGen.Today).Select(c => c.Category).ToList();
        Assert.Equal(licences.Where(l => !LicenceRules.IsReplaced(l, LicenceGen.Today)).Select(l => l.Category).Distinct().Order(), categories);
    }, iter: 5_000, print: LicenceGen.Print);

    [Fact]
    public void Replaced_licences_count_nowhere() => s_licences.Sample(licences =>
    {
        var kept = licences.Where(l => !LicenceRules.IsReplaced(l, LicenceGen.Today)).ToArray();
        Assert.Equal(CoverRules.CoversOf(kept, LicenceGen.Today), CoverRules.CoversOf(licences, LicenceGen.Today));
        Assert.Equal(CoverRules.NextExpiryOf(kept, LicenceGen.Today), CoverRules.NextExpiryOf(licences, LicenceGen.Today));
    }, iter: 5_000, print: LicenceGen.Print);

    [Fact]
    public void A_licence_that_is_not_running_never_changes_a_cover_that_has_a_running_one() => s_licences.Sample(licences =>
    {
        var running = licences.Where(l => LicenceRules.IsRunning(LicenceRules.StateOf(l, LicenceGen.Today))).ToArray();
        var all = CoverRules.CoversOf(licences, LicenceGen.Today);
        foreach (var cover in CoverRules.CoversOf(running, LicenceGen.Today))
            Assert.Contains(cover, all);
    }, iter: 10_000, print: LicenceGen.Print);

    [Fact]
    public void A_cover_of_running_licences_is_the_worst_of_them() => s_licences.Sample(licences =>
    {
        foreach (var cover in CoverRules.CoversOf(licences, LicenceGen.Today).Where(c => c.Running))
        {
            var states = licences
                .Where(l => l.Category == cover.Category && !LicenceRules.IsReplaced(l, LicenceGen.Today))
                .Select(l => (State: LicenceRules.StateOf(l, LicenceGen.Today), Renews: LicenceRules.RenewsOn(l, LicenceGen.Today) is not null))
                .Select(l => l.State == Expiring && l.Renews ? Active : l.State)
                .ToHashSet();
            Assert.Equal(((LicenceState[])[OverUsed, Expiring, LicenceState.Trial, Active]).First(states.Contains), cover.State);
        }
    }, iter: 10_000, print: LicenceGen.Print);

    [Fact]
    public void Adding_an_active_licence_never_worsens_a_cover() =>
        Gen.Select(s_licences, LicenceGen.Any.Where(l => LicenceRules.StateOf(l, LicenceGen.Today) == Active)).Sample((licences, added) =>
        {
            var before = CoverRules.CoversOf(licences, LicenceGen.Today).ToDictionary(c => c.Category);
            foreach (var after in CoverRules.CoversOf([.. licences, added], LicenceGen.Today))
                if (before.TryGetValue(after.Category, out var cover))
                    Assert.True(CoverRules.Rank(after.State) <= CoverRules.Rank(cover.State), $"{cover} became {after}");
                else
                    Assert.Equal(Active, after.State);
        }, iter: 10_000, print: t => $"{LicenceGen.Print(t.Item1)}\n+ {LicenceGen.Print(t.Item2)}");

    [Fact]
    public void The_next_expiry_is_the_earliest_end_of_a_running_licence_that_neither_rolls_over_nor_renews() => s_licences.Sample(licences =>
    {
        DateOnly? earliest = null;
        foreach (var l in licences)
        {
            var runs = !l.Revoked && l.StartDate <= LicenceGen.Today && l.EndDate >= LicenceGen.Today && !l.RollsOver;
            var replaced = l.ReplacedFrom is { } from && (from <= LicenceGen.Today || from.DayNumber <= l.EndDate?.DayNumber + 1);
            if (runs && !replaced && (earliest is null || l.EndDate < earliest))
                earliest = l.EndDate;
        }
        Assert.Equal(earliest, CoverRules.NextExpiryOf(licences, LicenceGen.Today));
    }, iter: 10_000, print: LicenceGen.Print);

    [Fact]
    public void Between_the_days_named_by_the_licences_no_cover_changes() => s_licences.Sample(licences =>
    {
        var next = licences.Select(l => LicenceRules.NextChangeOf(l, LicenceGen.Today)).Min() ?? LicenceGen.Today.AddDays(900);
        var lastDay = next.AddDays(-1);
        Assert.Equal(CoverRules.CoversOf(licences, LicenceGen.Today), CoverRules.CoversOf(licences, lastDay));
        Assert.Equal(CoverRules.NextExpiryOf(licences, LicenceGen.Today), CoverRules.NextExpiryOf(licences, lastDay));
    }, iter: 10_000, print: LicenceGen.Print);

    [Fact]
    public void Every_state_has_a_rank_and_running_ones_rank_as_the_cover_rule_says()
    {
        Assert.Equal([Active, LicenceState.Trial, Expiring, OverUsed],
            Enum.GetValues<LicenceState>().Where(LicenceRules.IsRunning).OrderBy(CoverRules.Rank));
        Assert.Equal(Enum.GetValues<LicenceState>().Length, Enum.GetValues<LicenceState>().Select(CoverRules.Rank).Distinct().Count());
    }

    [Fact]
    public void A_mask_meets_a_filter_exactly_when_a_cover_is_asked_for() =>
        Gen.Select(
            Gen.Select(Gen.Enum<LicenceCategory>(), Gen.Enum<LicenceState>()).List[0, 5],
            Gen.Enum<LicenceCategory>().HashSet[0, 3], Gen.Enum<LicenceState>().HashSet[0, 3]).Sample((pairs, categories, states) =>
        {
            var expected = pairs.Any(p => (categories.Count == 0 || categories.Contains(p.Item1)) && (states.Count == 0 || states.Contains(p.Item2)));
            var mask = CoverMask.Of(pairs.Select(p => new Cover(p.Item1, p.Item2)));
            Assert.Equal(expected, mask.Meets(CoverMask.Of(categories, states)));
        }, iter: 10_000);

    private static Cover One(params Licence[] licences) => Assert.Single(CoverRules.CoversOf(licences, s_today));

    private static Licence Of(
        int start, int? end, LicenceType type = LicenceType.Term, int usage = 5, bool revoked = false, int? replaced = null,
        LicenceCategory category = LicenceCategory.Endpoint) => new()
        {
            ProductCode = "P",
            ProductName = "Product",
            Category = category,
            Type = type,
            StartDate = s_today.AddDays(start),
            EndDate = end is { } days ? s_today.AddDays(days) : null,
            Quantity = 10,
            Usage = usage,
            Revoked = revoked,
            ReplacedFrom = replaced is { } from ? s_today.AddDays(from) : null,
        };
}
