using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>
/// Marks which of a customer's imported licences are renewed, and from when: inferred by <see cref="RenewalRules"/>, since the vendor's
/// answers name no replacement; anew at each import.
/// </summary>
internal sealed class LicenceRenewals(WriteSession session)
{
    /// <summary>Marks them.</summary>
    /// <param name="all">Every licence of the customer.</param>
    /// <param name="created">Those of them that are new; what is told of them says it all.</param>
    /// <returns>Those that are not new and changed.</returns>
    public IReadOnlyList<Licence> Infer(IReadOnlyCollection<Licence> all, IReadOnlyCollection<Licence> created)
    {
        var changed = new List<Licence>();
        foreach (var licence in all)
        {
            var (before, from) = (licence.ReplacedFrom, RenewalRules.ReplacedFrom(licence, all));
            if (from == before)
                continue;
            licence.ReplacedFrom = from;
            if (created.Contains(licence))
                continue;
            Journal(licence, before);
            changed.Add(licence);
        }
        return changed;
    }

    private void Journal(Licence licence, DateOnly? before)
    {
        var (today, from) = (session.Today, licence.ReplacedFrom);
        // Where the replacement began since the state was last settled, the store tells it by itself.
        if (LicenceRules.IsReplaced(licence, today) && !LicenceRules.BecomesReplaced(licence, today))
            session.Journal(JournalKinds.LicenceReplaced, licence.CustomerId, licence.Id, licence.ProductName,
                licence.State.ToString(), LicenceRules.StateOf(licence, today).ToString());
        else
            session.Journal(JournalKinds.LicenceChanged, licence.CustomerId, licence.Id, licence.ProductName, IsoDay.Of(before), IsoDay.Of(from));
    }
}
