using System.Globalization;
using System.Text;

namespace PartnerBlazor.Bench.Report;

/// <summary>A table of results, for the screen and for Markdown.</summary>
/// <param name="title">What it tells.</param>
/// <param name="columns">Its columns.</param>
public sealed class Table(string title, params string[] columns)
{
    private readonly List<string[]> _rows = [];
    private readonly List<string> _notes = [];

    /// <summary>Adds a row; numbers are written so that they can be read.</summary>
    public void Add(params object[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        _rows.Add([.. cells.Select(Written)]);
    }

    /// <summary>Adds a line below the table.</summary>
    public void Note(string text) => _notes.Add(text);

    /// <summary>As Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"### {title}\n\n");
        string[][] lines = [columns, [.. columns.Select((_, i) => i == 0 ? "---" : "---:")], .. _rows];
        foreach (var line in lines)
            text.Append("| ").AppendJoin(" | ", line).Append(" |\n");
        foreach (var note in _notes)
            text.Append('\n').Append(note).Append('\n');
        return text.Append('\n').ToString();
    }

    /// <summary>A ratio: how many times less the first is than the second.</summary>
    public static string Ratio(double ours, double theirs) => ours <= 0
        ? "too small to measure"
        : string.Create(CultureInfo.InvariantCulture, $"1/{Written(theirs / ours)}");

    private static string Written(object cell) => cell switch
    {
        double number when Math.Abs(number) >= 100 => number.ToString("N0", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) >= 10 => number.ToString("0.0", CultureInfo.InvariantCulture),
        double number => number.ToString("0.##", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
