using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace PartnerBlazor.Text;

/// <summary>
/// A file for spreadsheets, with the separator those of the request's language expect, in UTF-8 with a mark that says so. What is in it comes
/// from customers: what a spreadsheet would take for a formula gets an apostrophe in front.
/// </summary>
public static class CsvFile
{
    private static readonly UTF8Encoding s_marked = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Writes lines as they come.</summary>
    /// <param name="to">Where to; left open.</param>
    /// <param name="heads">Heads of the columns.</param>
    /// <param name="lines">The lines, each with a field a column.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task WriteAsync(Stream to, IEnumerable<string> heads, IAsyncEnumerable<IEnumerable<string>> lines, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(lines);
        await using var writer = new StreamWriter(to, s_marked, leaveOpen: true);
        await using var csv = new CsvWriter(writer, Configuration(), leaveOpen: true);
        await LineAsync(csv, heads);
        await foreach (var line in lines.WithCancellation(cancel))
            await LineAsync(csv, line);
    }

    private static CsvConfiguration Configuration() => new(CultureInfo.CurrentCulture)
    {
        Delimiter = CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "fr" ? ";" : ",",
        NewLine = "\r\n",
        InjectionOptions = InjectionOptions.Escape,
        // A line break too: some spreadsheets drop it and read what follows.
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n'],
        InjectionEscapeCharacter = '\'',
    };

    private static Task LineAsync(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        return csv.NextRecordAsync();
    }
}
