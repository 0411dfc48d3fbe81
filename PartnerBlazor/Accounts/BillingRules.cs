using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>Which billing types lead to which, and what a change ends (SPEC §5; domain.md A7). Pure.</summary>
public static class BillingRules
{
    /// <summary>What an update of the billing type would end.</summary>
    /// <param name="Ends">Licences that end today.</param>
    /// <param name="ForfeitedDays">Paid days that are lost, the largest of a licence; 0 when none.</param>
    public sealed record Change(IReadOnlyList<Licence> Ends, int ForfeitedDays);

    /// <summary>What other products of a monthly account change.</summary>
    /// <param name="Comes">Products that start today in nobody's place.</param>
    /// <param name="Replaces">Products that end today, each with those of the same protection that come in its place.</param>
    /// <param name="Goes">Products that end today with nothing in their place.</param>
    public sealed record ProductChange(IReadOnlyList<Product> Comes, IReadOnlyList<(Product Old, IReadOnlyList<Product> New)> Replaces, IReadOnlyList<Product> Goes)
    {
        /// <summary>True when nothing changes.</summary>
        public bool IsNone => Comes.Count + Replaces.Count + Goes.Count == 0;
    }

    /// <summary>Why the change is not offered; null when it is.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="to">The billing type it shall have.</param>
    /// <param name="mspFlex">The partner holds MSP Flex.</param>
    /// <param name="isKnown">False: its licences were not read yet (<see cref="LicenceReadRules"/>), so that nobody can say what ends and is forfeited.</param>
    public static string? RefusalOf(Customer customer, BillingType to, bool mspFlex, bool isKnown)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.Origin == CustomerOrigin.ManagedOrder)
            return RefusalCodes.ManagedOrder;
        if (!mspFlex)
            return RefusalCodes.MspFlexRequired;
        if (!Offered(customer.BillingType).Contains(to))
            return RefusalCodes.BillingChangeNotOffered;
        // A trial forfeits nothing, and no key must continue it.
        return isKnown || customer.BillingType == BillingType.Trial ? null : RefusalCodes.LicencesNotRead;
    }

    /// <summary>Why the products of a customer cannot be changed; null when they can: monthly accounts only.</summary>
    public static string? RefusalOfProducts(Customer customer, bool mspFlex, bool isKnown)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.Origin == CustomerOrigin.ManagedOrder)
            return RefusalCodes.ManagedOrder;
        if (!mspFlex)
            return RefusalCodes.MspFlexRequired;
        if (customer.BillingType != BillingType.Usage)
            return RefusalCodes.NotMonthly;
        return isKnown ? null : RefusalCodes.LicencesNotRead;
    }

    /// <summary>What a billing type can be changed to.</summary>
    public static IReadOnlyList<BillingType> Offered(BillingType from) => from switch
    {
        BillingType.Trial or BillingType.Term => [BillingType.Usage],
        BillingType.Usage => [BillingType.Term],
        _ => [],
    };

    /// <summary>What the change ends: the licences of the kind the customer leaves, those to come included, as long as they count.</summary>
    /// <param name="from">The billing type it has.</param>
    /// <param name="licences">All its licences.</param>
    /// <param name="today">The UTC day.</param>
    public static Change ChangeOf(BillingType from, IEnumerable<Licence> licences, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licences);
        var ends = licences
            .Where(licence => licence.Type == TypeOf(from) && LicenceRules.IsCurrent(licence, today))
            .OrderBy(licence => licence.ProductName, StringComparer.Ordinal).ThenBy(licence => licence.StartDate).ToList();
        return new(ends, from == BillingType.Term ? ends.Select(licence => ForfeitedDaysOf(licence, today)).DefaultIfEmpty().Max() : 0);
    }

    /// <summary>Days of the licence after today; 0 where nothing says when it ends.</summary>
    public static int ForfeitedDaysOf(Licence licence, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence.EndDate is { } end ? Math.Max(0, end.DayNumber - (licence.StartDate > today ? licence.StartDate.DayNumber - 1 : today.DayNumber)) : 0;
    }

    /// <summary>What comes, goes and takes another's place when a monthly account shall have exactly the chosen products.</summary>
    /// <param name="present">What it has.</param>
    /// <param name="chosen">Codes it shall have; those nobody knows are left out.</param>
    public static ProductChange ProductChangeOf(IReadOnlyCollection<Product> present, IReadOnlyCollection<string> chosen)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(chosen);
        var comes = Products.All.Where(product => chosen.Contains(product.Code) && present.All(had => had.Code != product.Code)).ToList();
        var goes = present.Where(product => !chosen.Contains(product.Code))
            .Select(product => (Old: product, New: (IReadOnlyList<Product>)[.. comes.Where(other => other.Category == product.Category)])).ToList();
        return new(
            [.. comes.Where(product => goes.TrueForAll(gone => gone.Old.Category != product.Category))],
            [.. goes.Where(gone => gone.New.Count > 0)],
            [.. goes.Where(gone => gone.New.Count == 0).Select(gone => gone.Old)]);
    }

    private static LicenceType TypeOf(BillingType billing) => billing switch
    {
        BillingType.Trial => LicenceType.Trial,
        BillingType.Term => LicenceType.Term,
        BillingType.Usage => LicenceType.Usage,
        _ => LicenceType.Ordered,
    };
}
