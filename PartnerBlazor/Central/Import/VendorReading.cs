namespace PartnerBlazor.Central.Import;

/// <summary>Everything that was read, from the vendor's API or its saved answers, by customer; of two files that speak of the same thing the newest counts.</summary>
public sealed class VendorReading
{
    private readonly Dictionary<Guid, VendorCustomer> _customers = [];
    private readonly Dictionary<Guid, VendorLicences> _licences = [];
    private readonly Dictionary<Guid, VendorHealth> _health = [];
    private readonly Dictionary<Guid, VendorAlerts> _toldAlerts = [];
    private readonly AlertReadings _alerts = new();

    /// <summary>Ids of all customers that are spoken of, in order.</summary>
    public IReadOnlyList<Guid> CustomerIds =>
        [.. _customers.Keys.Concat(_licences.Keys).Concat(_alerts.CustomerIds).Distinct().Order()];

    /// <summary>A reading of one customer's licences.</summary>
    public static VendorReading Of(VendorLicences licences)
    {
        var reading = new VendorReading();
        reading.Add(licences);
        return reading;
    }

    /// <summary>A reading of one customer's alerts, all pages of it.</summary>
    public static VendorReading Of(Guid customerId, VendorAlerts alerts)
    {
        var reading = new VendorReading();
        reading._toldAlerts[customerId] = alerts;
        return reading;
    }

    /// <summary>A reading of how well one customer's devices are protected.</summary>
    public static VendorReading Of(VendorHealth health)
    {
        ArgumentNullException.ThrowIfNull(health);
        var reading = new VendorReading();
        reading._health[health.CustomerId] = health;
        return reading;
    }

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

    /// <summary>Adds alerts that stood together.</summary>
    public void Add(AlertPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        _alerts.Add(page);
    }

    /// <summary>How well its devices are protected; null when nothing tells it.</summary>
    public VendorHealth? HealthOf(Guid id) => _health.GetValueOrDefault(id);

    /// <summary>The customer; null when no file tells it.</summary>
    public VendorCustomer? CustomerOf(Guid id) => _customers.GetValueOrDefault(id);

    /// <summary>Its licences; null when no file tells them.</summary>
    public VendorLicences? LicencesOf(Guid id) => _licences.GetValueOrDefault(id);

    /// <summary>Its open alerts, as the vendor's API, else the newest saved readings, tell them.</summary>
    /// <param name="id">The customer.</param>
    /// <param name="known">How old what is known of them is; null: nothing is known.</param>
    public VendorAlerts AlertsOf(Guid id, DateTime? known = null) => _toldAlerts.GetValueOrDefault(id) ?? _alerts.Of(id, known);

    /// <summary>Alerts passed over because another file says it newer.</summary>
    public int MergedAlerts => _alerts.Merged;
}
