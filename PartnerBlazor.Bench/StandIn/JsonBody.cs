using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Reads bodies as strictly as the vendor does.</summary>
internal static class JsonBody
{
    /// <summary>The body, an object, or the refusal of what is none.</summary>
    public static async Task<(JsonElement Body, IResult? Refusal)> ReadAsync(HttpContext http, StandInAnswers answers, string contentType = "application/json")
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(contentType, StringComparison.OrdinalIgnoreCase))
            return (default, answers.Refusal(415, $"The content type must be {contentType}."));
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (document.RootElement.Clone(), null)
                : (default, answers.Refusal(400, "The body must be an object."));
        }
        catch (JsonException)
        {
            return (default, answers.Refusal(400, "The body is no JSON."));
        }
    }

    /// <summary>A text of an object; null: it has none of that name.</summary>
    public static string? TextOf(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>An object of an object; one without anything when it has none of that name.</summary>
    public static JsonElement ObjectOf(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value : default;
}
