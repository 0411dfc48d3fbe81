using System.Globalization;
using Bogus;
using PartnerBlazor.Store;
using PartnerBlazor.Store.Demo;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Makes an estate of the customers of the portal's own demo.</summary>
internal static class EstateMaker
{
    // Makes another chance of the same seed than the one of the demo's records.
    private const int Own = 0x57A9D14;

    /// <summary>Makes it.</summary>
    public static StandInEstate Make(int customers, int seed, DateTime now)
    {
        var partner = DemoPartners.All[0];
        var random = DemoRandom.Of(seed ^ Own, partner.Id, -1);
        var estate = new StandInEstate { PartnerId = random.Guid(), OrganizationId = random.Guid(), UnknownFields = true };
        // The vendor knows nothing of the portal's groups: they only steer the demo's chance.
        var drawn = new DemoCustomers(partner, [.. partner.Groups.Select(_ => random.Guid())], seed, now);
        for (var i = 0; i < customers; i++)
        {
            var chance = DemoRandom.Of(seed ^ Own, partner.Id, i);
            estate.Add(EstateOddities.Put(i, Of(chance, drawn.Draw(i), estate, now)));
        }
        return estate;
    }

    private static StandInCustomer Of(Randomizer random, DemoCustomer demo, StandInEstate estate, DateTime now)
    {
        var customer = demo.Customer;
        return new StandInCustomer
        {
            Id = customer.Id,
            Name = customer.Name,
            ShowAs = customer.DisplayName,
            DataGeography = customer.DataGeography,
            DataRegion = customer.DataRegion,
            BillingType = Word(customer.BillingType),
            OrganizationId = random.Percent(15) ? estate.OrganizationId : null,
            Status = customer.Status == CustomerStatus.Cancelled ? "canceled" : Word(customer.Status),
            Activated = customer.Activated,
            Assistance = customer.PartnerAssistance == PartnerAssistance.On,
            Managed = true,
            Products = [.. demo.Licences.Select(licence => licence.ProductCode).Distinct()],
            Contact = Of(customer.Contact),
            // What the vendor has withdrawn it does not list.
            Licences = [.. demo.Licences.Where(licence => !licence.Revoked).Select(licence => Of(random, licence, now))],
            Alerts = [.. demo.Alerts.Where(alert => alert.State == AlertState.Open).Select(alert => Of(random, alert))],
            Health = HealthOf(random, demo),
        };
    }

    private static StandInContact Of(Contact contact) => new()
    {
        FirstName = contact.FirstName,
        LastName = contact.LastName,
        Email = contact.Email,
        Phone = contact.Phone,
        Mobile = contact.Mobile,
        Address1 = contact.Address1,
        Address2 = contact.Address2,
        Address3 = contact.Address3,
        City = contact.City,
        State = contact.State,
        CountryCode = contact.CountryCode,
        PostalCode = contact.PostalCode,
    };

    private static StandInLicence Of(Randomizer random, Licence licence, DateTime now) => new()
    {
        Id = random.Fill("????-????-????-????"),
        Identifier = licence.Number,
        ProductCode = licence.ProductCode,
        ProductName = licence.ProductName,
        StartDate = Day(licence.StartDate),
        EndDate = licence.EndDate is { } end ? Day(end) : null,
        Perpetual = licence is { EndDate: null, Type: LicenceType.Term },
        Type = licence is { EndDate: null, Type: LicenceType.Term } ? "perpetual" : Word(licence.Type),
        Quantity = licence.Quantity,
        Unlimited = licence.Quantity is null,
        Usage = licence.Usage,
        UsageDate = Day(DateOnly.FromDateTime(now).AddDays(-1)),
    };

    private static StandInAlert Of(Randomizer random, Alert alert) => new()
    {
        Id = alert.Id,
        Type = alert.Cause.Split('|')[0],
        Severity = Word(alert.Severity),
        Category = alert.Category,
        Product = alert.Product.Length > 0 ? alert.Product : null,
        Description = alert.Description,
        // The vendor writes the zone or forgets it.
        RaisedAt = StandInAnswers.Iso(alert.RaisedAt)[..^(random.Percent(20) ? 1 : 0)],
        AllowedActions = alert.AllowedActions.Split(' '),
        Device = alert.Device.Length > 0 ? new StandInNamed(random.Id(alert.CustomerId), alert.Device, KindOf(alert.Device)) : null,
        Person = alert.Person.Length > 0 ? new StandInNamed(random.Id(alert.CustomerId), alert.Person) : null,
    };

    private static StandInHealth? HealthOf(Randomizer random, DemoCustomer demo)
    {
        int SeatsOf(bool servers) => demo.Licences
            .Where(licence => !licence.Revoked && licence.Category is LicenceCategory.Endpoint or LicenceCategory.Server or LicenceCategory.Xdr or LicenceCategory.Mdr
                && licence.ProductCode.StartsWith("SVR", StringComparison.Ordinal) == servers)
            .Select(licence => licence.Usage ?? licence.Quantity ?? 0).DefaultIfEmpty(0).Max();

        var (computers, servers, without) = (SeatsOf(false), SeatsOf(true), demo.Customer.UnprotectedDevices ?? 0);
        return computers + servers == 0 ? null : new StandInHealth
        {
            Computers = computers > 0 ? new StandInDevices(computers, Math.Min(without, computers), random.Percent(4)) : null,
            Servers = servers > 0 ? new StandInDevices(servers, computers > 0 ? 0 : Math.Min(without, servers)) : null,
            PolicyScore = random.Pick<int>([(100, 70), (75, 20), (50, 10)]),
            ExclusionScore = random.Pick<int>([(100, 80), (90, 20)]),
            TamperProtection = !random.Percent(6),
            TelemetryScore = demo.Licences.Any(licence => licence.Category == LicenceCategory.Mdr) ? random.Number(60, 100) : null,
        };
    }

    private static string KindOf(string device) => device.Split('-')[0] switch { "SRV" => "server", "FW" => "xgFirewall", _ => "computer" };

    private static string Word<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
