using System.Globalization;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>Brings one customer's licences to what the vendor's answer says, inside a write. The store settles their states (SPEC §4).</summary>
internal sealed class LicenceImport(WriteSession session, ImportTally tally, WordSource source, ProductMap products)
{
    /// <summary>Adds, changes and ends licences, and infers which of them renew others.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="isNew">Its one journal entry says it all.</param>
    /// <param name="known">Its licences so far, tracked.</param>
    /// <param name="told">The answer.</param>
    /// <returns>How many are new.</returns>
    public int Apply(Customer customer, bool isNew, IReadOnlyCollection<Licence> known, VendorLicences told)
    {
        var byId = known.ToDictionary(l => l.Id);
        var (created, changed) = (new List<Licence>(), new Dictionary<Licence, bool>());
        foreach (var licence in told.Licences)
        {
            var id = DerivedId.Licence(customer.Id, licence.Id);
            byId.Remove(id, out var mine);
            if (WhyNot(mine, licence) is { } reason)
                tally.Refuse(tally.Licences, told.Source, $"licence {licence.Id}: {reason}");
            else if (mine is not null)
                changed.Add(mine, Update(mine, licence));
            else
                created.Add(Create(customer, isNew, id, licence));
        }
        foreach (var refused in told.Refused)
            byId.Remove(DerivedId.Licence(customer.Id, refused));
        // An answer lists every licence of the customer (one call, not paged): what is missing has ended.
        if (told.Whole)
            foreach (var gone in byId.Values)
                End(gone, DateOnly.FromDateTime(told.Source.At));
        foreach (var renewed in new LicenceRenewals(session).Infer([.. known, .. created], created))
            if (changed.ContainsKey(renewed))
                changed[renewed] = true;
        session.SeeRequested(customer, [.. known, .. created]);
        foreach (var isChanged in changed.Values)
            _ = isChanged ? tally.Licences.Changed++ : tally.Licences.Unchanged++;
        return created.Count;
    }

    // Seats nobody can count must not become unlimited, and a licence cannot end before it begins: refused where nothing better is known.
    private static string? WhyNot(Licence? mine, VendorLicence told)
    {
        if (mine is null && told.OddQuantity is { } odd)
            return $"quantity \"{odd}\" is no number of seats, and none is known";
        return told.EndDate is { } end && (told.StartDate ?? mine?.StartDate) is { } start && end < start
            ? $"its end {IsoDay.Of(end)} lies before its start {IsoDay.Of(start)}"
            : null;
    }

    private Licence Create(Customer customer, bool isNew, Guid id, VendorLicence told)
    {
        var licence = new Licence
        {
            Id = id,
            PartnerId = customer.PartnerId,
            CustomerId = customer.Id,
            ProductCode = told.ProductCode,
            ProductName = told.ProductName,
            Category = products.CategoryOf(told),
            Type = told.Type,
            Number = told.Number,
            StartDate = told.StartDate ?? (told.EndDate < session.Today ? told.EndDate.Value : session.Today),
            EndDate = told.EndDate,
            RollsOver = RollsOver(told.Type),
            Quantity = told.Quantity,
            Usage = told.Usage,
        };
        session.Db.Licences.Add(licence);
        if (!isNew)
            session.Journal(JournalKinds.LicenceAdded, customer.Id, id, told.ProductName, after: LicenceRules.StateOf(licence, session.Today).ToString());
        tally.Licences.Created++;
        return licence;
    }

    private bool Update(Licence mine, VendorLicence told)
    {
        var changed = false;
        // The API leaves it out now and then: what is known stays.
        if (told.OddUsage is null && told.Usage != mine.Usage && !(source.IsLive && told.Usage is null))
        {
            changed |= Journal(JournalKinds.LicenceUsage, mine, Text(mine.Usage), Text(told.Usage));
            mine.Usage = told.Usage;
        }
        if (told.OddQuantity is null && told.Quantity != mine.Quantity)
        {
            changed |= Journal(JournalKinds.LicenceChanged, mine, Text(mine.Quantity), Text(told.Quantity));
            mine.Quantity = told.Quantity;
        }
        // One the import took for ended and the vendor lists again comes back as the vendor tells it.
        if (told.EndDate != mine.EndDate || RollsOver(told.Type) != mine.RollsOver || mine.Revoked)
        {
            changed |= Journal(JournalKinds.LicenceChanged, mine, IsoDay.Of(mine.EndDate), IsoDay.Of(told.EndDate));
            (mine.EndDate, mine.RollsOver, mine.Revoked) = (told.EndDate, RollsOver(told.Type), false);
        }
        if (told.StartDate is { } start && start != mine.StartDate)
        {
            changed |= Journal(JournalKinds.LicenceChanged, mine, IsoDay.Of(mine.StartDate), IsoDay.Of(start));
            mine.StartDate = start;
        }
        if (told.Type != mine.Type)
        {
            changed |= Journal(JournalKinds.LicenceChanged, mine, mine.Type.ToString(), told.Type.ToString());
            mine.Type = told.Type;
        }
        var category = products.CategoryOf(told);
        if ((told.ProductCode, told.ProductName, told.Number) != (mine.ProductCode, mine.ProductName, mine.Number))
        {
            changed |= Journal(JournalKinds.LicenceChanged, mine, $"{mine.ProductName} {mine.Number}".Trim(), $"{told.ProductName} {told.Number}".Trim());
            (mine.ProductCode, mine.ProductName, mine.Number) = (told.ProductCode, told.ProductName, told.Number);
        }
        // The same product, of which something else is known now.
        else if (category != mine.Category)
            changed |= Journal(JournalKinds.LicenceChanged, mine, $"{mine.Category}", $"{category}");
        mine.Category = category;
        return changed;
    }

    // SPEC §4: the vendor that ends a licence sets its end and clears RollsOver; one that never began is withdrawn.
    private void End(Licence licence, DateOnly readOn)
    {
        if (licence.Revoked)
            return;
        // Also one whose end was told before its start: it would begin one day and never have been there.
        if (licence.StartDate > readOn)
        {
            Journal(JournalKinds.LicenceChanged, licence, IsoDay.Of(licence.EndDate), nameof(LicenceState.Revoked));
            licence.Revoked = true;
        }
        else
        {
            var last = licence.StartDate == readOn ? readOn : readOn.AddDays(-1);
            if (!licence.RollsOver && licence.EndDate <= last)
                return;
            Journal(JournalKinds.LicenceChanged, licence, IsoDay.Of(licence.EndDate), IsoDay.Of(last));
            (licence.EndDate, licence.RollsOver) = (last, false);
        }
        tally.Licences.Ended++;
    }

    private bool Journal(string kind, Licence licence, string? before, string? after)
    {
        session.Journal(kind, licence.CustomerId, licence.Id, licence.ProductName, before, after);
        return true;
    }

    private static bool RollsOver(LicenceType type) => type is LicenceType.Usage or LicenceType.Ordered;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
