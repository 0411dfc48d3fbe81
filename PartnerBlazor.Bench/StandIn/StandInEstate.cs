namespace PartnerBlazor.Bench.StandIn;

/// <summary>The customers the stand-in knows, in the order they came. Tests and requests change it at the same time.</summary>
public sealed class StandInEstate
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, StandInCustomer> _customers = [];
    private readonly List<Guid> _order = [];
    private readonly HashSet<string> _admins = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<StandInCustomer>? _snapshot;

    /// <summary>The partner's id at the vendor.</summary>
    public Guid PartnerId { get; init; } = Guid.NewGuid();

    /// <summary>The id of the organisation some customers belong to.</summary>
    public Guid OrganizationId { get; init; } = Guid.NewGuid();

    /// <summary>Every object of every answer has a field nobody has heard of.</summary>
    public bool UnknownFields { get; init; }

    /// <summary>The customers as they are now.</summary>
    public IReadOnlyList<StandInCustomer> Customers
    {
        get
        {
            lock (_lock)
                return _snapshot ??= [.. _order.Select(id => _customers[id])];
        }
    }

    /// <summary>A believable estate: the portal's demo, told in the vendor's words, with the vendor's oddities. The same seed and day give the same.</summary>
    /// <param name="customers">How many.</param>
    /// <param name="seed">Makes another estate.</param>
    /// <param name="now">What its days count from (UTC); null: now.</param>
    public static StandInEstate Generate(int customers, int seed, DateTime? now = null) =>
        EstateMaker.Make(customers, seed, now ?? DateTime.UtcNow);

    /// <summary>Adds a customer.</summary>
    /// <exception cref="ArgumentException">Its id is there already.</exception>
    public StandInCustomer Add(StandInCustomer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        lock (_lock)
            Put(customer);
        return customer;
    }

    /// <summary>Adds a customer unless its name, or the address of its administrator, is there already.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="adminEmail">Address of its administrator; null: none was named.</param>
    /// <param name="equalNames">One of the same name may be there.</param>
    /// <returns>What is there already; null: it was added.</returns>
    public string? AddIfNew(StandInCustomer customer, string? adminEmail = null, bool equalNames = false)
    {
        ArgumentNullException.ThrowIfNull(customer);
        lock (_lock)
        {
            if (!equalNames && _customers.Values.Any(other => string.Equals(other.Name, customer.Name, StringComparison.OrdinalIgnoreCase)))
                return "name";
            if (adminEmail is not null && !_admins.Add(adminEmail))
                return "admin.email";
            Put(customer);
            return null;
        }
    }

    /// <summary>Takes a customer away, as an unlink does.</summary>
    /// <returns>False: it was not there.</returns>
    public bool Remove(Guid id)
    {
        lock (_lock)
        {
            _snapshot = null;
            _order.Remove(id);
            return _customers.Remove(id);
        }
    }

    /// <summary>A customer; null: not there.</summary>
    public StandInCustomer? Find(Guid id)
    {
        lock (_lock)
            return _customers.GetValueOrDefault(id);
    }

    /// <summary>Changes a customer.</summary>
    /// <returns>As it is now; null: not there.</returns>
    public StandInCustomer? Change(Guid id, Func<StandInCustomer, StandInCustomer> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            if (!_customers.TryGetValue(id, out var customer))
                return null;
            _snapshot = null;
            return _customers[id] = change(customer) with { Id = id };
        }
    }

    /// <summary>Gives a customer another displayed name.</summary>
    public StandInCustomer? Rename(Guid id, string showAs) => Change(id, customer => customer with { ShowAs = showAs });

    /// <summary>Raises an alert.</summary>
    public StandInCustomer? Raise(Guid id, StandInAlert alert) => Change(id, customer => customer with { Alerts = [.. customer.Alerts, alert] });

    /// <summary>Takes an alert off the list of open ones.</summary>
    public StandInCustomer? Settle(Guid id, Guid alert) =>
        Change(id, customer => customer with { Alerts = [.. customer.Alerts.Where(other => other.Id != alert)] });

    private void Put(StandInCustomer customer)
    {
        _customers.Add(customer.Id, customer);
        _order.Add(customer.Id);
        _snapshot = null;
    }
}
