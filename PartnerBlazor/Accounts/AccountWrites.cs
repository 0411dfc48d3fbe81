using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Central;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>The parts of creating and converting accounts that several commands share.</summary>
public static class AccountWrites
{
    /// <summary>Creates the account at the vendor and here.</summary>
    /// <param name="session">The write.</param>
    /// <param name="central">The vendor.</param>
    /// <param name="kind">Which account.</param>
    /// <param name="draft">What was typed, trimmed.</param>
    /// <param name="scope">To whom a duplicate may be told; null: it is only refused.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The customer; null when the vendor only took note of it.</returns>
    /// <exception cref="RefusedException">See <see cref="AccountCommands.CreateMonthlyAsync"/>.</exception>
    public static async Task<Guid?> CreateAccountAsync(
        this WriteSession session, ICentral central, AccountKind kind, AccountDraft draft, PartnerScope? scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(central);
        ArgumentNullException.ThrowIfNull(draft);
        var atVendor = scope is { HasVendor: true };
        if (((FieldError[])[.. AccountRules.CheckDetails(draft, atVendor), .. AccountRules.CheckProducts(draft, atVendor), .. AccountRules.CheckTerms(draft)]) is [var first, ..])
            throw new RefusedException(first.Code, first.Field, first.Detail);
        await DemandNewAsync(session, draft, scope, cancel);
        await session.DemandNotUnderWayAsync(draft, cancel);
        var customer = Of(session, kind, draft);
        var (answer, account) = await central.CreateAsync(session, customer, draft.Products);
        if (!answer.IsConfirmed)
            return null;
        (customer.Id, customer.DataRegion, customer.Activated) = (account!.Id, account.DataRegion, account.Activated);
        session.Db.Customers.Add(customer);
        session.Db.AsOf.Add(new CustomerAsOf { CustomerId = customer.Id, PartnerId = customer.PartnerId, At = session.Now });
        session.Journal(JournalKinds.CustomerAdded, customer.Id, after: customer.DisplayName);
        if (kind == AccountKind.Monthly)
            session.AddMonthly(customer, draft.Products);
        else
            foreach (var product in draft.Products.Distinct())
                session.Add(LicenceOf(session, customer, product, LicenceType.Trial, session.Today.AddDays(AccountRules.TrialDays - 1)));
        return customer.Id;
    }

    /// <summary>Adds one usage licence a product, from today on.</summary>
    public static void AddMonthly(this WriteSession session, Customer customer, IEnumerable<string> products)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customer);
        ArgumentNullException.ThrowIfNull(products);
        foreach (var product in products.Distinct())
            session.Add(LicenceOf(session, customer, product, LicenceType.Usage, null));
    }

    /// <summary>How an account is billed.</summary>
    public static BillingType BillingOf(AccountKind kind) => kind == AccountKind.Monthly ? BillingType.Usage : BillingType.Trial;

    /// <summary>Where a customer comes from that began as such an account.</summary>
    public static CustomerOrigin OriginOf(AccountKind kind) => kind switch
    {
        AccountKind.Monthly => CustomerOrigin.MonthlyAccount,
        AccountKind.Trial => CustomerOrigin.PartnerTrial,
        _ => CustomerOrigin.CustomerTrial,
    };

    /// <summary>The contact as it is written: numbers in international form.</summary>
    /// <param name="draft">What was typed, without anything wrong with it.</param>
    public static Contact ContactOf(AccountDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new Contact
        {
            FirstName = draft.FirstName,
            LastName = draft.LastName,
            Email = draft.Email,
            Phone = AccountRules.Phone(draft.Phone, draft.CountryCode)!,
            Mobile = draft.Mobile.Length > 0 ? AccountRules.Phone(draft.Mobile, draft.CountryCode)! : "",
            Address1 = draft.Address1,
            Address2 = draft.Address2,
            Address3 = draft.Address3,
            City = draft.City,
            PostalCode = draft.PostalCode.ToUpperInvariant(),
            CountryCode = draft.CountryCode,
        };
    }

    // The vendor's own customers may share names, so no index guards this; the partner's write lock does.
    private static async Task DemandNewAsync(WriteSession session, AccountDraft draft, PartnerScope? scope, CancellationToken cancel)
    {
        var (name, email) = (Folding.Fold(draft.Company), Folding.Fold(draft.Email));
        var rows = session.Db.CustomerRows.AsNoTracking().Where(r => r.PartnerId == session.PartnerId && (r.SearchText.Contains(name) || r.SearchText.Contains(email)));
        // What does not exist for the person is not told to them either.
        var near = await (scope is null ? rows : rows.InScope(session.Db, scope)).Select(r => new { r.Id, r.Name, r.Fields }).ToListAsync(cancel);
        if (near.Find(row => Folding.Fold(row.Name.Trim()) == name) is { } sameName)
            throw new RefusedException(RefusalCodes.DuplicateCustomerName, nameof(AccountDraft.Company), scope is null ? null : $"{sameName.Id}");
        if (near.Find(row => row.Fields.Email.Trim().Equals(draft.Email, StringComparison.OrdinalIgnoreCase)) is { } sameEmail)
            throw new RefusedException(RefusalCodes.DuplicateCustomerEmail, nameof(AccountDraft.Email), scope is null ? null : $"{sameEmail.Id}");
    }

    private static Customer Of(WriteSession session, AccountKind kind, AccountDraft draft) => new()
    {
        PartnerId = session.PartnerId,
        Name = draft.Company,
        ShowAs = draft.ShowAs == draft.Company ? "" : draft.ShowAs,
        DataGeography = draft.DataGeography,
        BillingType = BillingOf(kind),
        Status = CustomerStatus.Active,
        Origin = OriginOf(kind),
        PartnerAssistance = kind == AccountKind.OwnTrial ? PartnerAssistance.Off : PartnerAssistance.On,
        AssistanceCause = AssistanceCause.Start,
        AssistanceAt = session.Now,
        Contact = ContactOf(draft),
    };

    private static Licence LicenceOf(WriteSession session, Customer customer, string code, LicenceType type, DateOnly? end)
    {
        var product = Products.Find(code)!;
        return new Licence
        {
            Id = Guid.NewGuid(),
            PartnerId = customer.PartnerId,
            CustomerId = customer.Id,
            ProductCode = product.Code,
            ProductName = product.Name,
            Category = product.Category,
            Type = type,
            StartDate = session.Today,
            EndDate = end,
            RollsOver = type == LicenceType.Usage,
            Usage = 0,
        };
    }
}
