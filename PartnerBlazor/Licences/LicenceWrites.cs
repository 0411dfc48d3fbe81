using PartnerBlazor.Store;

namespace PartnerBlazor.Licences;

/// <summary>What a command does to licences, so that it is journalled the same everywhere.</summary>
public static class LicenceWrites
{
    /// <summary>
    /// Ends a licence today because another one stands in its place: a running one has today as its last day, one to come is withdrawn;
    /// from today it counts nowhere (SPEC §3).
    /// </summary>
    public static void Replace(this WriteSession session, Licence licence)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(licence);
        var before = licence.State;
        licence.ReplacedFrom = session.Today;
        Close(licence, session.Today);
        session.Journal(JournalKinds.LicenceReplaced, licence.CustomerId, licence.Id, licence.ProductName, before.ToString(), licence.State.ToString());
    }

    /// <summary>Ends a licence today, with nothing in its place.</summary>
    public static void End(this WriteSession session, Licence licence)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(licence);
        var before = licence.EndDate;
        Close(licence, session.Today);
        session.Journal(JournalKinds.LicenceChanged, licence.CustomerId, licence.Id, licence.ProductName,
            IsoDay.Of(before), IsoDay.Of(session.Today));
    }

    /// <summary>Adds a licence of a customer and journals it with its state.</summary>
    public static void Add(this WriteSession session, Licence licence)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(licence);
        session.Db.Licences.Add(licence);
        session.Journal(JournalKinds.LicenceAdded, licence.CustomerId, licence.Id, licence.ProductName,
            after: LicenceRules.StateOf(licence, session.Today).ToString());
    }

    /// <summary>Notes that the products asked for at the vendor are there, when they are (SPEC §9).</summary>
    /// <param name="session">The write.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="licences">All its licences as the vendor tells them.</param>
    public static void SeeRequested(this WriteSession session, Customer customer, IEnumerable<Licence> licences)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customer);
        var has = licences.Where(licence => licence.Type == LicenceType.Usage && LicenceRules.IsCurrent(licence, session.Today)).Select(licence => licence.ProductCode);
        if (customer.ProductsRequested is not { } requested || requested != Products.CodesOf(has))
            return;
        customer.EndProductsRequest();
        session.Journal(JournalKinds.LicencesSeen, customer.Id, after: requested);
    }

    private static void Close(Licence licence, DateOnly today)
    {
        if (licence.StartDate > today)
            licence.Revoked = true;
        else
            licence.EndDate = today;
        licence.RollsOver = false;
        // Settled here: the one line above says it all, the store adds none of its own.
        (licence.State, licence.NextChange) = (LicenceRules.StateOf(licence, today), LicenceRules.NextChangeOf(licence, today));
    }
}
