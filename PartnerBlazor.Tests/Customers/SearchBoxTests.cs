using Bunit;
using PartnerBlazor.Customers;

namespace PartnerBlazor.Tests.Customers;

/// <summary>The search field: one search for a word, and no letter lost.</summary>
public sealed class SearchBoxTests : BunitContext
{
    private readonly List<string> _searched = [];

    [Fact]
    public async Task A_word_typed_quickly_is_searched_once_and_is_not_sent_back()
    {
        var box = Open("");
        var typing = "word".Select((_, i) => box.Find("input").InputAsync("word"[..(i + 1)])).ToList();
        await Task.WhenAll(typing);
        Assert.Equal(["word"], _searched);

        // What was searched comes back: the field in the browser may hold more by now.
        box.Render(parameters => parameters.Add(b => b.Text, "word"));
        Assert.Equal("", box.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task What_somebody_else_searches_stands_in_the_field()
    {
        var box = Open("from a link");
        Assert.Equal("from a link", box.Find("input").GetAttribute("value"));
        await box.Find("input").InputAsync("typed");
        box.Render(parameters => parameters.Add(b => b.Text, "typed"));

        box.Render(parameters => parameters.Add(b => b.Text, ""));
        Assert.Equal("", box.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task What_is_being_typed_is_not_taken_away()
    {
        var box = Open("");
        var typing = box.Find("input").InputAsync("typed");
        box.Render(parameters => parameters.Add(b => b.Text, "back"));
        Assert.Equal("", box.Find("input").GetAttribute("value"));
        await typing;
        Assert.Equal(["typed"], _searched);
    }

    private IRenderedComponent<SearchBox> Open(string text) =>
        Render<SearchBox>(parameters => parameters.Add(b => b.Text, text).Add(b => b.Label, "Search").Add(b => b.TextChanged, _searched.Add));
}
