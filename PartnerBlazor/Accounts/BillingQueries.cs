using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>A licence that a change of the billing type ends today.</summary>
/// <param name="Product">Its product, as the vendor names it.</param>
/// <param name="ForfeitedDays">Paid days that are lost; 0 for trials and monthly usage.</param>
public sealed record EndingLicence(string Product, int ForfeitedDays);

/// <summary>What an update of one customer's billing type would do.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">Displayed name.</param>
/// <param name="From">The billing type it has.</param>
/// <param name="To">The one it would have; null: none is offered.</param>
/// <param name="Refusal">Why not, one of <see cref="RefusalCodes"/>; null: it would change.</param>
/// <param name="Ends">What ends today.</param>
/// <param name="Requested">The billing type asked for already and not yet seen at the vendor; null: none.</param>
public sealed record BillingPreview(
    Guid CustomerId, string Name, BillingType From, BillingType? To, string? Refusal, IReadOnlyList<EndingLicence> Ends, BillingType? Requested)
{
    /// <summary>It would become a monthly account, with the chosen products.</summary>
    public bool BecomesMonthly => Refusal is null && To == BillingType.Usage;

    /// <summary>It would become termed, with a licence key.</summary>
    public bool NeedsKey => Refusal is null && To == BillingType.Term;
}

/// <summary>The products of one monthly account.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">Displayed name.</param>
/// <param name="Refusal">Why they cannot be changed, one of <see cref="RefusalCodes"/>; null: they can.</param>
/// <param name="Products">What it has today; one the catalogue does not know is an add-on under the vendor's name.</param>
/// <param name="Requested">What was asked for at the vendor and is not yet seen there, as <see cref="Store.Products.CodesOf"/> writes it; null: nothing.</param>
public sealed record MonthlyPlan(Guid CustomerId, string Name, string? Refusal, IReadOnlyList<Product> Products, string? Requested);

/// <summary>The dry runs of <see cref="BillingCommands"/>: who may not act is not told either (<see cref="RefusalCodes.NotAllowed"/>).</summary>
public sealed class BillingQueries(IDbContextFactory<PartnerDb> factory, TimeProvider time)
{
    /// <summary>
    /// What an update of these customers' billing type would do, in the order of their names. Those that do not exist for the person are
    /// left out. For people with <see cref="Permission.UpdateBilling"/>.
    /// </summary>
    public async Task<IReadOnlyList<BillingPreview>> PreviewAsync(PartnerScope scope, IReadOnlyCollection<Guid> customerIds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(customerIds);
        scope.Demand(Permission.UpdateBilling);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var previews = (await db.AccountsAsync(scope, customerIds, cancel)).Select(read => PreviewOf(read, scope.MspFlex));
        return [.. previews.OrderBy(preview => preview.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>The products of a monthly account; null when it does not exist for the person. For people with <see cref="Permission.ManageMonthly"/>.</summary>
    public async Task<MonthlyPlan?> PlanAsync(PartnerScope scope, Guid customerId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ManageMonthly);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.AccountsAsync(scope, [customerId], cancel) is [var (customer, licences, isKnown, _)]
            ? new MonthlyPlan(customerId, customer.DisplayName, BillingRules.RefusalOfProducts(customer, scope.MspFlex, isKnown), ProductsOf(licences), customer.ProductsRequested)
            : null;
    }

    private BillingPreview PreviewOf(ReadAccount read, bool mspFlex)
    {
        var (customer, licences, isKnown, _) = read;
        BillingType? to = BillingRules.Offered(customer.BillingType) is [var offered, ..] ? offered : null;
        // Asked of a billing type that leads nowhere, the rules say why.
        var refusal = BillingRules.RefusalOf(customer, to ?? BillingType.Usage, mspFlex, isKnown)
            ?? (customer.BillingRequested is null ? null : RefusalCodes.BillingAlreadyRequested);
        // What would not change ends nothing.
        IReadOnlyList<EndingLicence> ends = refusal is not null ? [] :
        [
            .. BillingRules.ChangeOf(customer.BillingType, licences, Today).Ends.Select(licence => new EndingLicence(
                licence.ProductName, customer.BillingType == BillingType.Term ? BillingRules.ForfeitedDaysOf(licence, Today) : 0)),
        ];
        return new(customer.Id, customer.DisplayName, customer.BillingType, to, refusal, ends, customer.BillingRequested);
    }

    private List<Product> ProductsOf(IEnumerable<Licence> licences) =>
    [
        .. BillingRules.ChangeOf(BillingType.Usage, licences, Today).Ends.DistinctBy(licence => licence.ProductCode)
            .Select(licence => Products.Find(licence.ProductCode) ?? new Product(licence.ProductCode, licence.ProductName, ProductFamily.AddOn, licence.Category)),
    ];

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
