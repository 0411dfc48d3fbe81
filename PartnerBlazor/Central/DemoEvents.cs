using PartnerBlazor.Store;
using PartnerBlazor.Store.Demo;

namespace PartnerBlazor.Central;

/// <summary>The alerts the demo's vendor raises: the rules of the demo data.</summary>
internal static class DemoEvents
{
    private static readonly string[] s_people = ["Alice Vasseur", "Bruno Keller", "Claire Okafor", "David Martin", "Emma Lindqvist"];

    public static Alert Make(Random random, Customer customer, DateTime now)
    {
        var rule = DemoAlerts.Rules[random.Next(DemoAlerts.Rules.Count)];
        // The patterns of the demo data: ? is a letter, # a digit.
        var device = string.Concat(rule.Device.Select(c => c switch
        {
            '?' => (char)('A' + random.Next(26)),
            '#' => (char)('0' + random.Next(10)),
            _ => c,
        }));
        var person = s_people[random.Next(s_people.Length)];
        return new Alert
        {
            Id = Guid.NewGuid(),
            PartnerId = customer.PartnerId,
            CustomerId = customer.Id,
            Rule = rule.Type,
            Cause = rule.CauseFor(device.Length > 0 ? device : person),
            Severity = rule.Severity,
            Category = rule.Category,
            Product = rule.Product,
            Description = rule.Describe(device, person),
            RaisedAt = now,
            Device = device,
            Person = rule.Text.Contains("{P}", StringComparison.Ordinal) ? person : "",
            AllowedActions = rule.Actions,
        };
    }
}
