using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
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
    public static MarkupString All(IEnumerable<MarkupString> pieces) => new(string.Concat(pieces.Select(piece => piece.Value)));

    /// <summary>The markup.</summary>
    public static MarkupString Of(ref Writer writer) => writer.End();

    /// <summary>Takes the parts of an interpolated string apart; the compiler calls it.</summary>
    [InterpolatedStringHandler]
    public ref struct Writer
    {
        // Letters of every script stay what they are; what means something in markup does not.
        private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

        [ThreadStatic]
        private static StringBuilder? _kept;

        private readonly StringBuilder _text;

        /// <summary>Begins.</summary>
        public Writer(int literalLength, int formattedCount)
        {
            // One is kept for the next; a hole that writes markup of its own has another.
            _text = _kept ?? new StringBuilder(literalLength + formattedCount * 16);
            _kept = null;
        }

        /// <summary>Markup as it is written in the source.</summary>
        public readonly void AppendLiteral(string markup) => _text.Append(markup);

        /// <summary>A value: encoded.</summary>
        public readonly void AppendFormatted(string? value)
        {
            if (!string.IsNullOrEmpty(value))
                _text.Append(s_encoder.Encode(value));
        }

        /// <summary>A number.</summary>
        public readonly void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>Other markup made here.</summary>
        public readonly void AppendFormatted(MarkupString markup) => _text.Append(markup.Value);

        internal readonly MarkupString End()
        {
            var markup = new MarkupString(_text.ToString());
            _text.Clear();
            _kept = _text;
            return markup;
        }
    }
}
