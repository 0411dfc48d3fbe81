using System.Globalization;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>What happens at a vendor between two readings.</summary>
internal static class EstateChanges
{
    /// <summary>Some of everything, few enough that who leaves is believed.</summary>
    public static void Some(StandInEstate estate, Random random, DateOnly today)
    {
        foreach (var customer in estate.Customers.OrderBy(c => c.Id).ToList())
        {
            switch (random.Next(16))
            {
                case 0:
                    estate.Rename(customer.Id, $"{customer.Name} {random.Next(1000)}");
                    break;
                case 1:
                    estate.Change(customer.Id, c => c with { BillingType = random.Next(2) == 0 ? "usage" : "term", Assistance = true });
                    break;
                case 2:
                    estate.Change(customer.Id, c => c with { Licences = [] });
                    break;
                case 3:
                    estate.Change(customer.Id, c => c with { Licences = [.. c.Licences, New(random, today)] });
                    break;
                case 4:
                    estate.Change(customer.Id, c => c with { Licences = [.. c.Licences.Select(l => l with { Usage = random.Next(50), Quantity = l.Unlimited ? null : 1 + random.Next(60) })] });
                    break;
                case 5:
                    estate.Change(customer.Id, c => c with { Activated = true, DataRegion = c.DataRegion ?? "eu01", Assistance = true });
                    break;
                case 6:
                    estate.Change(customer.Id, c => c with { Assistance = !c.Assistance });
                    break;
                case 7:
                    estate.Raise(customer.Id, Alert(random, today));
                    break;
                case 8:
                    estate.Change(customer.Id, c => c with { Alerts = [.. c.Alerts.Where(_ => random.Next(3) > 0)] });
                    break;
                case 9:
                    // Again on the same device.
                    estate.Change(customer.Id, c => c.Alerts is [var first, ..] ? c with { Alerts = [.. c.Alerts, Alert(random, today) with { Type = first.Type, Device = first.Device, Person = first.Person }] } : c);
                    break;
                case 10:
                    estate.Change(customer.Id, c => c with { Health = c.Health is null ? new StandInHealth { Computers = new StandInDevices(9, random.Next(9)) } : c.Health with { Servers = new StandInDevices(5, random.Next(5)) } });
                    break;
            }
        }
        estate.Remove(estate.Customers[random.Next(estate.Customers.Count)].Id);
        var id = Id(random);
        estate.Add(new StandInCustomer { Id = id, Name = $"New {id:N}", Licences = [New(random, today)] });
    }

    private static StandInLicence New(Random random, DateOnly today) => new()
    {
        Id = $"L{random.Next():x8}",
        ProductCode = random.Next(2) == 0 ? "CIXA" : "SVRCIXA",
        ProductName = "Added",
        // Not from today on: one that goes on its first day has this day as its last.
        StartDate = Day(today.AddDays(-1 - random.Next(100))),
        EndDate = Day(today.AddDays(10 + random.Next(300))),
        Quantity = 1 + random.Next(40),
        Usage = random.Next(40),
    };

    private static StandInAlert Alert(Random random, DateOnly today) => new()
    {
        Id = Id(random),
        Type = random.Next(2) == 0 ? "Event::Endpoint::OutOfDate" : "Event::Endpoint::SavDisabled",
        Severity = random.Next(2) == 0 ? "high" : "low",
        Description = $"Something {random.Next(100_000)}",
        RaisedAt = $"{Day(today)}T0{random.Next(10)}:{random.Next(10, 60)}:{random.Next(10, 60)}.{random.Next(100, 1000)}Z",
        Device = new StandInNamed(Id(random), $"PC-{random.Next(1000)}", "computer"),
    };

    // Not by chance of its own: a seed that fails fails again.
    private static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
