using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>Brings one customer's own facts to what the vendor says, inside a write.</summary>
internal sealed class CustomerImport(WriteSession session, ImportTally tally, NameImport names)
{
    /// <summary>A customer nobody knew. Partner Assistance is On when an answer with its alerts proves it, else Unknown (SPEC §9).</summary>
    public Customer Create(VendorCustomer told, bool hasAlerts)
    {
        var billing = told.BillingType ?? BillingType.Term;
        var name = told.Name ?? told.ShowAs!;
        var customer = new Customer
        {
            Id = told.Id,
            PartnerId = session.PartnerId,
            Name = name,
            ShowAs = told.ShowAs is { } showAs && showAs != name ? showAs : "",
            DataGeography = told.DataGeography,
            DataRegion = told.DataRegion,
            BillingType = billing,
            Status = told.Status ?? CustomerStatus.Active,
            Activated = told.Activated,
            Origin = VendorWords.Origin(billing),
            PartnerAssistance = hasAlerts ? PartnerAssistance.On : PartnerAssistance.Unknown,
            AssistanceCause = hasAlerts ? AssistanceCause.Seen : AssistanceCause.Unknown,
            AssistanceAt = hasAlerts ? session.Now : null,
            Contact = told.Contact ?? new Contact(),
        };
        session.Db.Customers.Add(customer);
        session.Journal(JournalKinds.CustomerAdded, customer.Id, after: customer.DisplayName);
        tally.Customers.Created++;
        return customer;
    }

    /// <summary>A known customer; only real differences are written. What the answer leaves open stays as it was.</summary>
    /// <param name="customer">The customer, tracked, with former names.</param>
    /// <param name="told">What the vendor tells.</param>
    /// <param name="known">What was known of the vendor's word before; null: nothing.</param>
    public async Task UpdateAsync(Customer customer, VendorCustomer told, CustomerAsOf? known)
    {
        var changed = await names.BringAsync(customer, told, known);
        if (told.BillingType is { } billing && billing != customer.BillingType)
        {
            changed |= Changed(customer, "billingType", customer.BillingType.ToString(), billing.ToString());
            customer.BillingType = billing;
            SeeRequested(customer, billing);
            // Where it came from stays, but a managed order is one by billing and origin together.
            if ((billing == BillingType.Ordered) != (customer.Origin == CustomerOrigin.ManagedOrder))
                customer.Origin = VendorWords.Origin(billing);
        }
        if (told.Status is { } status && status != customer.Status)
        {
            changed |= Changed(customer, "status", customer.Status.ToString(), status.ToString());
            customer.Status = status;
        }
        if (told.Activated != customer.Activated)
        {
            changed |= Changed(customer, "activated", customer.Activated.ToString(), told.Activated.ToString());
            customer.Activated = told.Activated;
        }
        var (geography, region) = (told.DataGeography ?? customer.DataGeography, told.DataRegion ?? customer.DataRegion);
        if (geography != customer.DataGeography || region != customer.DataRegion)
        {
            changed |= Changed(customer, "region", $"{customer.DataGeography} {customer.DataRegion}".Trim(), $"{geography} {region}".Trim());
            (customer.DataGeography, customer.DataRegion) = (geography, region);
        }
        if (told.Contact is { } contact && Bring(customer.Contact, contact))
            changed |= Changed(customer, "contact", null, null);
        _ = changed ? tally.Customers.Changed++ : tally.Customers.Unchanged++;
    }

    // What was asked for is there, or cannot come any more (SPEC §9).
    private void SeeRequested(Customer customer, BillingType now)
    {
        if (customer.BillingRequested is { } requested && (requested == now || now == BillingType.Ordered || requested == BillingType.Term))
        {
            if (requested == now)
                session.Journal(JournalKinds.BillingSeen, customer.Id, after: $"{requested}");
            else
                session.Journal(JournalKinds.BillingWithdrawn, customer.Id, before: $"{requested}");
            customer.EndBillingRequest();
        }
        // Products are chosen for monthly accounts only.
        if (customer.ProductsRequested is { } products && now != BillingType.Usage)
        {
            session.Journal(JournalKinds.LicencesWithdrawn, customer.Id, before: products);
            customer.EndProductsRequest();
        }
    }

    private bool Changed(Customer customer, string what, string? before, string? after)
    {
        session.Journal(JournalKinds.CustomerChanged, customer.Id, item: what, before: before, after: after);
        return true;
    }

    private bool Bring(Contact known, Contact told)
    {
        var entry = session.Db.Entry(known);
        foreach (var property in entry.Properties.Where(p => p.Metadata.PropertyInfo is not null))
            property.CurrentValue = property.Metadata.PropertyInfo!.GetValue(told);
        return entry.Properties.Any(p => p.IsModified);
    }
}
