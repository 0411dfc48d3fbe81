using PartnerBlazor.Access;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>A customer whose billing type shall be another.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="From">The billing type the person saw; the direction follows from it.</param>
/// <param name="Key">From <see cref="BillingType.Usage"/>: the licence key.</param>
public sealed record BillingTarget(Guid CustomerId, BillingType From, string? Key = null);

/// <summary>
/// Updates the billing type of customers and the products of monthly accounts (SPEC §5). For people with
/// <see cref="Permission.UpdateBilling"/>, or <see cref="Permission.ManageMonthly"/> for the products; with MSP Flex.
/// </summary>
public sealed class BillingCommands(PartnerStore store, ICentral central)
{
    /// <summary>
    /// Trial and term become monthly usage with the chosen products, monthly usage becomes term with the customer's licence key. What ends
    /// is marked replaced. Where the vendor only takes note of it, the billing type stays until it is seen there (SPEC §9).
    /// </summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="targets">The customers.</param>
    /// <param name="products">Codes of the products of those that become monthly.</param>
    /// <param name="progress">Told how many are done with.</param>
    /// <param name="cancel">Cancels between batches; finished ones stay.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    /// <returns>
    /// Refused are <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.PlanChanged"/>, the codes of <see cref="BillingRules"/>,
    /// <see cref="RefusalCodes.ProductRequired"/>, <see cref="RefusalCodes.ProductUnknown"/>, <see cref="RefusalCodes.LicenceKeyRequired"/>
    /// and the vendor's.
    /// </returns>
    public Task<BulkResult> UpdateAsync(
        PartnerScope scope, IReadOnlyCollection<BillingTarget> targets, IReadOnlyCollection<string> products, Action<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(products);
        return Bulk.RunAsync(targets, target => target.CustomerId,
            batch => store.WriteAsync(scope, Permission.UpdateBilling, session => ApplyAsync(session, batch, [.. products.Distinct()], cancel), cancel),
            progress, cancel);
    }

    /// <summary>
    /// Gives a monthly account exactly these products. One that goes ends today; one of the same category stands in its place. Where the
    /// vendor only takes note of it, the products stay until others are seen there (SPEC §9); what is asked for last counts.
    /// </summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="products">Codes of the products it shall have.</param>
    /// <param name="expected">Codes of the products the person saw.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.ManagedOrder"/>, <see cref="RefusalCodes.MspFlexRequired"/>,
    /// <see cref="RefusalCodes.NotMonthly"/>, <see cref="RefusalCodes.LicencesNotRead"/>, <see cref="RefusalCodes.LastProduct"/>, <see cref="RefusalCodes.ProductUnknown"/>,
    /// <see cref="RefusalCodes.PlanChanged"/>, or the vendor's.
    /// </exception>
    /// <returns>True when it is so now; false when the vendor only took note of it (SPEC §9).</returns>
    public Task<bool> ChangeLicencesAsync(
        PartnerScope scope, Guid customerId, IReadOnlyCollection<string> products, IReadOnlyCollection<string> expected, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(expected);
        return store.WriteAsync(scope, Permission.ManageMonthly, async session =>
        {
            var customer = await session.CustomerAsync(customerId, cancel);
            var awaited = await session.Db.AwaitedAsync(session.Scope.HasVendor, [customerId], cancel);
            if (BillingRules.RefusalOfProducts(customer, session.Scope.MspFlex, !awaited.Contains(customerId)) is { } code)
                throw new RefusedException(code);
            var now = BillingRules.ChangeOf(BillingType.Usage, (await session.LicencesAsync([customerId], cancel))[customerId], session.Today).Ends;
            var before = now.Select(licence => licence.ProductCode).ToHashSet(StringComparer.Ordinal);
            var after = products.ToHashSet(StringComparer.Ordinal);
            if (!before.SetEquals(expected))
                throw new RefusedException(RefusalCodes.PlanChanged, nameof(products));
            if (after.Count == 0)
                throw new RefusedException(RefusalCodes.LastProduct, nameof(products));
            // What the catalogue does not know may stay, but not come.
            List<string> added = [.. after.Except(before)];
            if (added.Find(product => Products.Find(product) is null) is { } unknown)
                throw new RefusedException(RefusalCodes.ProductUnknown, nameof(products), unknown);
            if (before.SetEquals(after))
                return true;
            if (!(await central.AskAsync(session, customer, CentralAct.ChangeLicences, products)).IsConfirmed)
            {
                (customer.ProductsRequested, customer.ProductsAsked) = (Products.CodesOf(after), AskedNow(session));
                session.Journal(JournalKinds.LicencesRequested, customer.Id, before: Products.CodesOf(before), after: customer.ProductsRequested);
                return false;
            }
            customer.EndProductsRequest();
            var comes = added.Select(product => Products.Find(product)!.Category).ToHashSet();
            foreach (var licence in now.Where(licence => !after.Contains(licence.ProductCode)))
            {
                if (comes.Contains(licence.Category))
                    session.Replace(licence);
                else
                    session.End(licence);
            }
            session.AddMonthly(customer, added);
            return true;
        }, cancel);
    }

