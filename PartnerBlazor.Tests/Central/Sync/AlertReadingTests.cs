using System.Text.Json;
using PartnerBlazor.Central.Sync;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>What a reading of alerts, page by page, may conclude.</summary>
public sealed class AlertReadingTests
{
    private static readonly Guid s_customer = Guid.NewGuid();
    private static readonly DateTime s_noon = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void All_pages_together_are_whole()
    {
        var reading = Reads(null, Page(["a", "b"], 3, "next"), Page(["c"]));
        Assert.Null(reading.NextKey);
        Assert.Equal((true, s_noon, 3), (reading.Told().All, reading.Told().At, reading.Told().Open.Count));
    }

    [Fact]
    public void A_window_is_never_whole() => Assert.False(Reads(s_noon, Page(["a"], 1)).Told().All);

    [Fact]
    public void One_told_twice_one_too_few_and_no_word_on_pages_are_doubts()
    {
        Assert.False(Reads(null, Page(["a", "b"], 3, "next"), Page(["b"])).Told().All);
        Assert.False(Reads(null, Page(["a", "b"], 3, "next"), Page([])).Told().All);
        Assert.False(Reads(null, "{\"items\":[]}").Told().All);
        Assert.False(Reads(null, "{\"items\":[{}],\"pages\":{\"items\":1}}").Told().All);
        // That it does not say how many there are is no doubt.
        Assert.True(Reads(null, Page(["a"])).Told().All);
    }

    [Fact]
    public void Keys_that_lead_round_in_a_circle_and_pages_without_end_come_to_an_end()
    {
        var circle = new AlertReading(s_customer, null);
        var pages = 0;
        do
            circle.Take(JsonDocument.Parse(Page([$"{pages++}"], 5, "again")).RootElement, s_noon);
        while (circle.NextKey is not null);
        Assert.Equal((2, false), (pages, circle.Told().All));

        var endless = new AlertReading(s_customer, null);
        pages = 0;
        do
            endless.Take(JsonDocument.Parse(Page([$"{pages}"], null, $"key {pages++}")).RootElement, s_noon);
        while (endless.NextKey is not null);
        Assert.Equal((20, false), (pages, endless.Told().All));
    }

    [Fact]
    public void A_next_page_that_is_named_where_all_were_told_is_not_asked_for()
    {
        var reading = Reads(null, Page(["a", "b"], 2, "next"));
        Assert.Equal((null, true), (reading.NextKey, reading.Told().All));
    }

    [Fact]
    public void What_was_broken_off_adds_and_closes_nothing()
    {
        var reading = Reads(null, Page(["a", "b"], 3, "next"));
        reading.Break();
        Assert.Equal((null, false, 2), (reading.NextKey, reading.Told().All, reading.Told().Open.Count));
    }

    [Fact]
    public void An_empty_page_with_a_next_one_ends_it()
    {
        var reading = Reads(null, Page([], 5, "next"));
        Assert.Equal((null, false), (reading.NextKey, reading.Told().All));
    }

    private static AlertReading Reads(DateTime? from, params string[] pages)
    {
        var reading = new AlertReading(s_customer, from);
        foreach (var (i, page) in pages.Index())
            Assert.True(reading.Take(JsonDocument.Parse(page).RootElement, s_noon.AddSeconds(i)));
        return reading;
    }

    private static string Page(string[] ids, int? items = null, string? nextKey = null) => JsonSerializer.Serialize(new
    {
        items = ids.Select(id => new { id, type = "Event", description = id, tenant = new { id = s_customer } }),
        pages = new { size = 2, items, nextKey },
    });
}
