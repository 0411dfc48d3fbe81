using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Text;

namespace PartnerBlazor.Journal;

/// <summary>The audit log as a file for spreadsheets (<see cref="CsvFile"/>): a line an entry, newest first, in the words of the page.</summary>
public sealed class AuditCsv(IStringLocalizer<AuditTexts> loc, AuditWords words)
{
    private static readonly string[] s_columns =
    [
        nameof(AuditTexts.CsvNumber), nameof(AuditTexts.ColumnDate), nameof(AuditTexts.ColumnWhere), nameof(AuditTexts.CsvCustomerId), nameof(AuditTexts.ColumnWho),
        nameof(AuditTexts.ColumnType), nameof(AuditTexts.ColumnItem), nameof(AuditTexts.ColumnChange), nameof(AuditTexts.ColumnAddress),
    ];

    /// <summary>Writes the entries as they come.</summary>
    /// <param name="to">Where to; left open.</param>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="cancel">Cancels.</param>
    public Task WriteAsync(Stream to, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancel) =>
        CsvFile.WriteAsync(to, s_columns.Select(key => (string)loc[key]), LinesAsync(entries, cancel), cancel);

    private async IAsyncEnumerable<IEnumerable<string>> LinesAsync(IAsyncEnumerable<AuditEntry> entries, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in entries.WithCancellation(cancel))
            yield return
            [
                entry.Change.Seq.ToString(CultureInfo.InvariantCulture), entry.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), words.Where(entry),
                $"{entry.Change.CustomerId}", words.Who(entry), words.Type(AuditTypes.TypeOf(entry.Change.Kind)), words.Item(entry), words.Changed(entry), entry.Address,
            ];
    }
}
