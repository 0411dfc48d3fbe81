using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Bogus;

namespace PartnerBlazor.Store.Demo;

/// <summary>Chance that repeats itself: every customer has its own, so that customer 17 is the same in a demo of 400 and of 100,000.</summary>
internal static class DemoRandom
{
    private static readonly (string Letter, string Letters)[] s_letters = [("œ", "oe"), ("ß", "ss"), ("ø", "o"), ("ð", "d"), ("ł", "l")];

    /// <summary>The chance of one thing of one partner.</summary>
    /// <param name="seed">Setting <c>Demo:Seed</c>.</param>
    /// <param name="partner">Number of the partner.</param>
    /// <param name="index">Number of the customer within the partner; -1 for the partner's own.</param>
    public static Randomizer Of(int seed, int partner, int index)
    {
        var mixed = (uint)seed;
        foreach (var part in (int[])[partner, index])
        {
            mixed = (mixed ^ (uint)part) * 0x9E3779B1u;
            mixed ^= mixed >> 15;
            mixed *= 0x85EBCA77u;
            mixed ^= mixed >> 13;
        }
        return new Randomizer((int)(mixed & int.MaxValue));
    }

    /// <summary>
    /// An id of the customer of a number: of a hundred thousand customers some draw the same chance, for seeds have 31 bits.
    /// </summary>
    public static Guid Id(this Randomizer random, int index)
    {
        Span<byte> own = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(own, index);
        return Apart(random.Guid(), own);
    }

    /// <summary>An id of something of a customer.</summary>
    public static Guid Id(this Randomizer random, Guid customer) => Apart(random.Guid(), customer.ToByteArray().AsSpan(^8..));

    private static Guid Apart(Guid drawn, ReadOnlySpan<byte> own)
    {
        var bytes = drawn.ToByteArray();
        for (var i = 1; i <= own.Length; i++)
            bytes[^i] ^= own[^i];
        return new Guid(bytes);
    }

    /// <summary>True in so many of a hundred cases.</summary>
    public static bool Percent(this Randomizer random, int percent) => random.Number(0, 99) < percent;

    /// <summary>One of the items.</summary>
    public static T Pick<T>(this Randomizer random, IReadOnlyList<T> items) => items[random.Number(0, items.Count - 1)];

    /// <summary>One of the items, by weight.</summary>
    public static T Pick<T>(this Randomizer random, IReadOnlyList<(T Item, int Weight)> items)
    {
        var at = random.Number(0, items.Sum(i => i.Weight) - 1);
        foreach (var (item, weight) in items)
        {
            at -= weight;
            if (at < 0)
                return item;
        }
        throw new InvalidOperationException("The weights add up to less than their sum.");
    }

    /// <summary>Fills a pattern: # is a digit, ? a capital letter.</summary>
    public static string Fill(this Randomizer random, string pattern) => random.Replace(pattern);

    /// <summary>Latin letters and digits, small, the rest as single hyphens: what email addresses are made of.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        var plain = text.ToLowerInvariant();
        foreach (var (letter, letters) in s_letters)
            plain = plain.Replace(letter, letters, StringComparison.Ordinal);
        foreach (var c in plain.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        return slug.ToString().Trim('-');
    }
}
