using CsCheck;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>What search takes for the same, and which field it names (SPEC §3).</summary>
public sealed class SearchTextTests
{
    private static readonly Guid s_id = Guid.Parse("0a1b2c3d-0000-4000-8000-00000000beef");

    [Theory]
    [InlineData("SOCIÉTÉ", "societe")]
    [InlineData("Socie\u0301te\u0301", "societe")]
    [InlineData("Œuvre cœur", "oeuvre coeur")]
    [InlineData("Straße STRAẞE", "strasse strasse")]
    [InlineData("Ørsted", "orsted")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Æther Ǽ", "aether ae")]
    [InlineData("Đorđe", "dorde")]
    [InlineData("İstanbul ısı", "istanbul isi")]
    [InlineData("ﬁnance ① Ⅷ ｆｕｌｌ", "finance 1 viii full")]
    [InlineData("L’Oréal", "l'oreal")]
    [InlineData("a\tb\u00A0c\u2003d\ne", "a b c d e")]
    [InlineData("a\0b\u0002c\u007Fd", "abcd")]
    [InlineData("葛\U000E0100飾", "葛飾")]
    [InlineData("😀", "😀")]
    [InlineData("", "")]
    public void Text_is_folded(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    // Not inline data: an attribute cannot hold what is no text.
    [Fact]
    public void What_is_no_text_becomes_the_replacement_character()
    {
        Assert.Equal("\uFFFD!", Folding.Fold("\uD83D!"));
        Assert.Equal("!\uFFFD", Folding.Fold("!\uDE00"));
        Assert.Equal("\uFFFD\uFFFD", Folding.Fold("\uFFFE\uFFFF"));
    }

    [Fact]
    public void Folding_twice_changes_nothing_more() => TextGen.Wild.Sample(text =>
        Assert.Equal(Folding.Fold(text), Folding.Fold(Folding.Fold(text))), iter: 10_000);

    [Theory]
    [InlineData("ac", true)]
    [InlineData("a", true)]
    [InlineData("cm", false)]
    [InlineData("m", false)]
    [InlineData("cme", true)]
    [InlineData("ACMÉ", true)]
    [InlineData("&", true)]
    [InlineData("s", true)]
    [InlineData("so", true)]
    [InlineData("on", false)]
    [InlineData("ons", true)]
    [InlineData("me & so", false)]
    [InlineData("acme sons", true)]
    [InlineData("sons acme", true)]
    [InlineData("acme smith", false)]
    [InlineData("mee", false)]
    [InlineData("\u0301", true)]
    public void Words_of_three_letters_anywhere_shorter_ones_at_the_start_of_a_word(string query, bool found) =>
        Assert.Equal(found, SearchText.Matches(Text("Acme & Sons"), SearchText.Words(query)));

    [Theory]
    [InlineData("smith-jones", "j", true)]
    [InlineData("o'brien", "br", true)]
    [InlineData("x(y)", "y", true)]
    [InlineData("x(y)", "(", false)]
    [InlineData("(y)", "(", true)]
    [InlineData("a1", "1", false)]
    [InlineData("société", "é", false)]
    [InlineData("école", "É", true)]
    [InlineData("œuvre", "œ", true)]
    [InlineData("œuvre", "o", true)]
    [InlineData("cœur", "œ", false)]
    [InlineData("ßa", "ß", true)]
    [InlineData("😀 co", "😀", true)]
    [InlineData("co 😀😁", "😀😁", true)]
    [InlineData("co😀😁😂", "😀😁😂", true)]
    public void A_word_starts_after_white_space_or_where_a_letter_follows_none(string name, string query, bool found) =>
        Assert.Equal(found, SearchText.Matches(Text(name), SearchText.Words(query)));

    [Fact]
    public void Each_word_may_be_in_another_field_but_none_across_two()
    {
        var text = SearchText.Of("Alpha", "Beta", new SearchFields("Carl Delta", "mail@example.com", ["Epsilon"]), s_id);
        Assert.True(SearchText.Matches(text, SearchText.Words("alp bet delta mail@ epsi 0a1b2c3d-0000")));
        Assert.False(SearchText.Matches(text, SearchText.Words("alphabeta")));
        Assert.False(SearchText.Matches(text, SearchText.Words("carldelta")));
        Assert.False(SearchText.Matches(text, SearchText.Words("alpha gamma")));
    }

    [Fact]
    public void What_is_past_two_hundred_characters_is_ignored()
    {
        var word = new string('a', 200);
        Assert.Equal([word], SearchText.Words(word + "bcd efg"));
        Assert.Equal([new string('a', 199)], SearchText.Words(new string('a', 199) + "😀"));
        Assert.Equal([new string('a', 198) + "😀"], SearchText.Words(new string('a', 198) + "😀"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\u3000 ")]
    [InlineData("\0\u0001")]
    public void Nothing_typed_searches_for_nothing(string? query) => Assert.Empty(SearchText.Words(query));

    [Theory]
    [InlineData("shown", null, -1)]
    [InlineData("orig", SearchField.Name, -1)]
    [InlineData("jane", SearchField.Contact, -1)]
    [InlineData("doe", SearchField.Contact, -1)]
    [InlineData("j", SearchField.Contact, -1)]
    [InlineData("jd@", SearchField.Email, -1)]
    [InlineData("beef", SearchField.AccountId, -1)]
    [InlineData("older", SearchField.FormerName, 0)]
    [InlineData("oldest", SearchField.FormerName, 1)]
    [InlineData("shown oldest", SearchField.FormerName, 1)]
    [InlineData("sho", null, -1)]
    [InlineData("nowhere", null, -1)]
    public void The_field_that_matched_is_named_unless_it_is_the_displayed_name(string query, SearchField? field, int formerName)
    {
        var text = SearchText.Of("Shown", "Original", new SearchFields("Jane Doe", "jd@example.com", ["Older", "Oldest"]), s_id);
        Assert.Equal(field, SearchText.MatchedField(text, SearchText.Words(query), out var former));
        Assert.Equal(formerName, former);
    }

    private static string Text(string name) => SearchText.Of(name, name, new SearchFields("", "", []), Guid.Empty);
}
