using PartnerBlazor.Customers;

namespace PartnerBlazor.Tests.Customers;

/// <summary>Going back from a search leads to what was before its first letter.</summary>
public sealed class SearchStepTests
{
    [Fact]
    public void The_first_letter_is_a_step_and_those_after_it_are_the_same_even_before_the_browser_followed()
    {
        var step = new SearchStep();
        Assert.False(step.Next("", "w"));
        Assert.True(step.Next("", "wo"));
        step.Arrive();
        Assert.True(step.Next("w", "wor"));
    }

    [Fact]
    public void A_filter_that_leaves_the_search_is_a_step_of_its_own()
    {
        var step = new SearchStep();
        Assert.False(step.Next("word", "word"));
        step.Arrive();
        Assert.True(step.Next("word", ""));
    }
}
