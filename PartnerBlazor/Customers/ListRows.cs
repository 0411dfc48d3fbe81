using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>
/// The rows that a filter lets through for a person, to be read by an index of one's choice: SQLite keeps no account of how often a value
/// occurs, so which way is short is decided here and told to it.
/// </summary>
/// <param name="db">The database, at one moment.</param>
/// <param name="scope">Who asks.</param>
/// <param name="filter">The filter as it exists for the person: <see cref="CustomerFilter.For"/>.</param>
/// <param name="today">UTC day the expiry filter counts from.</param>
/// <param name="few">Up to how many rows are cheaper to sort than to find on the way through a hundred thousand.</param>
internal sealed class ListRows(PartnerDb db, PartnerScope scope, CustomerFilter filter, DateOnly today, int few)
{
    private readonly string? _match = MatchOf(SearchText.Words(filter.Search));
    private bool? _rare;

    /// <summary>Up to how many rows are cheaper to sort than to find on the way.</summary>
    public int Few => few;

    /// <summary>Rows left out, by number.</summary>
    public IReadOnlyList<long> Without { get; private set; } = [];

    /// <summary>The rows, by an index.</summary>
    public IQueryable<CustomerRow> On(ListIndex index) => Of(index.Rows);

    /// <summary>The rows, by their numbers where something is searched for, else by an index.</summary>
    public IQueryable<CustomerRow> Found(ListIndex index) => _match is null ? On(index) : Of("SELECT * FROM \"CustomerRows\" NOT INDEXED");

    /// <summary>The rows, by what has all that lets them through and little else.</summary>
    public IQueryable<CustomerRow> Counted => scope.ByCustomers()
        ? Found(ListIndexes.NameEn)
        // The shortest there is.
        : On(_match is null ? ListIndexes.Assistance : ListIndexes.RowNo);

    /// <summary>Those among the first rows by name that have the words: where many have them, the first thirty are soon met.</summary>
    /// <param name="among">How many rows are looked at.</param>
    /// <param name="language">Order of names.</param>
    public IQueryable<CustomerRow> Met(int among, NameLanguage language)
    {
        var rows = (IQueryable<CustomerRow>)Unsearched(ListReader.NameIndex(language).Rows).OrderedByName(language, filter.Descending).Take(among);
        foreach (var needle in SearchText.Words(filter.Search).Select(SearchText.Needle))
            rows = rows.Where(r => r.SearchText.Contains(needle));
        return rows.OrderedByName(language, filter.Descending);
    }

    /// <summary>True when few customers have the words searched for.</summary>
    public async Task<bool> IsRareAsync(CancellationToken cancel) => _rare ??= _match is not null && await db.Database.SqlQueryRaw<int>(
        "SELECT count(*) AS \"Value\" FROM (SELECT 1 FROM \"CustomerSearch\" WHERE \"CustomerSearch\" MATCH @match LIMIT @few)",
        new SqliteParameter("@match", _match), new SqliteParameter("@few", few + 1)).SingleAsync(cancel) <= few;

    /// <summary>Leaves some customers out from now on; a window's worth.</summary>
    /// <returns>How many of them match.</returns>
    public async Task<int> LeaveOutAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return 0;
        var rows = db.CustomerRows.Matching(db, scope, filter, today).Where(r => ids.Contains(r.Id));
        var there = await rows.Select(r => new { r.RowNo, r.SearchText }).ToListAsync(cancel);
        var words = SearchText.Words(filter.Search);
        Without = [.. there.Where(r => SearchText.Matches(r.SearchText, words)).Select(r => r.RowNo)];
        return Without.Count;
    }

    private IQueryable<CustomerRow> Of(string sql)
    {
        if (_match is not null)
            sql += " WHERE \"RowNo\" IN (SELECT rowid FROM \"CustomerSearch\" WHERE \"CustomerSearch\" MATCH @match)";
        return Unsearched(sql, _match is null ? [] : [new SqliteParameter("@match", _match)]);
    }

    private IQueryable<CustomerRow> Unsearched(string sql, params object[] parameters)
    {
        var rows = db.CustomerRows.FromSqlRaw(sql, parameters).AsNoTracking().Matching(db, scope, filter, today);
        return Without.Count == 0 ? rows : rows.Where(r => !Without.Contains(r.RowNo));
    }

    // Each word is a quoted phrase: nothing a person types is ever an operator of the index's query language.
    private static string? MatchOf(IReadOnlyList<string> words) => words.Count == 0 ? null
        : string.Join(' ', words.Select(word => $"\"{SearchText.Needle(word).Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
}