    private async Task<BulkResult> ApplyAsync(WriteSession session, BillingTarget[] targets, List<string> products, CancellationToken cancel)
    {
        var ids = targets.Select(target => target.CustomerId).ToList();
        var customers = (await session.CustomersAsync(ids, cancel)).ToDictionary(customer => customer.Id);
        var licences = await session.LicencesAsync(ids, cancel);
        var awaited = await session.Db.AwaitedAsync(session.Scope.HasVendor, ids, cancel);
        var (changed, requested, failed) = (0, 0, new Dictionary<Guid, Refusal>());
        foreach (var target in targets)
        {
            if (!customers.TryGetValue(target.CustomerId, out var customer))
                failed.Add(target.CustomerId, new Refusal(RefusalCodes.NotFound));
            else if (await RefusalAsync(session, customer, target, licences[customer.Id], !awaited.Contains(customer.Id), products) is { } refusal)
                failed.Add(customer.Id, refusal);
            else
                (changed, requested) = (changed + 1, requested + (customer.BillingRequested is null ? 0 : 1));
        }
        return new BulkResult(changed, 0, failed, requested);
    }

    // Refused before anything of the customer is touched.
    private async Task<Refusal?> RefusalAsync(WriteSession session, Customer customer, BillingTarget target, IEnumerable<Licence> licences, bool isKnown, List<string> products)
    {
        var to = target.From == BillingType.Usage ? BillingType.Term : BillingType.Usage;
        if (BillingRules.RefusalOf(customer, to, session.Scope.MspFlex, isKnown) is { } code)
            return new Refusal(customer.BillingType == target.From || code != RefusalCodes.BillingChangeNotOffered ? code : RefusalCodes.PlanChanged);
        if (customer.BillingType != target.From || customer.BillingRequested is not null)
            return new Refusal(RefusalCodes.PlanChanged);
        var ends = BillingRules.ChangeOf(target.From, licences, session.Today).Ends;
        return to == BillingType.Usage
            ? await ToUsageAsync(session, customer, ends, products)
            : await ToTermAsync(session, customer, ends, target.Key);
    }

    private async Task<Refusal?> ToUsageAsync(WriteSession session, Customer customer, IReadOnlyList<Licence> ends, List<string> products)
    {
        if (AccountRules.ProductsRefusal(products) is { } refusal)
            return refusal;
        var answer = await central.AskAsync(session, customer, CentralAct.ToUsage, products);
        if (answer.Outcome == CentralOutcome.Refused)
            return new Refusal(answer.Code!);
        var before = customer.BillingType;
        if (answer.Outcome == CentralOutcome.Requested)
        {
            (customer.BillingRequested, customer.BillingAsked) = (BillingType.Usage, AskedNow(session, Products.CodesOf(products)));
            session.Journal(JournalKinds.BillingRequested, customer.Id, item: string.Join(", ", products), before: $"{before}", after: $"{BillingType.Usage}");
            return null;
        }
        session.Journal(JournalKinds.BillingChanged, customer.Id, before: $"{before}", after: $"{BillingType.Usage}");
        customer.BillingType = BillingType.Usage;
        foreach (var licence in ends)
            session.Replace(licence);
        session.AddMonthly(customer, products);
        await session.SetAssistanceAsync(customer, PartnerAssistance.On, AssistanceCause.Monthly);
        return null;
    }

    private async Task<Refusal?> ToTermAsync(WriteSession session, Customer customer, IReadOnlyList<Licence> ends, string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
            return new Refusal(RefusalCodes.LicenceKeyRequired);
        var (answer, terms) = await central.RedeemAsync(session, customer, [.. ends.Select(licence => licence.Category)], key);
        if (answer.Outcome == CentralOutcome.Refused)
            return new Refusal(answer.Code!);
        if (answer.Outcome == CentralOutcome.Requested)
        {
            // A key is worth money: its end tells those who have it which one was meant.
            (customer.BillingRequested, customer.BillingAsked) = (BillingType.Term, AskedNow(session, EndOf(key)));
            session.Journal(JournalKinds.BillingRequested, customer.Id, before: $"{BillingType.Usage}", after: $"{BillingType.Term}");
            return null;
        }
        session.Journal(JournalKinds.BillingChanged, customer.Id, before: $"{BillingType.Usage}", after: $"{BillingType.Term}");
        customer.BillingType = BillingType.Term;
        customer.EndProductsRequest();
        foreach (var licence in ends)
            session.Replace(licence);
        session.Add(new Licence
        {
            Id = Guid.NewGuid(),
            PartnerId = customer.PartnerId,
            CustomerId = customer.Id,
            ProductCode = terms!.Product.Code,
            ProductName = terms.Product.Name,
            Category = terms.Product.Category,
            Type = LicenceType.Term,
            Number = terms.Number,
            StartDate = session.Today,
            EndDate = session.Today.AddMonths(terms.Months).AddDays(-1),
            Quantity = terms.Quantity,
            Usage = ends.Where(licence => licence.Category == terms.Product.Category).Max(licence => licence.Usage),
        });
        return null;
    }

    private static VendorRequest AskedNow(WriteSession session, string detail = "") => new()
    {
        At = session.Now,
        ById = session.Scope.PersonId,
        ByName = session.Scope.PersonName,
        Detail = detail,
    };

    private static string EndOf(string key) => key.Trim() is { Length: > 8 } all ? $"…{all[^4..]}" : "";
}
