using System.Globalization;
using System.Text;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Central.Import;

/// <summary>What became of the partner of an import.</summary>
internal enum ImportedInto
{
    /// <summary>It was there.</summary>
    KnownPartner,
    /// <summary>It was created.</summary>
    NewPartner,
    /// <summary>It was not there and nothing could be taken.</summary>
    Nothing,
}

/// <summary>What is printed at the end of an import.</summary>
internal static class ImportSummary
{
    /// <param name="arguments">What was asked for.</param>
    /// <param name="partner">What became of the partner.</param>
    /// <param name="tally">What was met and done.</param>
    public static string Of(ImportArguments arguments, ImportedInto partner, ImportTally tally)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        Line(partner switch
        {
            ImportedInto.Nothing => $"Nothing of {arguments.Folder} could be imported; the partner {arguments.Partner} was not created.",
            ImportedInto.NewPartner => $"Imported {arguments.Folder} into {arguments.Partner} (new partner).",
            _ => $"Imported {arguments.Folder} into {arguments.Partner}.",
        });
        Line($"files read: {tally.Files}; empty answers: {tally.Empty}; answers of other kinds ignored: {tally.Ignored}; other files passed over: {tally.Skipped.Count}");
        Line(Row("", "read", "created", "changed", "unchanged", "merged", "refused", "ended"));
        Line(Row("customers", tally.Customers));
        Line(Row("licences", tally.Licences));
        Line(Row("alerts", tally.Alerts));
        Line($"unknown values: {tally.Unknown.Values.Sum()}");
        foreach (var (value, count) in tally.Unknown)
            Line($"  {value}: {count}");
        Line($"corrected dates: {tally.Dates.Count}");
        foreach (var date in tally.Dates)
            Line($"  {date}");
        Line($"older than what is known: {tally.Older.Values.Sum()}");
        foreach (var (file, count) in tally.Older)
            Line($"  {file}: {count}");
        Line($"refused: {tally.Customers.Refused + tally.Licences.Refused + tally.Alerts.Refused}");
        foreach (var (file, reason) in tally.Refusals)
            Line($"  {file}: {reason}");
        foreach (var file in tally.Skipped)
            Line($"passed over: {file}");
        return text.ToString();
    }

    private static string Row(string name, ImportCounts c) => Row(
        name, [.. new[] { c.Read, c.Created, c.Changed, c.Unchanged, c.Merged, c.Refused, c.Ended }.Select(n => n.ToString(CultureInfo.InvariantCulture))]);

    private static string Row(string name, params string[] cells) => $"{name,-9}" + string.Concat(cells.Select(cell => $" {cell,9}"));
}
