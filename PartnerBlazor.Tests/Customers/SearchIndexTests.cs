using System.Globalization;
using System.Text;
using CsCheck;
using PartnerBlazor.Customers;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>The index finds what a plain look at every customer finds, whatever is typed, and never errors.</summary>
public sealed class SearchIndexTests
{
    private sealed record Named(string Name, string ShowAs, string First, string Last, string Email, string[] Former);

    private static readonly Gen<Named> s_named =
        Gen.Select(TextGen.Wild, TextGen.Wild, TextGen.Wild, TextGen.Wild, TextGen.Wild, TextGen.Wild.Array[0, 2],
            (name, showAs, first, last, email, former) => new Named(name, showAs, first, last, email, former));

    [Fact]
    public Task The_index_finds_what_a_naive_search_finds() =>
        s_named.Array[40].SelectMany(all => TextGen.QueryOf([.. all.SelectMany(Fields)]).Array[150].Select(queries => (all, queries)))
            .SampleAsync(async (all, queries) =>
            {
                await using var store = await TestStore.CreateAsync();
                var partner = await store.AddPartnerAsync();
                var customers = all.Select(named => Customer(partner, named)).ToList();
                await store.AddCustomersAsync(partner, customers);
                var scope = await store.AddPersonAsync(partner);
                foreach (var query in queries)
                {
                    var window = await store.Queries.WindowAsync(
                        scope, new CustomerFilter { Search = query }, NameLanguage.En, store.Today, 0, 1000, [], CancellationToken.None);
                    var naive = customers.Zip(all).Where(c => FindsNaively([.. Fields(c.Second), c.First.Id.ToString()], query))
                        .Select(c => c.First.Id);
                    Assert.True(naive.Order().SequenceEqual(window.Rows.Select(r => r.Id).Order()), $"Query: {Escaped(query)}");
                    Assert.Equal(window.Rows.Count, window.Rest);
                }
            }, iter: 6, threads: 1, print: t => $"{t.Item1.Length} customers, {t.Item2.Length} queries");

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"\"")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("*")]
    [InlineData("a* OR b")]
    [InlineData("NEAR(a b)")]
    [InlineData("SearchText:abc")]
    [InlineData("-abc")]
    [InlineData("^abc")]
    [InlineData("'; DROP TABLE CustomerRows; --")]
    public async Task Operators_are_letters_like_any_other(string query)
    {
        await using var store = await TestStore.CreateAsync();
        var partner = await store.AddPartnerAsync();
        // Ids are searched too: one of digits only has no "-abc" in it by chance.
        var plain = await store.AddCustomerAsync(partner, "abc b c", c => c.Customer.Id = new Guid("00000000-0000-4000-8000-000000000001"));
        var odd = await store.AddCustomerAsync(partner, $"x {query} y");
        var scope = await store.AddPersonAsync(partner);
        var window = await store.Queries.WindowAsync(
            scope, new CustomerFilter { Search = query }, NameLanguage.En, store.Today, 0, 10, [], TestContext.Current.CancellationToken);
        Assert.Equal([odd], window.Rows.Select(r => r.Id));
        Assert.NotEqual(plain, odd);
    }

    [Fact]
    public async Task Ten_thousand_characters_and_a_hundred_words_are_no_trouble()
    {
        await using var store = await TestStore.CreateAsync();
        var partner = await store.AddPartnerAsync();
        var hundred = string.Join(' ', Enumerable.Range(0, 100).Select(i => (char)('一' + i)));
        var id = await store.AddCustomerAsync(partner, hundred);
        await store.AddCustomerAsync(partner, "Other");
        var scope = await store.AddPersonAsync(partner);
        foreach (var query in (string[])[hundred, hundred + " " + new string('x', 10_000), string.Concat(Enumerable.Repeat(hundred + " ", 50))])
        {
            var window = await store.Queries.WindowAsync(
                scope, new CustomerFilter { Search = query }, NameLanguage.En, store.Today, 0, 10, [], TestContext.Current.CancellationToken);
            Assert.Equal(id, Assert.Single(window.Rows).Id);
        }
    }

    private static TestCustomer Customer(int partner, Named named)
    {
        var customer = new TestCustomer(partner, named.Name).Formerly(named.Former);
        customer.Customer.ShowAs = named.ShowAs;
        customer.Customer.Contact.FirstName = named.First;
        customer.Customer.Contact.LastName = named.Last;
        customer.Customer.Contact.Email = named.Email;
        return customer;
    }

    private static string[] Fields(Named named) =>
        [named.ShowAs.Length > 0 ? named.ShowAs : named.Name, named.Name, $"{named.First} {named.Last}".Trim(), named.Email, .. named.Former];

    /// <summary>SPEC §3 read literally, with a folding of its own.</summary>
    private static bool FindsNaively(string[] fields, string query)
    {
        var cut = query.Length > 200 ? query[..(char.IsHighSurrogate(query[199]) ? 199 : 200)] : query;
        var folded = fields.Select(NaiveFold).ToList();
        return NaiveFold(cut).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => folded.Any(field => Occurs(field, word)));
    }

    private static bool Occurs(string field, string word)
    {
        var letters = new StringInfo(word).String.EnumerateRunes().Count();
        for (var at = field.IndexOf(word, StringComparison.Ordinal); at >= 0; at = field.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (letters > 2 || at == 0 || field[at - 1] == ' ')
                return true;
            Rune.DecodeFromUtf16(field.AsSpan(at), out var first, out _);
            Rune.DecodeLastFromUtf16(field.AsSpan(0, at), out var before, out _);
            if (Rune.IsLetterOrDigit(first) && !Rune.IsLetterOrDigit(before))
                return true;
        }
        return false;
    }

    private static string NaiveFold(string text)
    {
        var whole = string.Concat(text.EnumerateRunes().Select(r => r.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : r.ToString()));
        var letters = whole.Normalize(NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes()
            .Where(r => Rune.GetUnicodeCategory(r) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark))
            .Select(r => Rune.IsWhiteSpace(r) ? " " : Rune.IsControl(r) ? "" : r.ToString());
        return string.Concat(letters)
            .Replace("œ", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal)
            .Replace('ø', 'o').Replace('ł', 'l').Replace('đ', 'd').Replace('ı', 'i').Replace('’', '\'');
    }

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"));
}
