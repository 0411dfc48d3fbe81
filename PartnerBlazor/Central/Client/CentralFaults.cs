using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PartnerBlazor.Central.Client;

/// <summary>Reads what an error answer tells (domain.md B1, B11, B12), and no more of it: it is kept and shown.</summary>
internal static partial class CentralFaults
{
    /// <summary>How long to leave the vendor alone when it does not say (domain.md B11).</summary>
    public static readonly TimeSpan Otherwise = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);
    private static readonly string[] s_words = ["error", "errorCode", "code"];
    private static readonly string[] s_ids = ["correlationId", "trackingId", "requestId"];

    /// <summary>What an answer tells of a failure.</summary>
    public static async Task<CentralFault> OfAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        JsonElement body = default;
        try
        {
            using var read = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            body = read.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A gateway's page: the status says what there is to say.
        }
        return new CentralFault { Status = (int)answer.StatusCode, Word = Find(body, s_words), CorrelationId = Find(body, s_ids) };
    }

    /// <summary>How long the vendor asks to be left alone: seconds or a date, by its own clock where it tells it.</summary>
    public static TimeSpan RestOf(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var rest = headers.RetryAfter switch
        {
            { Delta: { } seconds } => seconds,
            { Date: { } date } => date - (headers.Date ?? now),
            _ => Otherwise,
        };
        return rest < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : rest > s_longest ? s_longest : rest;
    }

    // A plain word or id only: whatever else stands there is nobody's to see.
    private static string? Find(JsonElement body, string[] names) => body.ValueKind != JsonValueKind.Object ? null
        : names.Select(name => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
            .FirstOrDefault(text => text is not null && Word().IsMatch(text));

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
