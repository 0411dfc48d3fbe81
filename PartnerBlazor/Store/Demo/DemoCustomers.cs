using Bogus;

namespace PartnerBlazor.Store.Demo;

/// <summary>A demo customer with everything that belongs to it.</summary>
internal sealed record DemoCustomer(Customer Customer, IReadOnlyList<Licence> Licences, IReadOnlyList<Alert> Alerts, CustomerAsOf? AsOf);

/// <summary>Draws the customers of one partner, in order.</summary>
/// <param name="partner">The partner.</param>
/// <param name="groups">Ids of its groups, in the order of <see cref="DemoPartner.Groups"/>.</param>
/// <param name="seed">Setting <c>Demo:Seed</c>.</param>
/// <param name="now">The seeding moment (UTC); only <see cref="CustomerAsOf"/> looks at its time of day.</param>
internal sealed class DemoCustomers(DemoPartner partner, IReadOnlyList<Guid> groups, int seed, DateTime now)
{
    private static readonly (Sector, int)[] s_sectors =
        [(Sector.Health, 3), (Sector.Industry, 22), (Sector.Public, 9), (Sector.Trade, 26), (Sector.Services, 32), (Sector.Education, 8)];

    // The severities the first customers must show.
    private static readonly AlertSeverity[] s_shown = [AlertSeverity.High, AlertSeverity.Medium, AlertSeverity.Low];

    // Makes another chance of the same seed.
    private const int Devices = 0x5DE71CE5;

    private readonly DemoContacts _contacts = new();
    private readonly DateOnly _today = DateOnly.FromDateTime(now);
    private DemoNames? _names;

    /// <summary>Customer number <paramref name="index"/>; call in order, because names are unique.</summary>
    public DemoCustomer Draw(int index)
    {
        var random = DemoRandom.Of(seed, partner.Id, index);
        var names = _names ??= new DemoNames(_contacts);
        var odd = DemoOddNames.Of(partner.Id - 1, index);
        var french = random.Percent(odd is null ? partner.FrenchPercent : partner.FrenchPercent / 50 * 100);
        var place = random.Pick(french ? DemoPlaces.French : DemoPlaces.English);
        var sector = index % 20 == 3 ? Sector.Health : random.Pick(s_sectors);
        var name = odd is null ? names.Company(random, french, sector, place) : names.Once(odd, place);
        var what = DemoStories.Of(random, partner, index);
        var customer = new Customer
        {
            Id = random.Id(index),
            PartnerId = partner.Id,
            Name = name,
            ShowAs = index == 9 || (odd is null && random.Percent(12)) ? names.Nickname(random, french, name) : "",
            BillingType = BillingOf(what),
            Status = what.Status ?? random.Pick<CustomerStatus>([(CustomerStatus.Active, 970), (CustomerStatus.Suspended, 24), (CustomerStatus.Cancelled, 6)]),
            Activated = what.Story != Story.NotActivated,
            Origin = what.Origin,
            PartnerAssistance = DemoStories.AssistanceOf(random, what),
            Contact = _contacts.Contact(random, french, place, name, index + 1),
            Version = 1,
        };
        PutWhereDataLives(random, customer, place);
        PutIntoGroups(random, customer, index, sector, place);
        AddFormerNames(random, names, customer, index, french);
        var licences = new DemoLicences(random, customer, _today).Draw(what.Story, index < Enum.GetValues<LicenceCategory>().Length ? (LicenceCategory)index : null);
        customer.UnprotectedDevices = DemoDevices.Of(DemoRandom.Of(seed ^ Devices, partner.Id, index), customer, licences, _today);
        // Nothing is protected before the first licence has begun: nothing raises alerts.
        var begun = licences.Any(licence => licence.StartDate < _today);
        var alerts = customer.Activated && begun ? DemoAlerts.Draw(random, _contacts, customer, MustShow(index, what), french, _today) : [];
        var asOf = customer.Activated ? new CustomerAsOf { CustomerId = customer.Id, PartnerId = partner.Id, At = AsOf(random) } : null;
        if (begun)
            KeepWithin(random, licences.Min(licence => licence.StartDate).AddDays(1), customer, alerts);
        return new DemoCustomer(customer, licences, alerts, asOf);
    }

