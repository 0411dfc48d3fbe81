using System.Globalization;
using System.Text;

namespace PartnerBlazor.Journal;

/// <summary>How far the journal of a partner went at some moment, as kept outside the database.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="PartnerId">The partner.</param>
/// <param name="Seq">Number of its last entry then.</param>
/// <param name="Hash">Hash of that entry, in hexadecimal digits.</param>
public sealed record JournalHead(DateTime At, int PartnerId, long Seq, string Hash)
{
    /// <summary>Reads the file; empty when there is none.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<JournalHead> Read(string path) =>
        File.Exists(path) ? [.. File.ReadAllLines(path).Select((line, index) => Parse(line) ?? throw new InvalidDataException($"line {index + 1} cannot be read"))] : [];

    /// <summary>Writes the file: whole, or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, IEnumerable<JournalHead> heads)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = path + ".part";
        using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.ASCII.GetBytes(string.Concat(heads.Select(head => $"{head}\n"))));
            // Under its name only once it is on the disk.
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: true);
    }

    /// <summary>A line of the file.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:O} {PartnerId} {Seq} {Hash}");

    private static JournalHead? Parse(string line) =>
        line.Split(' ') is [var at, var partner, var seq, var hash]
        && DateTime.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
        && int.TryParse(partner, NumberStyles.None, CultureInfo.InvariantCulture, out var partnerId)
        && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new JournalHead(moment, partnerId, number, hash)
            : null;
}
