using Bogus;

namespace PartnerBlazor.Store.Demo;

/// <summary>A rule of the vendor that raises alerts (domain.md A12, B9).</summary>
/// <param name="Type">The vendor's event type.</param>
/// <param name="Severity">Severity.</param>
/// <param name="Category">Category.</param>
/// <param name="Product">Product; empty when not told.</param>
/// <param name="Text">Description; {D} is the device, {P} the person.</param>
/// <param name="Device">Pattern of the device's name; empty when none.</param>
/// <param name="Actions">Actions the vendor allows, separated by spaces.</param>
/// <param name="Weight">How often; relative.</param>
public sealed record DemoAlertRule(
    string Type, AlertSeverity Severity, string Category, string Product, string Text, string Device, string Actions, int Weight)
{
    /// <summary>The cause an alert of this rule has for an object (SPEC §6).</summary>
    public string CauseFor(string subject) => $"{Type}|{subject}";

    /// <summary>The description for a device and a person.</summary>
    public string Describe(string device, string person) =>
        Text.Replace("{D}", device, StringComparison.Ordinal).Replace("{P}", person, StringComparison.Ordinal);
}

/// <summary>Alerts as the demo's vendor raises them.</summary>
public static class DemoAlerts
{
    private const int Day = 24 * 60;
    private const string Computer = "PC-???-###";
    private const string Server = "SRV-???-0#";

    /// <summary>The rules.</summary>
    public static IReadOnlyList<DemoAlertRule> Rules { get; } =
    [
        new("Event::Endpoint::SavDisabled", AlertSeverity.High, "protection", "endpoint", "Real-time protection disabled on {D}.", Computer, "acknowledge", 6),
        new("Event::Endpoint::NotProtected", AlertSeverity.High, "protection", "server", "Failed to protect {D}.", Server, "acknowledge", 3),
        new("Event::Endpoint::Threat::CleanFailed", AlertSeverity.High, "malware", "endpoint", "Malware on {D} could not be cleaned up; {P} was signed in.", Computer, "acknowledge cleanVirus clearThreat", 5),
        new("Event::Endpoint::RansomwareDetected", AlertSeverity.High, "runtimeDetections", "server", "Ransomware behaviour stopped on {D}.", Server, "acknowledge clearHmpa", 2),
        new("Event::Firewall::FirewallAdvancedThreatProtection", AlertSeverity.High, "utm", "firewall", "Advanced threat protection dropped traffic at {D}.", "FW-???-0#", "acknowledge", 3),
        new("Event::Endpoint::OutOfDate", AlertSeverity.Medium, "updating", "endpoint", "{D} is out of date.", Computer, "acknowledge", 16),
        new("Event::Endpoint::RebootRequired", AlertSeverity.Medium, "updating", "server", "{D} must be restarted to finish an update.", Server, "acknowledge", 8),
        new("Event::Endpoint::NonCompliant", AlertSeverity.Medium, "policy", "endpoint", "{D} does not comply with its policy.", Computer, "acknowledge", 9),
        new("Event::Endpoint::PUADetected", AlertSeverity.Medium, "pua", "endpoint", "Potentially unwanted application on {D}, used by {P}.", Computer, "acknowledge cleanPua authPua", 9),
        new("Event::Endpoint::CloneDetected", AlertSeverity.Medium, "general", "endpoint", "{D} looks like a clone of another computer.", Computer, "acknowledge", 3),
        new("Event::Firewall::FirewallGatewayDown", AlertSeverity.Medium, "connectivity", "firewall", "A gateway of {D} is down.", "FW-???-0#", "acknowledge", 5),
        new("Event::Mobile::NotManaged", AlertSeverity.Medium, "mobiles", "mobile", "The phone of {P} is no longer managed.", "", "acknowledge", 3),
        new("Event::Smc::AdSyncFailed", AlertSeverity.Medium, "adSync", "", "Directory synchronisation has not run for 24 hours.", "", "acknowledge", 3),
        new("Event::Email::QuarantineDigest", AlertSeverity.Low, "xgEmail", "emailGateway", "A message to {P} is waiting in quarantine.", "", "acknowledge", 8),
        new("Event::Endpoint::UpdateFailed", AlertSeverity.Low, "updating", "endpoint", "{D} could not download an update and will try again.", Computer, "acknowledge", 10),
        new("Event::Endpoint::RebootRecommended", AlertSeverity.Low, "updating", "endpoint", "A restart of {D} is recommended.", Computer, "acknowledge", 8),
        new("Event::Phish::CampaignEnded", AlertSeverity.Low, "uncategorized", "phishThreat", "A phishing simulation ended; {P} opened the link.", "", "acknowledge", 4),
    ];

    private static readonly (DemoAlertRule, int)[] s_weighted = [.. Rules.Select(rule => (rule, rule.Weight))];

    /// <summary>The alerts of a customer; those of one that hides itself are known too (SPEC §6).</summary>
    /// <param name="random">The customer's chance.</param>
    /// <param name="contacts">Gives names of people.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="first">Severity of an alert that must be there and open; null: none must.</param>
    /// <param name="french">People have French names.</param>
    /// <param name="today">The seeding day; all alerts are older.</param>
    internal static IReadOnlyList<Alert> Draw(
        Randomizer random, DemoContacts contacts, Customer customer, AlertSeverity? first, bool french, DateOnly today)
    {
        var count = first is not null || random.Percent(30) ? random.Pick<int>([(1, 55), (2, 25), (3, 12), (5, 6), (9, 2)]) : 0;
        var alerts = new Dictionary<string, Alert>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var must = i == 0 ? first : null;
            var rule = must is { } severity
                ? random.Pick([.. Rules.Where(r => r.Severity == severity)])
                : random.Pick(s_weighted);
            var (firstName, lastName) = contacts.Person(random, french);
            var (device, person) = (random.Fill(rule.Device), rule.Text.Contains("{P}", StringComparison.Ordinal) ? $"{firstName} {lastName}" : "");
            var alert = new Alert
            {
                Id = random.Id(customer.Id),
                PartnerId = customer.PartnerId,
                CustomerId = customer.Id,
                Rule = rule.Type,
                Cause = rule.CauseFor(device.Length > 0 ? device : person),
                Severity = rule.Severity,
                Category = rule.Category,
                Product = rule.Product,
                Description = rule.Describe(device, person),
                RaisedAt = today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMinutes(-random.Number(3, random.Percent(60) ? 3 * Day : 40 * Day)),
                Device = device,
                Person = person,
                AllowedActions = rule.Actions,
                State = must is not null ? AlertState.Open : random.Pick<AlertState>([(AlertState.Open, 78), (AlertState.Acknowledged, 12), (AlertState.Resolved, 10)]),
                Count = random.Percent(20) ? random.Number(2, 14) : 1,
            };
            alert.FirstAt = alert.Count == 1 ? alert.RaisedAt : alert.RaisedAt.AddHours(-7 * alert.Count);
            alert.Found = alert.Fold();
            alerts.TryAdd(alert.Cause, alert);
        }
        return [.. alerts.Values];
    }
}
