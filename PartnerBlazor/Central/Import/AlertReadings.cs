namespace PartnerBlazor.Central.Import;

/// <summary>
/// Tells which pages of alerts are one reading, and which readings of a customer count. An answer says neither whose it is nor which page
/// it is; its records, its counts and the time of its file do. Pages are one reading when they share a customer, count the same pages and
/// records (domain.md B9, <c>pageTotal</c>; a page may leave them out), have no alert in common, were saved within
/// <see cref="LongestPause"/> of each other, and are no more than the vendor counted. Records without a page around them join nothing.
/// A reading is complete when every counted page and record is there. The newest complete one holds all that was open: what is older
/// than it is passed over, what is newer is added, and where two tell the same alert the newest file counts.
/// </summary>
internal sealed class AlertReadings
{
    /// <summary>Between two pages of one reading; a vendor that asks to wait is waited for.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly List<AlertPage> _pages = [];
    private ILookup<Guid, Reading>? _readings;

    /// <summary>Customers whose alerts were told, also where a newer reading counts.</summary>
    public IEnumerable<Guid> CustomerIds => _pages.SelectMany(p => p.ByCustomer.Select(of => of.Key)).Distinct();

    /// <summary>Records that are passed over for a newer one, or told twice.</summary>
    public int Merged => _pages.Sum(p => p.Alerts.Count) - CustomerIds.Sum(id => Of(id, null).Open.Count);

    /// <summary>Adds a page; without an alert it tells nothing of anybody.</summary>
    public void Add(AlertPage page)
    {
        if (page.Alerts.Count == 0)
            return;
        _pages.Add(page);
        _readings = null;
    }

    /// <summary>The customer's alerts that count.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="known">How old what is known is: an older reading does not count. Null: nothing is known.</param>
    public VendorAlerts Of(Guid customerId, DateTime? known)
    {
        var mine = (_readings ??= Readings())[customerId].ToList();
        var whole = mine.Where(r => r.Whole).MaxBy(r => r.Newest);
        var counting = mine.Where(r => whole is null || r.Newest >= whole.Oldest).ToList();
        var news = counting.Where(r => known is null || r.Newest >= known).ToList();
        var (all, open) = (Alerts(counting, customerId), Alerts(news, customerId));
        return new VendorAlerts([.. open.Values], whole is not null && news.Contains(whole), news.Max(r => (DateTime?)r.Oldest),
            [.. all.Where(a => !open.ContainsKey(a.Key)).Select(a => a.Value)]);
    }

    private static Dictionary<string, VendorAlert> Alerts(IEnumerable<Reading> readings, Guid customerId)
    {
        var alerts = new Dictionary<string, VendorAlert>(StringComparer.Ordinal);
        foreach (var page in readings.SelectMany(r => r.Pages).OrderBy(p => p.Source.At).ThenBy(p => p.Source.Name, StringComparer.Ordinal))
            foreach (var alert in page.ByCustomer[customerId])
                alerts[alert.Id] = alert;
        return alerts;
    }

    // Newest first, so that a page which is missing is not filled in by one of an older reading that stands nearer.
    private ILookup<Guid, Reading> Readings()
    {
        var of = new Dictionary<Guid, HashSet<Reading>>();
        foreach (var page in _pages.OrderByDescending(p => p.Source.At).ThenBy(p => p.Source.Name, StringComparer.Ordinal))
        {
            var customers = page.ByCustomer.Select(alerts => alerts.Key).ToList();
            var reading = customers.Where(of.ContainsKey).SelectMany(id => of[id]).FirstOrDefault(r => r.Takes(page)) ?? new Reading();
            reading.Add(page);
            foreach (var id in customers)
                (of.TryGetValue(id, out var mine) ? mine : of[id] = []).Add(reading);
        }
        return of.SelectMany(o => o.Value.Select(reading => (Id: o.Key, Reading: reading))).ToLookup(o => o.Id, o => o.Reading);
    }

    private sealed class Reading
    {
        private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
        private (int? Pages, int? Items) _counted;

        public List<AlertPage> Pages { get; } = [];
        public DateTime Newest => Pages[0].Source.At;
        public DateTime Oldest => Pages[^1].Source.At;
        public bool Whole => _counted.Pages is { } pages && Pages.Count >= pages && _keys.Count >= (_counted.Items ?? 0);

        public bool Takes(AlertPage page) =>
            page.Paged && Pages[0].Paged
            && Oldest - page.Source.At <= LongestPause
            && Same(_counted.Pages, page.TotalPages) && Same(_counted.Items, page.TotalItems)
            && !((_counted.Pages ?? page.TotalPages) <= Pages.Count)
            && !page.Keys.Any(_keys.Contains);

        public void Add(AlertPage page)
        {
            Pages.Add(page);
            _keys.UnionWith(page.Keys);
            _counted = (_counted.Pages ?? page.TotalPages, _counted.Items ?? page.TotalItems);
        }

        private static bool Same(int? one, int? other) => one is null || other is null || one == other;
    }
}
