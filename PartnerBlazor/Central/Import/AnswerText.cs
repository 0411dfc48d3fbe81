using System.Text;

namespace PartnerBlazor.Central.Import;

/// <summary>The text of a saved answer, in whatever encoding a script wrote it.</summary>
internal static class AnswerText
{
    // Strict, so that a wrong encoding is told and does not become question marks in names. The longer marks first.
    private static readonly Encoding[] s_marked =
        [new UTF32Encoding(false, true, true), new UTF8Encoding(true, true), new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true)];

    private static readonly UTF8Encoding s_plain = new(false, true);

    /// <summary>The text without its byte order mark; null when the bytes are no text.</summary>
    public static string? Of(byte[] bytes)
    {
        try
        {
            var encoding = Array.Find(s_marked, e => bytes.AsSpan().StartsWith(e.Preamble));
            return encoding is null ? s_plain.GetString(bytes) : encoding.GetString(bytes.AsSpan(encoding.Preamble.Length));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>True when the text begins as a JSON object or array does.</summary>
    public static bool LooksLikeJson(string? text) => (text ?? "").AsSpan().TrimStart() is ['{' or '[', ..];
}
