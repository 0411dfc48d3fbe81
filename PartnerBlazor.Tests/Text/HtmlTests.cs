using Microsoft.AspNetCore.Components;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Text;

/// <summary>Markup written by hand lets nothing through that was not written in the source.</summary>
public sealed class HtmlTests
{
    [Fact]
    public void A_value_is_encoded_in_text_and_in_an_attribute()
    {
        const string Name = "\"><script>alert('é')</script>&";
        var markup = Html.Of($"<b title=\"{Name}\">{Name}</b>").Value;
        const string Encoded = "&quot;&gt;&lt;script&gt;alert(&#x27;é&#x27;)&lt;/script&gt;&amp;";
        Assert.Equal($"<b title=\"{Encoded}\">{Encoded}</b>", markup);
    }

    [Fact]
    public void Other_markup_goes_in_as_it_is_and_nothing_is_nothing()
    {
        var inside = Html.Of($"<i>{7}</i>");
        Assert.Equal("<b>[<i>7</i>]</b>", Html.Of($"<b>[{inside}{(string?)null}{Html.None}]</b>").Value);
    }

    [Fact]
    public void A_hole_that_writes_markup_of_its_own_does_not_mix_with_what_is_around_it()
    {
        static MarkupString Item(string text) => Html.Of($"<i>{text}</i>");
        Assert.Equal("<b><i>one</i><i>two</i></b>", Html.Of($"<b>{Item("one")}{Item("two")}</b>").Value);
        Assert.Equal("<b><i>one</i><i>&lt;</i></b>", Html.Of($"<b>{Html.All(((string[])["one", "<"]).Select(Item))}</b>").Value);
    }
}
