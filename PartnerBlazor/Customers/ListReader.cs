using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>
/// Reads any place of the list without going through rows that are not shown: first which rows stand there, by indexes alone, then those.
/// </summary>
/// <param name="db">The database, at one moment.</param>
/// <param name="scope">Who asks.</param>
/// <param name="filter">The filter as it exists for the person: <see cref="CustomerFilter.For"/>.</param>
/// <param name="today">UTC day the expiry filter counts from.</param>
/// <param name="few">Up to how many rows are cheaper to sort than to find on the way through a hundred thousand.</param>
internal sealed class ListReader(PartnerDb db, PartnerScope scope, CustomerFilter filter, DateOnly today, int few = ListReader.UsuallyFew)
{
    /// <summary>Measured: to sort so many takes as long as to go through an index of 100,000.</summary>
    public const int UsuallyFew = 2000;

    // A word that many customers have is met thirty times by then; to ask the search who else has it takes far longer.
    private const int Looked = 120;

    private readonly ListRows _rows = new(db, scope, filter, today, few);

    /// <summary>How many match.</summary>
    public Task<int> CountAsync(CancellationToken cancel) =>
        _rows.Counted.CountAsync(cancel);

    /// <inheritdoc cref="ListRows.LeaveOutAsync"/>
    public Task<int> LeaveOutAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) => _rows.LeaveOutAsync(ids, cancel);

    /// <summary>All that match, in no particular order.</summary>
    public IQueryable<CustomerRow> All => _rows.Found(ListIndexes.NameEn);

    /// <summary>All that match, in order.</summary>
    public IQueryable<CustomerRow> AllInOrder(NameLanguage language) => _rows.Found(NameIndex(language)).Ordered(filter, language);

    /// <summary>The rows of a stretch of the list, in order.</summary>
    /// <param name="language">Order of names.</param>
    /// <param name="total">How many rows there are, not counting those left out.</param>
    /// <param name="start">Rows to skip.</param>
    /// <param name="count">Rows to read.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<CustomerRow>> WindowAsync(NameLanguage language, int total, int start, int count, CancellationToken cancel)
    {
        var numbers = await NumbersAsync(language, new Stretch(total, start, Math.Min(count, total - start)), cancel);
        if (numbers.Count == 0)
            return [];
        var rows = await db.CustomerRows.AsNoTracking().Where(r => numbers.Contains(r.RowNo)).ToDictionaryAsync(r => r.RowNo, cancel);
        return [.. numbers.Select(number => rows[number])];
    }

    private async Task<List<long>> NumbersAsync(NameLanguage language, Stretch stretch, CancellationToken cancel)
    {
        if (stretch.Count <= 0)
            return [];
        var column = SortColumn.Of(filter);
        if (column is null && filter.Search.Length > 0 && stretch.Start == 0)
        {
            var met = await _rows.Met(Looked, language).Select(r => r.RowNo).Take(stretch.Count).ToListAsync(cancel);
            if (met.Count == stretch.Count)
                return met;
        }
        // Few are found by the word and sorted; of many, those with the first names are met soon on the way down the names.
        if (await _rows.IsRareAsync(cancel))
            return await stretch.ReadAsync(back => _rows.Found(NameIndex(language)).Ordered(filter, language, back).Select(r => r.RowNo), cancel);
        if (column is not null && !scope.ByCustomers())
            return await column.ReadAsync(_rows, language, stretch, cancel);
        return await stretch.ReadAsync(back => _rows.On(NameIndex(language)).Ordered(filter, language, back).Select(r => r.RowNo), cancel);
    }

    /// <summary>The index by name in a language.</summary>
    public static ListIndex NameIndex(NameLanguage language) => language == NameLanguage.Fr ? ListIndexes.NameFr : ListIndexes.NameEn;
}

/// <summary>A stretch of some rows in order.</summary>
/// <param name="Total">How many rows there are.</param>
/// <param name="Start">Rows before it.</param>
/// <param name="Count">Rows in it; there are so many.</param>
internal readonly record struct Stretch(int Total, int Start, int Count)
{
    private int After => Total - Start - Count;

    /// <summary>What of it lies within a part of the rows, as a stretch of that part.</summary>
    public Stretch Within(int from, int size)
    {
        var (first, last) = (Math.Max(Start, from), Math.Min(Start + Count, from + size));
        return new Stretch(size, first - from, Math.Max(0, last - first));
    }

    /// <summary>Reads it from the nearer end: what is skipped is gone through.</summary>
    /// <param name="inOrder">The rows in order, or backwards.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<List<T>> ReadAsync<T>(Func<bool, IQueryable<T>> inOrder, CancellationToken cancel)
    {
        if (Start <= After)
            return await inOrder(false).Skip(Start).Take(Count).ToListAsync(cancel);
        var backwards = await inOrder(true).Skip(After).Take(Count).ToListAsync(cancel);
        backwards.Reverse();
        return backwards;
    }
}
