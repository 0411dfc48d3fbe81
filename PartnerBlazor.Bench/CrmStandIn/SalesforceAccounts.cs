using System.Globalization;

namespace PartnerBlazor.Bench.CrmStandIn;

/// <summary>The accounts the stand-in of the CRM knows. Tests and requests change them at the same time.</summary>
public sealed class SalesforceAccounts
{
    private readonly Lock _lock = new();
    private readonly List<SalesforceAccount> _accounts = [];
    private int _next = 1;

    /// <summary>The accounts as they are now, in the order they came.</summary>
    public IReadOnlyList<SalesforceAccount> All
    {
        get
        {
            lock (_lock)
                return [.. _accounts];
        }
    }

    /// <summary>How often names were set, and how often to another one.</summary>
    public (int Set, int Changed) Renamed { get; private set; }

    /// <summary>Adds an account.</summary>
    public SalesforceAccount Add(string name, string? external = null)
    {
        lock (_lock)
        {
            var account = new SalesforceAccount(string.Create(CultureInfo.InvariantCulture, $"0015f{_next++:D10}AAA"), name, external);
            _accounts.Add(account);
            return account;
        }
    }

    /// <summary>Takes one away, as somebody who deletes it does.</summary>
    public bool Remove(string id)
    {
        lock (_lock)
            return _accounts.RemoveAll(account => account.Id == id) > 0;
    }

    /// <summary>Gives one another name.</summary>
    /// <returns>False: it is not there.</returns>
    public bool Rename(string id, string name)
    {
        lock (_lock)
        {
            var at = _accounts.FindIndex(account => account.Id == id || (id.Length == 15 && account.Id.StartsWith(id, StringComparison.Ordinal)));
            if (at < 0)
                return false;
            Renamed = (Renamed.Set + 1, Renamed.Changed + (_accounts[at].Name == name ? 0 : 1));
            _accounts[at] = _accounts[at] with { Name = name };
            return true;
        }
    }
}
