using Bunit;
using PartnerBlazor.Customers;

namespace PartnerBlazor.Tests.Customers;

/// <summary>The search field: rows with every key, and no letter lost.</summary>
public sealed class SearchBoxTests : BunitContext
{
    private readonly List<string> _searched = [];

    [Fact]
    public async Task The_first_key_is_searched_at_once_and_those_that_follow_quickly_together_and_none_is_sent_back()
    {
        var box = Open("");
        var typing = "word".Select((_, i) => box.Find("input").InputAsync("word"[..(i + 1)])).ToList();
        Assert.Equal(["w"], _searched);
        Given(box, "w");
        await Task.WhenAll(typing);
        Assert.Equal(["w", "word"], _searched);

        // What was searched comes back: the field in the browser may hold more by now.
        Given(box, "word");
        Assert.Equal("", box.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task A_letter_typed_and_taken_back_within_the_pace_is_not_searched_again()
    {
        var box = Open("");
        await box.Find("input").InputAsync("a");
        Given(box, "a");
        var on = box.Find("input").InputAsync("ab");
        await box.Find("input").InputAsync("a");
        await on;
        Assert.Equal(["a"], _searched);
    }

    [Fact]
    public async Task A_search_that_waits_goes_with_its_page()
    {
        var box = Open("");
        await box.Find("input").InputAsync("a");
        var waiting = box.Find("input").InputAsync("ab");
        await DisposeComponentsAsync();
        await waiting;
        Assert.Equal(["a"], _searched);
    }

    [Fact]
    public async Task What_somebody_else_searches_stands_in_the_field()
    {
        var box = Open("from a link");
        Assert.Equal("from a link", box.Find("input").GetAttribute("value"));
        await box.Find("input").InputAsync("typed");
        Given(box, "typed");

        Given(box, "");
        Assert.Equal("", box.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task What_is_being_typed_is_not_taken_away()
    {
        var box = Open("");
        await box.Find("input").InputAsync("t");
        Given(box, "t");
        var typing = box.Find("input").InputAsync("typed");
        Given(box, "back");
        Assert.Equal("", box.Find("input").GetAttribute("value"));
        await typing;
        Assert.Equal(["t", "typed"], _searched);
    }

    private static void Given(IRenderedComponent<SearchBox> box, string text) => box.Render(parameters => parameters.Add(b => b.Text, text));

    private IRenderedComponent<SearchBox> Open(string text) =>
        Render<SearchBox>(parameters => parameters.Add(b => b.Text, text).Add(b => b.Label, "Search").Add(b => b.TextChanged, _searched.Add)
            // No machine is so busy that a key comes later than this.
            .Add(b => b.Pace, TimeSpan.FromSeconds(2)));
}
