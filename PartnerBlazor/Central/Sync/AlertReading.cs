using System.Text.Json;
using PartnerBlazor.Central.Import;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// One reading of a customer's open alerts, page by page (domain.md B9, B13). Whole is only what leaves no doubt: what is missing from it is closed.
/// </summary>
/// <param name="customerId">The customer that is asked for.</param>
/// <param name="from">Since when they are asked for (UTC); null: all.</param>
internal sealed class AlertReading(Guid customerId, DateTime? from)
{
    // Of a customer with more only what is new is taken.
    private const int MostPages = 20;

    private readonly Dictionary<string, VendorAlert> _alerts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly RecordReader _records = new(new ImportTally());
    private int? _items;
    private DateTime? _at;
    private bool _doubtful = from is not null;
    private int _pages;

    /// <summary>Where the next page begins; null: at the beginning, or all were read.</summary>
    public string? NextKey { get; private set; }

    /// <summary>Takes a page.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="askedAt">When it was asked for (UTC).</param>
    /// <returns>False: it is no page.</returns>
    public bool Take(JsonElement body, DateTime askedAt)
    {
        if (body.Get("items") is not { ValueKind: JsonValueKind.Array } items)
            return false;
        // What was told while the first page was asked for is as old as all of it.
        var source = new AnswerSource("Alerts", _at ??= askedAt);
        foreach (var record in items.EnumerateArray())
        {
            if (_records.AlertOf(source, record, customerId) is { } alert)
                _doubtful |= !_alerts.TryAdd(alert.Id, alert);
            else
                _doubtful = true;
        }
        if (_pages++ == 0)
            _items = body.Get("pages", "items").CountOrNone();
        NextKey = body.Get("pages", "nextKey").Text() is { Length: > 0 } key ? key : null;
        // Without a word on pages it may be a part of anything.
        _doubtful |= body.Get("pages") is not { ValueKind: JsonValueKind.Object };
        // The vendor may name a next page where there is none (domain.md B9): as many as it counts in the same answer are all, and so are as many as it counted before an empty page. On any other page they
        // prove nothing: more that were raised meanwhile than a page holds would stand for those that were not read.
        if (!_doubtful && _alerts.Count == _items && (_pages == 1 || items.GetArrayLength() == 0))
            NextKey = null;
        // A key that leads back leads nowhere, nor does an empty page.
        if (NextKey is not null && (!_keys.Add(NextKey) || _pages == MostPages || items.GetArrayLength() == 0))
            (NextKey, _doubtful) = (null, true);
        return true;
    }

    /// <summary>The next page could not be had: what was told counts, nothing is concluded from what was not.</summary>
    public void Break() => (NextKey, _doubtful) = (null, true);

    /// <summary>What was told.</summary>
    public VendorAlerts Told() => new([.. _alerts.Values], !_doubtful && (_items is null || _items == _alerts.Count), _at, []);
}
