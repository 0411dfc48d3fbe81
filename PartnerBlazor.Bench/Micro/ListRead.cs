using PartnerBlazor.Accounts.Usage;
using PartnerBlazor.Bench.Server.Naive;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Micro;

/// <summary>One read of the customers list that is measured.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Ours">Reads it as the page does.</param>
/// <param name="Naive">Reads the same the naive way; null: there is none to compare with.</param>
public sealed record ListRead(string Name, Func<CancellationToken, Task> Ours, Func<CancellationToken, Task>? Naive = null)
{
    /// <summary>Rows of a window.</summary>
    public const int Rows = 30;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Every column, both directions, from the top, from the middle and to the end; the middle in French too.</summary>
    public static IEnumerable<ListRead> Sorts(ListData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var places = new (string Name, int Start)[] { ("top", 0), ("row 1,000", 1000), ("middle", data.Count / 2), ("end", data.Count - Rows) };
        foreach (var sort in Enum.GetValues<CustomerSort>())
            foreach (var down in (bool[])[false, true])
                foreach (var (place, start) in places)
                    yield return Window(data, $"sort {sort}{(down ? " ↓" : " ↑")}, {place}", new CustomerFilter { Sort = sort, Descending = down }, start);
        foreach (var sort in Enum.GetValues<CustomerSort>())
            yield return Window(data, $"sort {sort} ↑, middle, French", new CustomerFilter { Sort = sort }, data.Count / 2, NameLanguage.Fr);
    }

    /// <summary>Every filter and some together, by name and by another column.</summary>
    public static IEnumerable<ListRead> Filters(ListData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var filters = new (string Name, CustomerFilter Filter, int Start)[]
        {
            ("billing", new() { Billing = [BillingType.Usage] }, 0),
            ("billing, row 20,000", new() { Billing = [BillingType.Usage] }, data.Count / 5),
            ("state", new() { States = [LicenceState.Expired] }, 0),
            ("category", new() { Categories = [LicenceCategory.Email] }, 0),
            ("state and category", new() { States = [LicenceState.Expiring, LicenceState.Grace], Categories = [LicenceCategory.Email] }, 0),
            ("group", new() { Groups = [data.LargestGroup] }, 0),
            ("group, row 10,000", new() { Groups = [data.LargestGroup] }, data.Count / 10),
            ("assistance", new() { Assistance = [PartnerAssistance.On] }, 0),
            ("assistance, row 30,000", new() { Assistance = [PartnerAssistance.On] }, data.Count * 3 / 10),
            ("expires within 30 days", new() { ExpiresWithin = 30 }, 0),
            ("alerts", new() { WithAlerts = true }, 0),
            ("alerts, row 10,000", new() { WithAlerts = true }, data.Count / 10),
            ("unprotected", new() { WithUnprotected = true }, 0),
            ("all together", new() { Billing = [BillingType.Usage, BillingType.Term], States = [LicenceState.Active], Groups = [data.LargestGroup], Assistance = [PartnerAssistance.On], WithAlerts = true }, 0),
        };
        foreach (var (name, filter, start) in filters)
            foreach (var sort in (CustomerSort[])[CustomerSort.Name, CustomerSort.Expiry, CustomerSort.Usage])
                yield return Window(data, $"filter {name}, by {sort}", filter with { Sort = sort }, start);
    }

    /// <summary>Words that many, few and no customers have; one and two letters.</summary>
    public static IEnumerable<ListRead> Words(ListData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (var (name, word, start) in new (string, string, int)[]
        {
            ("every customer", "example", 0), ("very common", "com", 0), ("common", "sarl", 0), ("common, row 4,000", "sarl", data.Count / 25), ("a name", "martin", 0), ("two words", "martin sarl", 0),
            ("rare", "venissange emb", 0), ("absent", "zzzqqq", 0), ("one letter", "a", 0), ("one letter, row 20,000", "a", data.Count / 5), ("two letters", "so", 0), ("two rare letters", "zq", 0),
        })
            yield return Window(data, $"search {name} ({word})", new CustomerFilter { Search = word }, start);
        yield return Window(data, "search common (sarl), by Expiry", new CustomerFilter { Search = "sarl", Sort = CustomerSort.Expiry }, 0);
        yield return Window(data, "search one letter (a), by Expiry", new CustomerFilter { Search = "a", Sort = CustomerSort.Expiry }, 0);
        yield return Window(data, "search common (sarl), with alerts", new CustomerFilter { Search = "sarl", WithAlerts = true }, 0);
    }

    /// <summary>What else the page reads: the eyes of somebody with groups, counts, catching up, all ids, the usage page.</summary>
    public static IEnumerable<ListRead> Others(ListData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (var sort in (CustomerSort[])[CustomerSort.Name, CustomerSort.Expiry])
            foreach (var start in (int[])[0, data.Count / 5])
                yield return new($"scope of groups, by {sort}, row {start}", cancel => new CustomerQueries(data).WindowAsync(
                    data.OfGroups, new CustomerFilter { Sort = sort }, NameLanguage.En, data.Today, start, Rows, [], cancel));
        yield return new("counts of all", cancel => data.Customers.TallyAsync(data.Everybody, cancel));
        yield return new("counts of a scope of groups", cancel => data.Customers.TallyAsync(data.OfGroups, cancel));
        yield return new("catching up", cancel => new CatchUpQueries(data).ReadAsync(data.Everybody, new CustomerFilter(), data.Today, new Dictionary<Guid, long> { [Guid.Empty] = 0 }, cancel));
        yield return new("catching up, filter", cancel => new CatchUpQueries(data).ReadAsync(
            data.Everybody, new CustomerFilter { WithAlerts = true }, data.Today, new Dictionary<Guid, long> { [Guid.Empty] = 0 }, cancel));
        yield return new("ids of all", cancel => data.Customers.IdsAsync(data.Everybody, new CustomerFilter(), data.Today, cancel));
        yield return new("ids of a filter", cancel => data.Customers.IdsAsync(data.Everybody, new CustomerFilter { WithUnprotected = true }, data.Today, cancel));
        foreach (var down in (bool[])[false, true])
            foreach (var start in (int[])[0, data.Count / 2])
                yield return Usage(data, $"usage page{(down ? " ↓" : " ↑")}, row {start}", new UsageFilter { ByUsage = true, Descending = down }, start);
        yield return Usage(data, "usage page, unprotected", new UsageFilter { Unprotected = true }, 0);
    }

    private static ListRead Window(ListData data, string name, CustomerFilter filter, int start, NameLanguage language = NameLanguage.En) => new(name,
        cancel => new CustomerQueries(data).WindowAsync(data.Everybody, filter, language, data.Today, start, Rows, [], cancel),
        cancel => new NaiveQueries(data).PageAsync(filter, data.Today, start, Rows, cancel));

    private static ListRead Usage(ListData data, string name, UsageFilter filter, int start) => new(name,
        cancel => new UsageQueries(data).WindowAsync(data.Everybody, filter, NameLanguage.En, data.Today, start, Rows, cancel),
        cancel => new NaiveQueries(data).PageAsync(filter.Customers, data.Today, start, Rows, cancel));
}
