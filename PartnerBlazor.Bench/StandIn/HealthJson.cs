using System.Text.Json.Nodes;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Writes the health of a customer (domain.md B10). What it is not enrolled in is left out.</summary>
internal static class HealthJson
{
    /// <summary>What may be asked for by name.</summary>
    public static IReadOnlyList<string> Checks { get; } =
        ["protection", "policy", "exclusions", "tamperProtection", "mdrDataTelemetry", "mdrAuthorizedContact"];

    /// <summary>The products that may be asked for by name.</summary>
    public static IReadOnlyList<string> Products { get; } = ["endpoint", "networkDevice"];

    /// <summary>The answer.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="checks">The checks wanted.</param>
    /// <param name="products">The products wanted.</param>
    public static JsonObject Of(StandInCustomer customer, IReadOnlyCollection<string> checks, IReadOnlyCollection<string> products)
    {
        var answer = new JsonObject
        {
            ["tenant"] = new JsonObject { ["id"] = customer.Id.ToString(), ["name"] = customer.ShowAs ?? customer.Name },
        };
        if (customer.Health is not { } health)
            return answer;
        if (products.Contains("endpoint") && (health.Computers ?? health.Servers) is not null)
        {
            var endpoint = new JsonObject();
            foreach (var check in checks)
            {
                if (SectionOf(check, health) is { } section)
                    endpoint[check] = section;
            }
            answer["endpoint"] = endpoint;
        }
        if (products.Contains("networkDevice"))
            answer["networkDevice"] = new JsonObject { ["firewall"] = new JsonObject() };
        return answer;
    }

    private static JsonObject? SectionOf(string check, StandInHealth health) => check switch
    {
        "protection" => ByKind(health, Protection),
        "policy" => ByKind(health, (devices, kind) => new JsonObject { [kind == "computer" ? "threat-protection" : "server-threat-protection"] = Policy(health, devices) }),
        "exclusions" => new JsonObject
        {
            ["policy"] = ByKind(health, (devices, _) => Score(100, 4, "numberOfSecurityRisks", 0, devices.Snoozed)),
            ["global"] = new JsonObject
            {
                ["score"] = health.ExclusionScore,
                ["numberOfSecurityRisks"] = health.ExclusionScore < 100 ? 1 : 0,
                ["scanningExclusions"] = new JsonArray(),
                ["lockedByManagingAccount"] = false,
                ["snoozed"] = false,
            },
        },
        "tamperProtection" => Tamper(health),
        "mdrDataTelemetry" when health.TelemetryScore is { } score => new JsonObject
        {
            ["protectionImprovement"] = new JsonObject { ["total"] = 3, ["missingSettings"] = new JsonArray(), ["score"] = score, ["snoozed"] = false },
        },
        "mdrAuthorizedContact" when health.TelemetryScore is not null => new JsonObject
        {
            ["contact"] = new JsonObject { ["configured"] = true, ["score"] = 100, ["snoozed"] = false },
        },
        _ => null,
    };

    private static JsonObject Protection(StandInDevices devices, string kind) =>
        Score(devices.Score, devices.Total, "notFullyProtected", devices.Unprotected, devices.Snoozed);

    private static JsonObject Policy(StandInHealth health, StandInDevices devices)
    {
        var policy = Score(health.PolicyScore, 4, "notOnRecommended", health.PolicyScore < 100 ? 1 : 0, devices.Snoozed);
        policy["policies"] = new JsonArray();
        return policy;
    }

    private static JsonObject Tamper(StandInHealth health)
    {
        var section = ByKind(health, (devices, _) => Score(100, devices.Total, "disabled", 0, devices.Snoozed));
        section["globalDetail"] = new JsonObject { ["score"] = health.TamperProtection ? 100 : 0, ["enabled"] = health.TamperProtection, ["snoozed"] = false };
        section["global"] = health.TamperProtection;
        return section;
    }

    private static JsonObject Score(int score, int total, string countName, int count, bool snoozed) =>
        new() { ["score"] = score, ["total"] = total, [countName] = count, ["snoozed"] = snoozed };

    private static JsonObject ByKind(StandInHealth health, Func<StandInDevices, string, JsonObject> section)
    {
        var both = new JsonObject();
        if (health.Computers is { } computers)
            both["computer"] = section(computers, "computer");
        if (health.Servers is { } servers)
            both["server"] = section(servers, "server");
        return both;
    }
}
