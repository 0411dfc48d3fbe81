using System.Text.Json;

namespace PartnerBlazor.Central.Import;

/// <summary>
/// Reads saved answers of the vendor (domain.md B3, B6, B9) and tells them apart by their content: pages <c>{items, pages}</c>, bare
/// arrays, arrays of answers, single records. Answers of other kinds are passed over.
/// </summary>
public sealed class AnswerReader(ImportTally tally)
{
    private readonly RecordReader _records = new(tally);

    /// <summary>What was read so far.</summary>
    public VendorReading Reading { get; } = new();

    /// <summary>Reads one file.</summary>
    /// <exception cref="BrokenAnswerException">It is no text, no JSON, or no answer of the vendor.</exception>
    public void Read(AnswerSource source, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(bytes);
        var text = AnswerText.Of(bytes);
        if (!AnswerText.LooksLikeJson(text) && !source.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            tally.Skip(source.Name);
            return;
        }
        if (text is null)
            throw new BrokenAnswerException(source.Name, "is neither UTF-8 nor UTF-16 text");
        tally.Files++;
        try
        {
            using var document = JsonDocument.Parse(text);
            ReadAnswer(source, document.RootElement);
        }
        catch (JsonException error)
        {
            throw new BrokenAnswerException(source.Name, $"is no JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            throw new BrokenAnswerException(source.Name, "holds text that is no Unicode");
        }
    }

    private void ReadAnswer(AnswerSource source, JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Array)
        {
            // A script's own list of records, or of whole answers.
            var whole = answer.EnumerateArray().Where(IsAnswer).ToList();
            foreach (var inner in whole)
                ReadAnswer(source, inner);
            if (whole.Count == 0 || whole.Count < answer.GetArrayLength())
                ReadRecords(source, [.. answer.EnumerateArray().Where(item => !IsAnswer(item))], null);
        }
        else if (answer.Get("items") is { ValueKind: JsonValueKind.Array } items)
            ReadRecords(source, [.. items.EnumerateArray()], answer.Get("pages"));
        else
            ReadRecords(source, [answer], null);
    }

    private static bool IsAnswer(JsonElement item) => item.Get("items") is { ValueKind: JsonValueKind.Array };

    private void ReadRecords(AnswerSource source, IReadOnlyList<JsonElement> records, JsonElement? pages)
    {
        if (records.Count == 0)
        {
            tally.Empty++;
            return;
        }
        var kinds = records.Select(RecordKinds.Of).ToList();
        if (kinds.TrueForAll(kind => kind == RecordKind.Unknown))
            throw new BrokenAnswerException(source.Name, RecordKinds.WhyUnknown(records[0]));
        var alerts = new List<VendorAlert>();
        for (var i = 0; i < records.Count; i++)
        {
            switch (kinds[i])
            {
                case RecordKind.Customer:
                    tally.Customers.Read++;
                    if (_records.Customer(source, records[i]) is { } customer && !Reading.Add(customer))
                        tally.Customers.Merged++;
                    break;
                case RecordKind.Licences:
                    if (_records.Licences(source, records[i]) is { } licences)
                        tally.Licences.Merged += Reading.Add(licences);
                    break;
                case RecordKind.Alert:
                    tally.Alerts.Read++;
                    if (_records.Alert(source, records[i]) is { } alert)
                        alerts.Add(alert);
                    break;
                case RecordKind.Other:
                    tally.Ignored++;
                    break;
                default:
                    tally.Customers.Read++;
                    tally.Refuse(tally.Customers, source, $"record {i + 1} is neither customer, licences nor alert");
                    break;
            }
        }
        Reading.Add(new AlertPage(source, alerts, pages is not null, pages?.Get("total").CountOrNone(), pages?.Get("items").CountOrNone()));
    }
}
