using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>
/// How old what is known of one customer is, kind by kind, and with it what of the answers is news: an older answer never overwrites a newer
/// one. Only where answers were told before: what was never told has nothing to overwrite.
/// </summary>
internal sealed class KnownWord(WriteSession session, Guid customerId, CustomerAsOf? asOf, ImportTally tally, WordSource source)
{
    // An empty answer is believed when it is given again a while later.
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(10);

    // Of fewer alerts all may well be closed at once.
    private const int Many = 5;

    private readonly List<DateTime> _taken = [];
    private CustomerAsOf? _asOf = asOf;

    /// <summary>How old the word on its alerts is; null: it was never told.</summary>
    public DateTime? AlertsAt => _asOf?.AlertsAt;

    /// <summary>True when its alerts were never told before this word was taken.</summary>
    public bool IsFirstOfAlerts { get; } = asOf?.AlertsAt is null;

    /// <summary>How old the word on its licences is; null: it was never told.</summary>
    public DateTime? LicencesAt => _asOf?.LicencesAt;

    /// <summary>What is known of the vendor's word now, untracked; null: nothing.</summary>
    public CustomerAsOf? Before() => _asOf is null ? null : new CustomerAsOf { CustomerAt = _asOf.CustomerAt, VendorName = _asOf.VendorName };

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
        if (told.At is not { } newest)
            return false;
        if (!source.IsLive)
            return Keep(told.Open.Min(a => a.Source.At), (row, _) => row.AlertsAt = row.AlertsAt > newest ? row.AlertsAt : newest);
        // Meanwhile a newer answer was imported; what was told in a future that was none is not newer.
        if (AlertsAt > newest && AlertsAt <= session.Now)
            return false;
        (Row.AlertsAskedAt, Row.AlertsHidden) = (newest, null);
        return Keep(newest, (row, at) => row.AlertsAt = at);
    }

    /// <summary>
    /// What is to be believed of its alerts: when most would be closed at once, that is believed when the vendor's API says so again a while later.
    /// </summary>
    /// <param name="told">What was told.</param>
    /// <param name="known">Its alerts so far.</param>
    public VendorAlerts Believed(VendorAlerts told, IReadOnlyCollection<Alert> known)
    {
        if (!source.IsLive || !told.All)
            return told;
        var causes = told.Open.Select(a => a.Cause).ToHashSet(StringComparer.Ordinal);
        // Those a person has just had resolved are expected to be missing.
        var open = known.Where(a => a.State != AlertState.Resolved && a.ResolveAskedAt is null).ToList();
        var few = open.Count >= Many && open.Count(a => causes.Contains(a.Cause)) * 2 < open.Count;
        // Not since a moment a clock that was ahead has put into the future.
        if (few && !(told.At - Row.AlertsFewSince >= s_again))
        {
            Row.AlertsFewSince = Row.AlertsFewSince < told.At ? Row.AlertsFewSince : told.At;
            return told with { All = false };
        }
        (Row.AlertsFewSince, Row.AlertsWholeAt) = (null, told.At);
        return told;
    }

    /// <summary>The vendor's API told how well its devices are protected.</summary>
    public void Checked(VendorHealth told) => (Row.HealthAskedAt, Row.HealthAt) = (told.Source.At, told.Source.At);

    /// <summary>It lets the partner in again: what was hidden until now is asked for first, and what was known of its devices is too old.</summary>
    public void LetIn(Customer customer)
    {
        customer.UnprotectedDevices = null;
        (Row.HealthAt, Row.HealthAskedAt) = (null, null);
        if (Row.Hidden is not null)
            Row.LicencesAskedAt = null;
    }

    /// <summary>The vendor's API lists it, whatever else it tells. Nothing where the answer was saved.</summary>
    public void Listed(VendorCustomer told)
    {
        if (!source.IsLive)
            return;
        // At another address it may tell what it did not.
        if (Row.ApiHost != told.ApiHost && Row.AlertsHidden is not null)
            Row.AlertsAskedAt = null;
        (Row.ListedAt, Row.ApiHost) = (told.Source.At, told.ApiHost);
    }

    /// <summary>The name the vendor's API displays; null: it tells none.</summary>
    public void Named(string? name)
    {
        if (source.IsLive && name is not null)
            Row.VendorName = name;
    }

    /// <summary>The vendor's API was asked for its licences, and told them, whether that is believed or not.</summary>
    public void Asked(VendorLicences told)
    {
        if (source.IsLive)
            (Row.LicencesAskedAt, Row.Hidden) = (told.Source.At, null);
    }

    /// <summary>What the vendor's API told of its licences is believed.</summary>
    public void Answered() => Row.NoneSince = null;

    /// <summary>True when the vendor's API said before, and a while ago, that there are no licences; else it is noted that it says so now.</summary>
    public bool IsNoneAgain(VendorLicences told)
    {
        if (Row.NoneSince is { } since && told.Source.At - since >= s_again)
            return true;
        Row.NoneSince ??= told.Source.At;
        return false;
    }

    /// <summary>As old as the answers: what saved ones say was true when they were saved, whenever they are imported.</summary>
    /// <param name="activated">The customer is activated.</param>
    public void Keep(bool activated)
    {
        // Whom the API lists is as old as the oldest of what it tells.
        if (_asOf?.ListedAt is not null)
            _asOf.Settle(activated);
        else if (_taken.Count > 0 && _asOf!.At < _taken.Min())
            _asOf.At = _taken.Min();
    }

    private CustomerAsOf Row
    {
        get
        {
            if (_asOf is null)
                session.Db.AsOf.Add(_asOf = new CustomerAsOf { CustomerId = customerId, PartnerId = session.PartnerId });
            return _asOf;
        }
    }

    private bool Takes(DateTime? known, AnswerSource answer, int records)
    {
        // What the API said in a future that was none, by a clock that was ahead, is not newer.
        if (known is null || known <= answer.At || (source.IsLive && known > session.Now))
            return true;
        tally.AddOlder(answer, records);
        return false;
    }

    private bool Keep(DateTime at, Action<CustomerAsOf, DateTime> keep)
    {
        keep(Row, at);
        _taken.Add(at);
        return true;
    }
}
