using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>Which badges of a row are seen first, and how much room they ask for.</summary>
public sealed class RowBadgesTests
{
    private static readonly Cover[] s_covers =
    [
        new(LicenceCategory.Endpoint, LicenceState.Active),
        new(LicenceCategory.Server, LicenceState.Trial),
        new(LicenceCategory.Email, LicenceState.OverUsed, Over: 3),
        new(LicenceCategory.Mdr, LicenceState.Active),
    ];

    [Fact]
    public void The_worst_come_first_then_the_categories_order() => Assert.Equal(
        [LicenceCategory.Email, LicenceCategory.Server, LicenceCategory.Endpoint, LicenceCategory.Mdr], Order(new CustomerFilter()));

    [Fact]
    public void What_the_filter_asks_for_comes_before_what_is_worse()
    {
        Assert.Equal(
            [LicenceCategory.Mdr, LicenceCategory.Email, LicenceCategory.Server, LicenceCategory.Endpoint],
            Order(new CustomerFilter { Categories = [LicenceCategory.Mdr] }));
        Assert.Equal(
            [LicenceCategory.Endpoint, LicenceCategory.Mdr, LicenceCategory.Email, LicenceCategory.Server],
            Order(new CustomerFilter { States = [LicenceState.Active] }));
    }

    [Fact]
    public void Of_equally_bad_ones_the_first_to_end_comes_first() => Assert.Equal(
        [LicenceCategory.Xdr, LicenceCategory.Endpoint, LicenceCategory.Mdr],
        RowBadges.Of(
            [
                new(LicenceCategory.Endpoint, LicenceState.Trial, new DateOnly(2026, 3, 20)),
                new(LicenceCategory.Mdr, LicenceState.Trial, new DateOnly(2026, 3, 20)),
                new(LicenceCategory.Xdr, LicenceState.Trial, new DateOnly(2026, 3, 12)),
            ],
            new CustomerFilter(), cover => ($"{cover.Category}", "")).Select(badge => badge.Cover.Category));

    [Fact]
    public void Each_asks_for_more_room_than_the_one_before_and_the_first_for_none()
    {
        var badges = RowBadges.Of(s_covers, new CustomerFilter(), cover => ($"{cover.Category}", "12 d"));
        Assert.Null(badges[0].Room);
        var (lines, cards) = (badges.Skip(1).Select(b => Steps(b)[0]).ToList(), badges.Skip(1).Select(b => Steps(b)[1]).ToList());
        Assert.Equal(lines.Order(), lines);
        Assert.Equal(cards.Order(), cards);
        // Two lines need less width than one, and never less than the widest badge.
        Assert.All(lines.Zip(cards), both => Assert.InRange(both.Second, 96, both.First));
        Assert.All(lines.Concat(cards), step => Assert.Equal(0, step % RowBadges.Step));
    }

    [Fact]
    public void The_style_sheet_has_a_rule_for_every_step()
    {
        var sheet = File.ReadAllText(Path.Combine(Browser.Repository.Root, "wwwroot", "badges.css"));
        for (var step = 2 * RowBadges.Step; step <= RowBadges.Widest; step += RowBadges.Step)
            foreach (var name in (string[])["pb-from", "pb-card-from"])
                Assert.Contains($"(width < {step}px) {{ .{name}-{step} {{", sheet, StringComparison.Ordinal);
    }

    private static IEnumerable<LicenceCategory> Order(CustomerFilter filter) =>
        RowBadges.Of(s_covers, filter, cover => ($"{cover.Category}", "")).Select(badge => badge.Cover.Category);

    private static int[] Steps(RowBadge badge) => [.. badge.Room!.Split(' ').Select(name => int.Parse(name[(name.LastIndexOf('-') + 1)..], null))];
}
