using PartnerBlazor.Assistance;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>Brings one customer's own facts to what the vendor says, inside a write.</summary>
internal sealed class CustomerImport(WriteSession session, ImportTally tally)
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
    public void Update(Customer customer, VendorCustomer told)
    {
        var changed = Rename(customer, told.ShowAs, told.Source.At);
        if (told.BillingType is { } billing && billing != customer.BillingType)
        {
            changed |= Changed(customer, "billingType", customer.BillingType.ToString(), billing.ToString());
            customer.BillingType = billing;
            if (customer.BillingRequested == billing)
                customer.BillingRequested = null;
            // Products are chosen for monthly accounts only.
            customer.ProductsRequested = null;
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

    /// <summary>The vendor showed its alerts, so the customer lets the partner in.</summary>
    public Task SeenAsync(Customer customer) => session.SetAssistanceAsync(customer, PartnerAssistance.On, AssistanceCause.Seen);

    private bool Rename(Customer customer, string? told, DateTime toldAt)
    {
        if (told is null)
            return false;
        var showAs = told == customer.Name ? "" : told;
        if (showAs == customer.ShowAs || RenamedSince(customer.Id, toldAt))
            return false;
        var before = customer.DisplayName;
        customer.ShowAs = showAs;
        if (before != customer.Name)
            customer.FormerNames.Add(new FormerName { CustomerId = customer.Id, Name = before, Until = session.Now });
        session.Journal(JournalKinds.CustomerRenamed, customer.Id, before: before, after: customer.DisplayName);
        return true;
    }

    // A person's rename that is younger than the file has not reached the vendor when it was saved: the file does not undo it.
    private bool RenamedSince(Guid customerId, DateTime at) => session.Db.Journal.Any(entry =>
        entry.CustomerId == customerId && entry.Kind == JournalKinds.CustomerRenamed && entry.ActorKind == ActorKind.Person && entry.At > at);

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
