using CsCheck;

namespace PartnerBlazor.Tests.Customers;

/// <summary>Names and queries as nobody would type them, and as everybody does.</summary>
internal static class TextGen
{
    private static readonly string[] s_pieces =
    [
        "a", "b", "ab", "abc", "e", "é", "E\u0301", "É", "œ", "Œ", "oe", "ß", "ẞ", "ss", "ø", "ł", "æ", "ﬁ", "①", "İ", "ı", "’",
        " ", " ", " ", "\t", "\u00A0", "\n", "-", "'", "\"", "\"\"", "%", "_", "*", "(", ")", "^", ":", "+", "{", "\\", ";", "--",
        "AND", "OR", "NOT", "NEAR", "\0", "\u0001", "\u0002", "\u001F", "\u007F", "\uD83D", "\uDE00", "😀", "👩‍👩‍👧", "🏳️‍🌈", "\u0301", "\u200B", "\u200D",
        "ش", "شركة", "中", "株式会社", "Привет", "김", "ΑΒΓ", "ά", "\uFFFD", "\uFFFE", "\uFFFF", "\u202E", "\U000E0100", "葛", "¨", "½", "\uFDFA",
    ];

    public static readonly Gen<string> Wild = Gen.Frequency(
        (8, Gen.OneOf(s_pieces).Array[0, 8].Select(string.Concat)),
        (1, Gen.String[0, 12]),
        (1, Gen.Char['\u0000', '\uFFFF'].Array[0, 12].Select(chars => new string(chars))));

    /// <summary>Queries that have a chance: cuts out of <paramref name="names"/>, several of them, odd ones, and very long ones.</summary>
    public static Gen<string> QueryOf(IReadOnlyList<string> names)
    {
        var cut = Gen.Select(Gen.OneOf([.. names]), Gen.Int[0, 40], Gen.Int[1, 6]).Select((name, start, length) =>
            name.Length == 0 ? "" : name.Substring(start % name.Length, Math.Min(length, name.Length - start % name.Length)));
        return Gen.Frequency(
            (6, cut),
            (3, cut.Array[2, 3].Select(words => string.Join(' ', words))),
            (3, Wild),
            (1, Gen.OneOf(s_pieces).Array[100, 300].Select(string.Concat)),
            (1, cut.Select(text => string.Concat(Enumerable.Repeat(text + " ", 10_000 / (text.Length + 1))))));
    }
}
