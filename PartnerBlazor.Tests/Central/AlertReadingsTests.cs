using PartnerBlazor.Central.Import;

namespace PartnerBlazor.Tests.Central;

/// <summary>Which pages of alerts are one reading, and which readings are complete: only then may a missing alert be closed.</summary>
public sealed class AlertReadingsTests
{
    private static readonly DateTime s_at = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    [Fact]
    public void Pages_saved_too_far_apart_are_not_one_reading()
    {
        bool Whole(TimeSpan apart) => Read(Page("a", s_at, 2, 2), Page("b", s_at + apart, 2, 2)).All;

        Assert.True(Whole(AlertReadings.LongestPause));
        Assert.False(Whole(AlertReadings.LongestPause + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Pages_that_count_otherwise_are_not_one_reading()
    {
        Assert.False(Read(Page("a", s_at, 2, 2), Page("b", s_at + s_soon, 2, 3)).All);
        Assert.False(Read(Page("a", s_at, 3, null), Page("b", s_at + s_soon, 2, null)).All);
        Assert.True(Read(Page("a", s_at, 2, 2), Page("b", s_at + s_soon, null, null)).All);
    }

    [Fact]
    public void The_same_page_read_twice_completes_nothing() =>
        Assert.False(Read(Page("a", s_at, 2, null), Page("a", s_at + s_soon, 2, null)).All);

    [Fact]
    public void A_reading_has_no_more_pages_than_it_counts()
    {
        // Two complete ones, a minute apart: what the second does not list is no longer open.
        var told = Read(Page("a", s_at, 1, null), Page("b", s_at + s_soon, 1, null));
        Assert.Equal("b", Assert.Single(told.Open).Id);
        Assert.True(told.All);
    }

    [Fact]
    public void Records_without_a_page_complete_nothing() =>
        Assert.False(Read(Page("a", s_at, 2, 2), Page("b", s_at + s_soon, null, null, paged: false)).All);

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, null, true)]
    [InlineData(1, 2, false)]
    [InlineData(2, 1, false)]
    [InlineData(null, 1, false)]
    [InlineData(null, null, false)]
    public void A_reading_is_complete_when_every_counted_page_and_record_is_there(int? pages, int? items, bool whole) =>
        Assert.Equal(whole, Read(Page("a", s_at, pages, items)).All);

    // However the files come.
    private static VendorAlerts Read(params AlertPage[] pages)
    {
        var (one, other) = (new AlertReadings(), new AlertReadings());
        foreach (var page in pages)
            one.Add(page);
        foreach (var page in pages.Reverse())
            other.Add(page);
        var (told, again) = (one.Of(Guid.Parse(Answers.Acme), null), other.Of(Guid.Parse(Answers.Acme), null));
        Assert.Equal(told.Open, again.Open);
        Assert.Equal(told.All, again.All);
        return told;
    }

    private static AlertPage Page(string id, DateTime at, int? pages, int? items, bool paged = true)
    {
        var source = new AnswerSource($"{id} {at:O}", at);
        return new AlertPage(source, [new VendorAlert(source, id, Guid.Parse(Answers.Acme)) { Cause = id, Description = id }], paged, pages, items);
    }
}
