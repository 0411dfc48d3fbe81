namespace PartnerBlazor.Central.Import;

/// <summary>
/// Decides whose alerts were read completely. An answer does not say whose it is; its records do. Pages that share a customer are taken
/// for one reading, complete when there are as many different pages and records as the vendor counted (domain.md B9, <c>pageTotal</c>).
/// </summary>
internal sealed class AlertPages
{
    private readonly List<Page> _pages = [];
    private Dictionary<Guid, bool>? _complete;

    /// <summary>Adds a page; without a count of pages it completes nothing.</summary>
    public void Add(IReadOnlyCollection<VendorAlert> alerts, int? totalPages, int? totalItems)
    {
        _pages.Add(new Page(alerts.Select(a => a.CustomerId).ToHashSet(), alerts.Select(a => $"{a.CustomerId}/{a.Id}").ToHashSet(), totalPages, totalItems));
        _complete = null;
    }

    /// <summary>True when every page of the customer's alerts is here.</summary>
    public bool AllOf(Guid customerId) => (_complete ??= Decide()).GetValueOrDefault(customerId);

    private Dictionary<Guid, bool> Decide()
    {
        var complete = new Dictionary<Guid, bool>();
        foreach (var (customers, pages) in Readings())
        {
            var different = pages.DistinctBy(p => string.Join('\n', p.Alerts.Order(StringComparer.Ordinal))).Count();
            var alerts = pages.SelectMany(p => p.Alerts).Distinct().Count();
            var whole = pages.Max(p => p.TotalPages) is { } total && different >= total && alerts >= (pages.Max(p => p.TotalItems) ?? 0);
            foreach (var customer in customers)
                complete[customer] = whole;
        }
        return complete;
    }

    private List<(HashSet<Guid> Customers, List<Page> Pages)> Readings()
    {
        var readings = new List<(HashSet<Guid> Customers, List<Page> Pages)>();
        var of = new Dictionary<Guid, (HashSet<Guid> Customers, List<Page> Pages)>();
        foreach (var page in _pages.Where(p => p.Customers.Count > 0))
        {
            var mine = (Customers: page.Customers.ToHashSet(), Pages: new List<Page> { page });
            foreach (var other in page.Customers.Where(of.ContainsKey).Select(id => of[id]).Distinct().ToList())
            {
                mine.Customers.UnionWith(other.Customers);
                mine.Pages.AddRange(other.Pages);
                readings.Remove(other);
            }
            readings.Add(mine);
            foreach (var customer in mine.Customers)
                of[customer] = mine;
        }
        return readings;
    }

    private sealed record Page(HashSet<Guid> Customers, HashSet<string> Alerts, int? TotalPages, int? TotalItems);
}
