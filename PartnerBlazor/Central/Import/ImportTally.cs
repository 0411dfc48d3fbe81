namespace PartnerBlazor.Central.Import;

/// <summary>How the records of one kind fared; read is the sum of all but <see cref="Ended"/>, and of those older than what is known.</summary>
public sealed class ImportCounts
{
    /// <summary>Records in the files.</summary>
    public int Read { get; set; }
    /// <summary>New here.</summary>
    public int Created { get; set; }
    /// <summary>Known, with something new.</summary>
    public int Changed { get; set; }
    /// <summary>Known, nothing new.</summary>
    public int Unchanged { get; set; }
    /// <summary>The same thing again: the newest file counts; for alerts, the same cause.</summary>
    public int Merged { get; set; }
    /// <summary>Not taken; see <see cref="ImportTally.Refusals"/>.</summary>
    public int Refused { get; set; }
    /// <summary>Known here but gone from a complete answer: licences ended, alerts closed.</summary>
    public int Ended { get; set; }
}

/// <summary>What an import met and did; becomes the summary.</summary>
public sealed class ImportTally
{
    private readonly SortedDictionary<string, int> _unknown = new(StringComparer.Ordinal);
    private readonly List<string> _dates = [];
    private readonly List<(string File, string Reason)> _refusals = [];
    private readonly SortedDictionary<string, int> _older = new(StringComparer.Ordinal);
    private readonly List<string> _skipped = [];

    /// <summary>Customers.</summary>
    public ImportCounts Customers { get; } = new();
    /// <summary>Licences.</summary>
    public ImportCounts Licences { get; } = new();
    /// <summary>Alerts.</summary>
    public ImportCounts Alerts { get; } = new();
    /// <summary>Customers whose devices were checked; saved answers tell none.</summary>
    public ImportCounts Health { get; } = new();
    /// <summary>Files read.</summary>
    public int Files { get; set; }
    /// <summary>Answers without a record, which do not say of whom.</summary>
    public int Empty { get; set; }
    /// <summary>Answers of other kinds, and the vendor's refusals: read, but nothing here is told by them.</summary>
    public int Ignored { get; set; }
    /// <summary>Values this program does not know, with how often.</summary>
    public IReadOnlyDictionary<string, int> Unknown => _unknown;
    /// <summary>Impossible dates and what they were read as.</summary>
    public IReadOnlyList<string> Dates => _dates;
    /// <summary>Records not taken: file and reason.</summary>
    public IReadOnlyList<(string File, string Reason)> Refusals => _refusals;
    /// <summary>Records not taken because what is known is newer, by file.</summary>
    public IReadOnlyDictionary<string, int> Older => _older;
    /// <summary>Files that hold no JSON and are not named so, and links that lead back.</summary>
    public IReadOnlyList<string> Skipped => _skipped;
    /// <summary>True when anything was written.</summary>
    public bool Wrote => new[] { Customers, Licences, Alerts }.Any(c => c.Created + c.Changed + c.Ended > 0);

    /// <summary>Counts a value this program does not know.</summary>
    public void AddUnknown(string field, string value)
    {
        var key = $"{field} \"{value}\"";
        _unknown[key] = _unknown.GetValueOrDefault(key) + 1;
    }

    /// <summary>Notes a corrected date.</summary>
    public void AddDate(AnswerSource source, string field, string told, string taken)
    {
        ArgumentNullException.ThrowIfNull(source);
        _dates.Add($"{source.Name}: {field} {told} read as {taken}");
    }

    /// <summary>Notes records not taken.</summary>
    public void Refuse(ImportCounts counts, AnswerSource source, string reason, int records = 1)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(source);
        counts.Refused += records;
        _refusals.Add((source.Name, records == 1 ? reason : $"{reason} ({records} records)"));
    }

    /// <summary>Notes records older than what is known.</summary>
    public void AddOlder(AnswerSource source, int records)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (records > 0)
            _older[source.Name] = _older.GetValueOrDefault(source.Name) + records;
    }

    /// <summary>Notes a file that was passed over.</summary>
    public void Skip(string file) => _skipped.Add(file);
}
