using System.Globalization;
using System.Text;

namespace PartnerBlazor.Store;

/// <summary>Folds text for comparing: once, the same for what is stored and what is asked (DESIGN §3).</summary>
public static class Folding
{
    /// <summary>
    /// Folds case, accents and compatibility forms: FormKD, marks removed, lower case, and letters FormKD leaves alone (œ→oe, ß→ss …).
    /// White space becomes one blank a character; other control characters vanish.
    /// </summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length + 8);
        foreach (var rune in Decompose(text).ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                folded.Append(' ');
                continue;
            }
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Control)
                continue;
            switch (rune.IsBmp ? (char)rune.Value : '\0')
            {
                case 'œ': folded.Append("oe"); break;
                case 'æ': folded.Append("ae"); break;
                case 'ß': folded.Append("ss"); break;
                case 'ø': folded.Append('o'); break;
                case 'ł': folded.Append('l'); break;
                case 'đ': folded.Append('d'); break;
                case 'ı': folded.Append('i'); break;
                case '’': folded.Append('\''); break;
                default: folded.Append(rune); break;
            }
        }
        return folded.ToString();
    }

    // Half a surrogate pair is no text and cannot be decomposed, nor can U+FFFE, and the index tells neither it nor U+FFFF from the
    // replacement character: all become that.
    private static string Decompose(string text)
    {
        var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return valid.Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD').Normalize(NormalizationForm.FormKD);
    }
}
