using System.Text.Json.Nodes;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Writes alerts and what was done about them (domain.md B9).</summary>
internal static class AlertJson
{
    /// <summary>The record.</summary>
    public static JsonObject Of(StandInAlert alert, StandInCustomer customer)
    {
        var written = new JsonObject
        {
            ["id"] = alert.Id.ToString(),
            ["allowedActions"] = new JsonArray([.. alert.AllowedActions.Select(action => JsonValue.Create(action))]),
            ["category"] = alert.Category,
            ["description"] = alert.Description,
            ["groupKey"] = alert.GroupKey,
            ["product"] = alert.Product,
            ["raisedAt"] = alert.RaisedAt,
            ["severity"] = alert.Severity,
            ["tenant"] = new JsonObject { ["id"] = customer.Id.ToString(), ["name"] = customer.ShowAs ?? customer.Name },
            ["type"] = alert.Type,
        };
        if (alert.Device is { } device)
            written["managedAgent"] = Of(device);
        if (alert.Person is { } person)
            written["person"] = Of(person);
        return written;
    }

    /// <summary>An action that has begun.</summary>
    public static JsonObject Started(Guid alert, string action, DateTimeOffset now) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["alertId"] = alert.ToString(),
        ["action"] = action,
        ["status"] = "started",
        ["requestedAt"] = StandInAnswers.Iso(now),
        ["startedAt"] = StandInAnswers.Iso(now),
        ["completedAt"] = null,
        ["result"] = "",
    };

    private static JsonObject Of(StandInNamed named)
    {
        var written = new JsonObject { ["id"] = named.Id.ToString(), ["name"] = named.Name };
        if (named.Type is not null)
            written["type"] = named.Type;
        return written;
    }
}
