using Bogus;
using PartnerBlazor.Live;

namespace PartnerBlazor.Store.Demo;

/// <summary>Tells what led to the records of one demo customer, from the day it was added to the seeding day.</summary>
/// <param name="random">The chance of its past; not the one of its records, which stay what they are however the past is told.</param>
/// <param name="staff">Who of the partner acted.</param>
/// <param name="groups">Names of the partner's groups.</param>
/// <param name="projector">Knows the rules of licence states.</param>
/// <param name="today">The seeding day.</param>
internal sealed class DemoPast(
    Randomizer random, DemoStaff staff, IReadOnlyDictionary<Guid, string> groups, IRowProjector projector, DateOnly today)
{
    private const int FirstGroupsDays = 30;
    private readonly DemoMoments _moments = new(random, today);
    private readonly List<DemoEvent> _told = [];

    /// <summary>The past, and the licences settled; what happened at the same moment is in order.</summary>
    public IReadOnlyList<DemoEvent> Tell(DemoCustomer demo)
    {
        var customer = demo.Customer;
        // A licence that begins later was ordered some days ago.
        var licences = demo.Licences.Select(l => (Licence: l, Day: l.StartDate > today ? today.AddDays(-random.Number(2, 20)) : l.StartDate)).ToList();
        var added = AddedAt(demo, licences.Count > 0 ? licences.Min(l => l.Day) : null);
        var by = customer.Origin is CustomerOrigin.PartnerTrial or CustomerOrigin.MonthlyAccount ? random.Pick(staff.SuperAdmins) : Actor.Vendor;
        Add(customer, added, by, JournalKinds.CustomerAdded, null, customer.Name);
        var past = new DemoLicencePast(projector, random, _moments, today, _told);
        foreach (var (licence, day) in licences)
        {
            // What it began with came with the account.
            var first = day == DateOnly.FromDateTime(added);
            past.Tell(licence, first ? added : _moments.On(day), first ? by : Actor.Vendor);
        }
        TellNames(customer, added);
        TellGroups(customer, added);
        TellAssistanceAndAlerts(customer, demo.Alerts, added);
        return _told;
    }

    // With its first licence; before all else that is known of it.
    private DateTime AddedAt(DemoCustomer demo, DateOnly? firstLicence)
    {
        var added = _moments.On(firstLicence ?? today.AddDays(-random.Number(2, 60)));
        foreach (var alert in demo.Alerts)
            added = DemoMoments.Earlier(added, alert.RaisedAt);
        foreach (var name in demo.Customer.FormerNames)
            added = name.Until <= added ? name.Until.AddDays(-random.Number(10, 200)) : added;
        return added;
    }

    private void TellNames(Customer customer, DateTime added)
    {
        var former = customer.FormerNames.OrderBy(name => name.Until).ToList();
        var (before, at) = (customer.Name, _moments.Between(added, former.Count > 0 ? former[0].Until : _moments.End));
        foreach (var name in former)
        {
            Rename(customer, at, before, name.Name);
            (before, at) = (name.Name, name.Until);
        }
        Rename(customer, at, before, customer.DisplayName);
    }

    private void Rename(Customer customer, DateTime at, string before, string after)
    {
        // Nobody at the partner can rename a managed order (SPEC §5).
        if (before != after)
            Add(customer, at, customer.Origin == CustomerOrigin.ManagedOrder ? Actor.Vendor : random.Pick(staff.Renamers), JournalKinds.CustomerRenamed, before, after);
    }

    private void TellGroups(Customer customer, DateTime added)
    {
        if (customer.Groups.Count == 0)
            return;
        var names = string.Join(", ", customer.Groups.Select(member => groups[member.GroupId]).Order(StringComparer.InvariantCultureIgnoreCase));
        var at = _moments.Between(added, DemoMoments.Earlier(added.AddDays(FirstGroupsDays), _moments.End));
        Add(customer, at, random.Pick(staff.SuperAdmins), JournalKinds.CustomerGroups, null, names);
    }

    // The vendor shows alerts only to a partner that is let in: where there are any, it was when they were raised.
    private void TellAssistanceAndAlerts(Customer customer, IReadOnlyList<Alert> alerts, DateTime added)
    {
        (customer.AssistanceCause, customer.AssistanceAt) = customer.Activated ? (AssistanceCause.Start, (DateTime?)added) : (AssistanceCause.Unknown, null);
        var (now, last) = (DemoStories.StartsOn(customer.Origin) ? PartnerAssistance.On : PartnerAssistance.Off, added);
        if (alerts.Count > 0)
            Switch(customer, ref now, PartnerAssistance.On, _moments.Between(added, alerts.Min(alert => alert.RaisedAt)));
        foreach (var alert in alerts)
        {
            var severity = alert.Severity.ToString();
            _told.Add(new DemoEvent(alert.RaisedAt, Actor.Vendor, JournalKinds.AlertRaised, customer.Id, alert.Id, alert.Description, null, severity));
            var until = alert.State == AlertState.Resolved ? _moments.Between(alert.RaisedAt, _moments.End) : alert.RaisedAt;
            if (alert.State == AlertState.Resolved)
                _told.Add(new DemoEvent(until, Actor.Vendor, JournalKinds.AlertClosed, customer.Id, alert.Id, alert.Description, severity));
            last = until > last ? until : last;
        }
        Switch(customer, ref now, customer.PartnerAssistance, _moments.Between(last, _moments.End));
    }

    private void Switch(Customer customer, ref PartnerAssistance now, PartnerAssistance to, DateTime at)
    {
        // What nobody has told yet was never switched.
        if (now == to || !customer.Activated)
            return;
        Add(customer, at, Actor.Vendor, JournalKinds.AssistanceChanged, now.ToString(), to.ToString());
        (now, customer.AssistanceCause, customer.AssistanceAt) = (to, AssistanceCause.Customer, at);
    }

    private void Add(Customer customer, DateTime at, Actor by, string kind, string? before, string? after) =>
        _told.Add(new DemoEvent(at, by, kind, customer.Id, null, "", before, after));
}
