using System.Collections.Concurrent;
using System.Globalization;
using PartnerBlazor.Access;

namespace PartnerBlazor.Customers;

/// <summary>
/// How many customers match, counted once for all who may see the same and ask the same, and while nothing changes: a count goes through every
/// match, and scrolling asks for it again and again. What the partner's journal number is, tells whether it still holds.
/// </summary>
internal sealed class ListCounts
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, (long Seq, int Count)> _counts = new(StringComparer.Ordinal);

    /// <summary>The count at a moment.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">The filter as it exists for the person.</param>
    /// <param name="today">UTC day the expiry filter counts from.</param>
    /// <param name="seq">The partner's journal number at that moment.</param>
    /// <param name="count">Counts.</param>
    public async Task<int> OfAsync(PartnerScope scope, CustomerFilter filter, DateOnly today, long seq, Func<Task<int>> count)
    {
        var link = new CustomerLink(filter with { Sort = default, Descending = false, WithUnprotected = false });
        var key = string.Create(CultureInfo.InvariantCulture, $"{scope.Horizon} {today.DayNumber} {filter.WithUnprotected} {link}");
        if (_counts.TryGetValue(key, out var known) && known.Seq == seq)
            return known.Count;
        var counted = await count();
        // What nobody asks for any more would stay for ever.
        if (_counts.Count >= Most)
            _counts.Clear();
        _counts[key] = (seq, counted);
        return counted;
    }
}
