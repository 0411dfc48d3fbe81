using System.Text.Json;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// One reading of the vendor's list of customers, page by page (domain.md B3, B13). Complete is only what leaves no doubt: from what is missing
/// from it, it is concluded that customers have left.
/// </summary>
internal sealed class EstateReading
{
    // A list that never ends is no list.
    private const int MostPages = 5_000;

    private readonly HashSet<Guid> _ids = [];
    private int? _items;
    private int _size = CentralClient.PageSize;
    private bool _doubtful;

    /// <summary>The page to ask for next, from 1; null: all were read.</summary>
    public int? NextPage { get; private set; } = 1;

    /// <summary>Customers the vendor says there are; null: it does not say.</summary>
    public int? Total => _items;

    /// <summary>The customers it names, also those of which nothing else could be taken.</summary>
    public IReadOnlySet<Guid> Ids => _ids;

    /// <summary>True when every customer the vendor speaks of was read, each with its id, and there is one at least.</summary>
    public bool IsComplete => NextPage is null && !_doubtful && _items > 0 && _ids.Count == _items;

    /// <summary>Takes the page that was asked for.</summary>
    /// <param name="body">The answer.</param>
    /// <returns>Its records; null: it is no page.</returns>
    public IReadOnlyList<JsonElement>? Take(JsonElement body)
    {
        var asked = NextPage ?? throw new InvalidOperationException("All pages were read.");
        if (body.Get("items") is not { ValueKind: JsonValueKind.Array } items)
            return null;
        var records = items.EnumerateArray().ToList();
        if (asked == 1)
            _items = NumberOf(body, "items");
        // The vendor may give less on a page than it was asked for; what changes on the way moves records between pages.
        if (NumberOf(body, "size") is > 0 and var size && size != _size)
            (_size, _doubtful) = (size, _doubtful || asked > 1);
        _doubtful |= _items is null || NumberOf(body, "current") is not { } current || current != asked;
        foreach (var record in records)
            _doubtful |= IdOf(record) is not { } id || !_ids.Add(id);
        var pages = _items is { } all ? (all + _size - 1) / _size : records.Count < _size ? asked : MostPages;
        NextPage = asked < Math.Min(pages, MostPages) && records.Count > 0 ? asked + 1 : null;
        return records;
    }

    private static Guid? IdOf(JsonElement record)
    {
        try
        {
            return Guid.TryParse(record.Get("id").Text(), out var id) && id != Guid.Empty ? id : null;
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode.
            return null;
        }
    }

    private static int? NumberOf(JsonElement body, string name)
    {
        try
        {
            return body.Get("pages", name).CountOrNone();
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode.
            return null;
        }
    }
}