    // A customer has no past before it was one: what chance put there falls into the time since its first licence.
    private void KeepWithin(Randomizer random, DateOnly from, Customer customer, IReadOnlyList<Alert> alerts)
    {
        var since = DemoMoments.Midnight(from);
        var minutes = (int)(DemoMoments.Midnight(_today) - since).TotalMinutes;
        DateTime Within(DateTime at) => at > since || minutes < 1 ? at : since.AddMinutes(random.Number(1, minutes));
        foreach (var name in customer.FormerNames)
            name.Until = Within(name.Until);
        foreach (var alert in alerts)
            alert.RaisedAt = Within(alert.RaisedAt);
    }

    private static BillingType BillingOf(DemoCase what) => what switch
    {
        { Story: Story.Converted } => BillingType.Usage,
        { Origin: CustomerOrigin.MonthlyAccount } => BillingType.Usage,
        { Origin: CustomerOrigin.ManagedOrder } => BillingType.Ordered,
        { Origin: CustomerOrigin.Term } => BillingType.Term,
        _ => BillingType.Trial,
    };

    // One customer of each severity in sight, and hidden ones at customers without assistance.
    private static AlertSeverity? MustShow(int index, DemoCase what) =>
        index < s_shown.Length ? s_shown[index]
        : what.Assistance is PartnerAssistance.Off or PartnerAssistance.Unknown ? AlertSeverity.Medium
        : null;

    private static void PutWhereDataLives(Randomizer random, Customer customer, DemoPlace place)
    {
        var (geography, region) = place.Country == "CA" ? ("CA", "ca01") : random.Percent(70) ? ("IE", "eu01") : ("DE", "eu02");
        if (!customer.Activated && random.Percent(50))
            return;
        (customer.DataGeography, customer.DataRegion) = (geography, region);
    }

    private void PutIntoGroups(Randomizer random, Customer customer, int index, Sector sector, DemoPlace place)
    {
        var wanted = index switch { 0 => 3, 1 => 0, 2 => 2, 3 => 1, _ => random.Pick<int>([(0, 24), (1, 46), (2, 22), (3, 8)]) };
        var all = Enumerable.Range(0, groups.Count).ToList();
        var fitting = all.Where(i => partner.Groups[i].Fits?.Invoke(sector, place) == true);
        var free = random.Shuffle(all.Where(i => partner.Groups[i].Fits is null));
        foreach (var group in fitting.Concat(free).Take(wanted))
            customer.Groups.Add(new GroupMember { CustomerId = customer.Id, GroupId = groups[group] });
    }

    private void AddFormerNames(Randomizer random, DemoNames names, Customer customer, int index, bool french)
    {
        var count = index == 5 ? 2 : random.Percent(8) ? random.Number(1, 2) : 0;
        var until = _today.ToDateTime(new TimeOnly(9, 30), DateTimeKind.Utc);
        for (var i = 0; i < count; i++)
        {
            until = until.AddDays(-random.Number(20, 400)).AddMinutes(random.Number(0, 400));
            var name = names.Nickname(random, french, customer.Name);
            // Nobody renames a customer to what it is called.
            if (name != customer.DisplayName && customer.FormerNames.All(other => other.Name != name))
                customer.FormerNames.Add(new FormerName { CustomerId = customer.Id, Name = name, Until = until });
        }
    }

    private DateTime AsOf(Randomizer random) =>
        now.AddMinutes(-(random.Percent(8) ? random.Number(20 * 60, 30 * 60) : random.Number(2, 5 * 60)));
}
