namespace PartnerBlazor.Central.Import;

/// <summary>Everything the files say, by customer; of two files that speak of the same thing the newest counts.</summary>
public sealed class VendorReading
{
    private readonly Dictionary<Guid, VendorCustomer> _customers = [];
    private readonly Dictionary<Guid, VendorLicences> _licences = [];
    private readonly Dictionary<(Guid Customer, string Id), VendorAlert> _alerts = [];
    private readonly AlertPages _pages = new();
    private ILookup<Guid, VendorAlert>? _alertsByCustomer;

    /// <summary>Ids of all customers that are spoken of, in order.</summary>
    public IReadOnlyList<Guid> CustomerIds =>
        [.. _customers.Keys.Concat(_licences.Keys).Concat(_alerts.Keys.Select(k => k.Customer)).Distinct().Order()];

    /// <summary>Adds a customer.</summary>
    /// <returns>False when one of the same id was there: one of them counts.</returns>
    public bool Add(VendorCustomer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var isNew = !_customers.TryGetValue(customer.Id, out var known);
        if (isNew || known!.Source.At <= customer.Source.At)
            _customers[customer.Id] = customer;
        return isNew;
    }

    /// <summary>Adds a customer's licences.</summary>
    /// <returns>Those passed over because another file says it newer.</returns>
    public int Add(VendorLicences licences)
    {
        ArgumentNullException.ThrowIfNull(licences);
        if (_licences.TryGetValue(licences.CustomerId, out var known) && known.Source.At > licences.Source.At)
            return licences.Licences.Count;
        _licences[licences.CustomerId] = licences;
        return known?.Licences.Count ?? 0;
    }

    /// <summary>Adds a page of alerts, or several records without a page around them.</summary>
    /// <returns>How many were there before.</returns>
    public int Add(IReadOnlyCollection<VendorAlert> alerts, int? totalPages, int? totalItems)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        var merged = 0;
        foreach (var alert in alerts)
        {
            var key = (alert.CustomerId, alert.Id);
            if (_alerts.TryGetValue(key, out var known))
                merged++;
            if (known is null || known.Source.At <= alert.Source.At)
                _alerts[key] = alert;
        }
        _pages.Add(alerts, totalPages, totalItems);
        _alertsByCustomer = null;
        return merged;
    }

    /// <summary>The customer; null when no file tells it.</summary>
    public VendorCustomer? CustomerOf(Guid id) => _customers.GetValueOrDefault(id);

    /// <summary>Its licences; null when no file tells them.</summary>
    public VendorLicences? LicencesOf(Guid id) => _licences.GetValueOrDefault(id);

    /// <summary>Its open alerts.</summary>
    public IReadOnlyList<VendorAlert> AlertsOf(Guid id) =>
        [.. (_alertsByCustomer ??= _alerts.Values.ToLookup(a => a.CustomerId))[id]];

    /// <summary>True when the files hold every page of a reading of the customer's open alerts.</summary>
    public bool AllAlertsOf(Guid id) => _pages.AllOf(id);

    /// <summary>How old the word on the customer is: the oldest file that counts.</summary>
    public DateTime AtOf(Guid id) => new[] { CustomerOf(id)?.Source.At, LicencesOf(id)?.Source.At }
        .Concat(AlertsOf(id).Select(a => (DateTime?)a.Source.At)).OfType<DateTime>().Min();
}
