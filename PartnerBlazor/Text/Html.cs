using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CommunityToolkit.HighPerformance.Buffers;
using Microsoft.AspNetCore.Components;

namespace PartnerBlazor.Text;

/// <summary>
/// Markup written by hand where a render tree would cost too much (the rows of the list). Every value put into it is encoded, whatever it is;
/// only other markup made here goes in as it is.
/// </summary>
public static class Html
{
    /// <summary>Nothing.</summary>
    public static MarkupString None { get; } = new("");

    /// <summary>Pieces, one after the other.</summary>
    public static MarkupString All(IEnumerable<MarkupString> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        var all = new Writer(0, 0);
        foreach (var piece in pieces)
            all.AppendFormatted(piece);
        return all.End();
    }

    /// <summary>The markup.</summary>
    public static MarkupString Of(ref Writer writer) => writer.End();

    /// <summary>Takes the parts of an interpolated string apart; the compiler calls it.</summary>
    [InterpolatedStringHandler]
    public ref struct Writer
    {
        // Letters of every script stay what they are; what means something in markup does not.
        private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

        // Hundreds of tabs show the same rows: the markup of a cell is kept once for all of them, as long as it is among the last used.
        private static readonly StringPool s_kept = new(16384);

        private DefaultInterpolatedStringHandler _text;

        /// <summary>Begins.</summary>
        public Writer(int literalLength, int formattedCount) =>
            _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);

        /// <summary>Markup as it is written in the source.</summary>
        public void AppendLiteral(string markup) => _text.AppendLiteral(markup);

        /// <summary>A value: encoded.</summary>
        public void AppendFormatted(string? value)
        {
            if (!string.IsNullOrEmpty(value))
                _text.AppendLiteral(s_encoder.Encode(value));
        }

        /// <summary>A number.</summary>
        public void AppendFormatted(int number) => _text.AppendFormatted(number);

        /// <summary>Other markup made here.</summary>
        public void AppendFormatted(MarkupString markup) => _text.AppendLiteral(markup.Value);

        internal MarkupString End()
        {
            var markup = new MarkupString(s_kept.GetOrAdd(_text.Text));
            _text.Clear();
            return markup;
        }
    }
}
