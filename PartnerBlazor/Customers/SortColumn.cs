using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>A column the list is sorted by, beside the name.</summary>
internal abstract class SortColumn
{
    /// <summary>The numbers of the rows of a stretch, in order.</summary>
    public abstract Task<List<long>> ReadAsync(ListRows rows, NameLanguage language, Stretch stretch, CancellationToken cancel);

    /// <summary>The column of a filter; null: the name.</summary>
    public static SortColumn? Of(CustomerFilter filter) => filter.Sort switch
    {
        CustomerSort.Billing => new SortColumn<BillingType>(ListIndexes.Billing, r => r.BillingType, filter.Descending),
        CustomerSort.Licences => new SortColumn<int>(ListIndexes.Cover, r => r.WorstCover, filter.Descending),
        CustomerSort.Expiry => new SortColumn<DateOnly?>(ListIndexes.Expiry, r => r.NextExpiry, filter.Descending, r => r.NextExpiry == null),
        CustomerSort.Assistance => new SortColumn<PartnerAssistance>(ListIndexes.Assistance, r => r.Assistance, filter.Descending),
        CustomerSort.Alerts => new SortColumn<long>(ListIndexes.Alerts, r => r.AlertRank, filter.Descending),
        // One never read is older than any.
        CustomerSort.AsOf => new SortColumn<DateTime?>(ListIndexes.AsOf, r => EF.Property<DateTime?>(r, ListIndexes.ReadAt), filter.Descending,
            r => EF.Property<DateTime?>(r, ListIndexes.ReadAt) == null, lackingFirst: !filter.Descending),
        CustomerSort.Usage => new SortColumn<double?>(ListIndexes.Usage, r => r.UsageShare, filter.Descending, r => r.UsageShare == null),
        _ => null,
    };
}

/// <summary>
/// A column the list is sorted by. Many rows share a value, and among those the name decides; an index with value and name, for every column
/// in both directions and languages, would make every change dear. So the column's short index tells which values stand at the stretch, and the
/// rows of its first and last value are taken from where they stand among the names.
/// </summary>
/// <param name="index">The column's index.</param>
/// <param name="key">The column.</param>
/// <param name="down">Highest first.</param>
/// <param name="lacking">Those that have no value; null: all have one.</param>
/// <param name="lackingFirst">They come first; false: last.</param>
internal sealed class SortColumn<T>(
    ListIndex index, Expression<Func<CustomerRow, T>> key, bool down, Expression<Func<CustomerRow, bool>>? lacking = null, bool lackingFirst = false) : SortColumn
{
    /// <inheritdoc/>
    public override async Task<List<long>> ReadAsync(ListRows rows, NameLanguage language, Stretch stretch, CancellationToken cancel)
    {
        if (lacking is null)
            return await WithValueAsync(rows, language, stretch, cancel);
        var without = await rows.On(index).CountAsync(lacking, cancel);
        var with = stretch.Total - without;
        var valued = await WithValueAsync(rows, language, stretch.Within(lackingFirst ? without : 0, with), cancel);
        var unvalued = await OfOneAsync(rows, language, lacking, stretch.Within(lackingFirst ? 0 : with, without), cancel);
        return lackingFirst ? [.. unvalued, .. valued] : [.. valued, .. unvalued];
    }

    private async Task<List<long>> WithValueAsync(ListRows rows, NameLanguage language, Stretch stretch, CancellationToken cancel)
    {
        if (stretch.Count == 0)
            return [];
        var valued = lacking is null ? rows.On(index) : rows.On(index).Where(Not(lacking));
        var values = await stretch.ReadAsync(back => valued.By(key, down != back).Select(key), cancel);
        var (first, last) = (values[0], values[^1]);
        var ofFirst = await valued.CountAsync(Is(Expression.Equal, first), cancel);
        if (Same(first, last))
        {
            var before = stretch.Start == 0 ? 0 : await valued.CountAsync(Is(down ? Expression.GreaterThan : Expression.LessThan, first), cancel);
            return await OfOneAsync(rows, language, Is(Expression.Equal, first), new Stretch(ofFirst, stretch.Start - before, stretch.Count), cancel);
        }
        var (head, tail) = (values.Count(value => Same(value, first)), values.Count(value => Same(value, last)));
        var numbers = await OfOneAsync(rows, language, Is(Expression.Equal, first), new Stretch(ofFirst, ofFirst - head, head), cancel);
        // All of these are in the stretch: as many as a window has at most.
        if (head + tail < values.Count)
            numbers.AddRange(await valued.Where(Is(down ? Expression.LessThan : Expression.GreaterThan, first)).Where(Is(down ? Expression.GreaterThan : Expression.LessThan, last))
                .By(key, down).ThenByName(language, false).Select(r => r.RowNo).ToListAsync(cancel));
        var ofLast = await valued.CountAsync(Is(Expression.Equal, last), cancel);
        numbers.AddRange(await OfOneAsync(rows, language, Is(Expression.Equal, last), new Stretch(ofLast, 0, tail), cancel));
        return numbers;
    }

    // Of rows with the same value only the name decides.
    private async Task<List<long>> OfOneAsync(ListRows rows, NameLanguage language, Expression<Func<CustomerRow, bool>> those, Stretch stretch, CancellationToken cancel)
    {
        if (stretch.Count == 0)
            return [];
        var by = stretch.Total <= rows.Few ? index : ListReader.NameIndex(language);
        return await stretch.ReadAsync(back => rows.On(by).Where(those).OrderedByName(language, back).Select(r => r.RowNo), cancel);
    }

    // A field of an object is a parameter of the query; a constant would be another query each time.
    private Expression<Func<CustomerRow, bool>> Is(Func<Expression, Expression, Expression> compared, T value) => Expression.Lambda<Func<CustomerRow, bool>>(
        compared(Comparable(key.Body), Comparable(Expression.Field(Expression.Constant(new Holder(value)), nameof(Holder.Value)))), key.Parameters);

    // As the compiler writes it: enums have no order of their own.
    private static Expression Comparable(Expression value) => typeof(T).IsEnum ? Expression.Convert(value, typeof(T).GetEnumUnderlyingType()) : value;

    private static Expression<Func<CustomerRow, bool>> Not(Expression<Func<CustomerRow, bool>> condition) =>
        Expression.Lambda<Func<CustomerRow, bool>>(Expression.Not(condition.Body), condition.Parameters);

    private static bool Same(T one, T other) => EqualityComparer<T>.Default.Equals(one, other);

    private sealed class Holder(T value)
    {
        public readonly T Value = value;
    }
}
