namespace PartnerBlazor.Crm;

/// <summary>A customer as its account is looked for.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Original">Its original name.</param>
/// <param name="Former">Names it was displayed by before: the CRM may have stayed at one.</param>
/// <param name="Displayed">The name it is displayed by.</param>
/// <param name="IsOwed">The displayed name was changed here and the CRM does not have it: by that name it is not found.</param>
/// <param name="IsManaged">It has its names, but no account is looked for.</param>
public sealed record CrmWanted(Guid Id, string Original, IReadOnlyList<string> Former, string Displayed, bool IsOwed, bool IsManaged = false);

/// <summary>By which names the account of a customer may be found: exactly, and only by names no other customer of the partner has or had. Pure.</summary>
public sealed class CrmNames
{
    private readonly Dictionary<string, Guid?> _owners = new(StringComparer.Ordinal);

    /// <summary>Of these, all customers of the partner.</summary>
    public CrmNames(IEnumerable<CrmWanted> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        foreach (var customer in all)
            foreach (var name in NamesOf(customer))
                _owners[name] = _owners.TryGetValue(name, out var owner) && owner != customer.Id ? null : customer.Id;
    }

    /// <summary>The names to look for, the likeliest first.</summary>
    public IReadOnlyList<string> Of(CrmWanted customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return [.. NamesOf(customer).Where(name => _owners[name] == customer.Id && !(customer.IsOwed && name == customer.Displayed && name != customer.Original && !customer.Former.Contains(name)))];
    }

    /// <summary>True where other customers have, or had, a name of it.</summary>
    public bool IsShared(CrmWanted customer) => NamesOf(customer).Any(name => _owners[name] is null);

    private static IEnumerable<string> NamesOf(CrmWanted customer) =>
        new[] { customer.Original }.Concat(customer.Former).Append(customer.Displayed).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);
}
