using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>
/// How old what is known of one customer is, kind by kind, and with it what of the files is news: an older answer never overwrites a newer
/// one. Only where answers were told before: what was never told has nothing to overwrite.
/// </summary>
internal sealed class KnownWord(WriteSession session, Guid customerId, CustomerAsOf? asOf, ImportTally tally)
{
    private readonly List<DateTime> _taken = [];
    private CustomerAsOf? _asOf = asOf;

    /// <summary>How old the word on its alerts is; null: it was never told.</summary>
    public DateTime? AlertsAt => _asOf?.AlertsAt;

    /// <summary>True when the answer on the customer itself is to be taken.</summary>
    public bool Takes(VendorCustomer told) => Takes(_asOf?.CustomerAt, told.Source, 1) && Keep(told.Source.At, (row, at) => row.CustomerAt = at);

    /// <summary>True when the answer on its licences is to be taken.</summary>
    public bool Takes(VendorLicences told) =>
        Takes(_asOf?.LicencesAt, told.Source, told.Licences.Count) && Keep(told.Source.At, (row, at) => row.LicencesAt = at);

    /// <summary>True when there are alerts to be taken; older ones were left out for <see cref="AlertsAt"/>.</summary>
    public bool Takes(VendorAlerts told)
    {
        foreach (var file in told.Older.GroupBy(a => a.Source))
            tally.AddOlder(file.Key, file.Count());
        return told.At is { } newest && Keep(told.Open.Min(a => a.Source.At), (row, _) => row.AlertsAt = row.AlertsAt > newest ? row.AlertsAt : newest);
    }

    /// <summary>As old as the files: what they say was true when they were saved, whenever they are imported.</summary>
    public void Keep()
    {
        if (_taken.Count > 0 && _asOf!.At < _taken.Min())
            _asOf.At = _taken.Min();
    }

    private bool Takes(DateTime? known, AnswerSource source, int records)
    {
        if (known is null || known <= source.At)
            return true;
        tally.AddOlder(source, records);
        return false;
    }

    private bool Keep(DateTime at, Action<CustomerAsOf, DateTime> keep)
    {
        if (_asOf is null)
            session.Db.AsOf.Add(_asOf = new CustomerAsOf { CustomerId = customerId, PartnerId = session.PartnerId });
        keep(_asOf, at);
        _taken.Add(at);
        return true;
    }
}
