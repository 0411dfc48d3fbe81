using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Writes answers, and refusals in the vendor's standard body (domain.md B12).</summary>
internal sealed class StandInAnswers(StandInEstate estate, TimeProvider time)
{
    // Readable where it is printed, and still JSON.
    private static readonly JsonSerializerOptions s_written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer.</summary>
    public IResult Of(JsonObject body, int status = StatusCodes.Status200OK)
    {
        if (estate.UnknownFields)
            UnknownFields.AddTo(body);
        return Results.Text(body.ToJsonString(s_written), "application/json", statusCode: status);
    }

    /// <summary>A refusal.</summary>
    /// <param name="status">Status.</param>
    /// <param name="message">What is wrong; null: what the status says.</param>
    /// <param name="error">The vendor's word; null: the usual one of the status.</param>
    public IResult Refusal(int status, string? message = null, string? error = null)
    {
        var (word, text) = Usual(status);
        return Of(new JsonObject
        {
            ["error"] = error ?? word,
            ["message"] = message ?? text,
            ["correlationId"] = Guid.NewGuid().ToString(),
            ["requestId"] = Guid.NewGuid().ToString(),
            ["createdAt"] = Iso(time.GetUtcNow()),
        }, status);
    }

    /// <summary>A moment as the vendor writes it.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static (string Word, string Text) Usual(int status) => status switch
    {
        400 => ("badRequest", "Bad request."),
        401 => ("notAuthorized", "Unauthorized"),
        403 => ("forbidden", "Forbidden"),
        404 => ("notFound", "Not found."),
        405 => ("methodNotAllowed", "Method not allowed."),
        409 => ("resourceConflict", "Conflict with what is there."),
        415 => ("unsupportedMediaType", "Unsupported media type."),
        429 => ("tooManyRequests", "Too many requests, see Retry-After header."),
        503 => ("serviceUnavailable", "Service unavailable."),
        _ => status < 500 ? ("badRequest", "Bad request.") : ("internalServerError", "Internal server error."),
    };
}

/// <summary>Fields nobody has heard of: the vendor adds some whenever it likes.</summary>
internal static class UnknownFields
{
    /// <summary>Name of the field.</summary>
    public const string Name = "futureField";

    /// <summary>Puts one into an object and into all objects below it.</summary>
    public static void AddTo(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                AddTo(item);
        }
        else if (node is JsonObject owner)
        {
            foreach (var (name, below) in owner)
            {
                // The names below "policy" are data: whose policy it is and what it is called.
                if (name != "policy")
                    AddTo(below);
            }
            owner[Name] = new JsonObject { ["since"] = "2031-02-30", ["value"] = null };
        }
    }
}
