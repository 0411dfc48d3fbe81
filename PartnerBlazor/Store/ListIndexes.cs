using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;

namespace PartnerBlazor.Store;

/// <summary>An index the list is read by.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Columns">Its columns in order.</param>
internal sealed record ListIndex(string Name, IReadOnlyList<string> Columns)
{
    /// <summary>The rows, read by it: SQLite refuses what it cannot read by it.</summary>
    public string Rows { get; } = $"SELECT * FROM \"CustomerRows\" INDEXED BY \"{Name}\"";
}

/// <summary>
/// What the customers list is read by. A row is some 800 bytes long, and a list of 100,000 is filtered, counted and walked: so each of these holds
/// everything a filter asks for, and of the rows themselves only those are touched that are shown. By name, in each language, with all the list
/// is ever sorted and filtered by; and one short one for each other column, by which the places of its values are found.
/// </summary>
internal static class ListIndexes
{
    /// <summary>When the vendor's word was last read: <see cref="CustomerAsOf.At"/> beside the row, kept by <see cref="ReadAtUpkeep"/>.</summary>
    public const string ReadAt = "ReadAt";

    private static readonly string[] s_filters =
    [
        nameof(CustomerRow.ManagedOrder), nameof(CustomerRow.BillingType), nameof(CustomerRow.Assistance), nameof(CustomerRow.CoverLow), nameof(CustomerRow.CoverHigh),
        nameof(CustomerRow.NextExpiry), nameof(CustomerRow.AlertRank), nameof(CustomerRow.UnprotectedDevices),
    ];

    private static readonly string[] s_alerts = [nameof(CustomerRow.AlertsHigh), nameof(CustomerRow.AlertsMedium), nameof(CustomerRow.AlertsLow)];

    /// <summary>By name in English.</summary>
    public static readonly ListIndex NameEn = ByName("NameEn", nameof(CustomerRow.NameKeyEn));
    /// <summary>By name in French.</summary>
    public static readonly ListIndex NameFr = ByName("NameFr", nameof(CustomerRow.NameKeyFr));
    /// <summary>By number, as a search finds rows: how many of them match is counted by it.</summary>
    public static readonly ListIndex RowNo = new("IX_List_RowNo", [nameof(CustomerRow.RowNo), nameof(CustomerRow.PartnerId), .. s_filters, nameof(CustomerRow.GroupText)]);
    /// <summary>By billing type; with the numbers of alerts, so that what is counted is counted by it.</summary>
    public static readonly ListIndex Billing = By("Billing", nameof(CustomerRow.BillingType), s_alerts);
    /// <summary>By the worst cover.</summary>
    public static readonly ListIndex Cover = By("Cover", nameof(CustomerRow.WorstCover));
    /// <summary>By next expiry.</summary>
    public static readonly ListIndex Expiry = By("Expiry", nameof(CustomerRow.NextExpiry));
    /// <summary>By Partner Assistance.</summary>
    public static readonly ListIndex Assistance = By("Assistance", nameof(CustomerRow.Assistance));
    /// <summary>By open alerts.</summary>
    public static readonly ListIndex Alerts = By("Alerts", nameof(CustomerRow.AlertRank));
    /// <summary>By when the vendor's word was read.</summary>
    public static readonly ListIndex AsOf = By("AsOf", ReadAt);
    /// <summary>By how full the fullest licence is.</summary>
    public static readonly ListIndex Usage = By("Usage", nameof(CustomerRow.UsageShare));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ListIndex> All { get; } = [NameEn, NameFr, RowNo, Billing, Cover, Expiry, Assistance, Alerts, AsOf, Usage];

    /// <summary>True: single customers decide what a person sees, and only the indexes by name know which row is whose.</summary>
    public static bool ByCustomers(this PartnerScope scope) => !scope.AllCustomers && scope.CustomerIds.Count > 0;

    /// <summary>The rows, read by an index.</summary>
    public static IQueryable<CustomerRow> By(this DbSet<CustomerRow> rows, ListIndex index) => rows.FromSqlRaw(index.Rows);

    /// <summary>Drops them, so that a bulk load does not keep them row by row; <see cref="PutUpAsync"/> follows.</summary>
    /// <returns>What puts them up.</returns>
    public static async Task<IReadOnlyList<string>> DropAsync(PartnerDb db, CancellationToken cancel)
    {
        var puttingUp = await db.Database.SqlQueryRaw<string>("SELECT sql AS \"Value\" FROM sqlite_master WHERE type = 'index' AND name LIKE 'IX\\_List\\_%' ESCAPE '\\'").ToListAsync(cancel);
        foreach (var drop in All.Select(index => $"DROP INDEX \"{index.Name}\""))
            await db.Database.ExecuteSqlRawAsync(drop, cancel);
        return puttingUp;
    }

    /// <summary>Puts up what <see cref="DropAsync"/> dropped.</summary>
    public static async Task PutUpAsync(PartnerDb db, IReadOnlyList<string> puttingUp, CancellationToken cancel)
    {
        foreach (var index in puttingUp)
            await db.Database.ExecuteSqlRawAsync(index, cancel);
    }

    private static ListIndex ByName(string name, string key) => new($"IX_List_{name}",
    [
        nameof(CustomerRow.PartnerId), key, nameof(CustomerRow.Id), .. s_filters, nameof(CustomerRow.WorstCover), nameof(CustomerRow.UsageShare), ReadAt, nameof(CustomerRow.GroupText),
    ]);

    private static ListIndex By(string name, string key, params IEnumerable<string> more) =>
        new($"IX_List_{name}", [nameof(CustomerRow.PartnerId), key, .. s_filters.Where(column => column != key), .. more, nameof(CustomerRow.GroupText)]);
}
