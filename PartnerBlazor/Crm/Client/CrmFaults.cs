using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PartnerBlazor.Crm.Client;

/// <summary>Reads what an answer of the CRM tells beside what was asked, and no more of it: it is kept and shown.</summary>
internal static partial class CrmFaults
{
    /// <summary>How long an organisation whose calls are used up is left alone; it does not say itself.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    private static readonly string[] s_disabled =
        ["API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED", "FUNCTIONALITY_NOT_ENABLED", "INACTIVE_ORG", "INACTIVE_USER", "OPERATION_TOO_LARGE_NOT_ALLOWED"];

    /// <summary>Words of a failure that passes by itself.</summary>
    private static readonly string[] s_passing =
        ["UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "UNKNOWN_EXCEPTION", "QUERY_TIMEOUT", "REQUEST_RUNNING_TOO_LONG", "CANNOT_EXECUTE_FLOW_TRIGGER_TIMEOUT", "TXN_SECURITY_METERING_ERROR"];

    /// <summary>What an answer of the data API means.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">The first error's code.</param>
    public static CrmMeaning Of(int status, string? code) => (status, code) switch
    {
        ( >= 200 and < 300, _) => CrmMeaning.Done,
        (_, "REQUEST_LIMIT_EXCEEDED" or "CONCURRENT_REQUESTS_LIMIT_EXCEEDED" or "TOO_MANY_APEX_REQUESTS") or (429, _) => CrmMeaning.Limited,
        (401, _) => CrmMeaning.LinkRefused,
        _ when code is not null && s_disabled.Contains(code) => CrmMeaning.LinkRefused,
        _ when Passes(code) => CrmMeaning.Silent,
        (408, _) => CrmMeaning.Silent,
        ( >= 400 and < 500, _) => CrmMeaning.Refused,
        _ => CrmMeaning.Silent,
    };

    /// <summary>True for what passes by itself.</summary>
    public static bool Passes(string? code) => code is not null && s_passing.Contains(code);

    /// <summary>The word an error answer begins with: <c>[{"errorCode":…}]</c> of the data API, <c>{"error":…}</c> of the sign-in.</summary>
    public static async Task<string?> CodeOfAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            return CodeOf(body.RootElement);
        }
        catch (JsonException)
        {
            // A gateway's page: the status says what there is to say.
            return null;
        }
    }

    /// <summary>The organisation's calls, as the answer tells them.</summary>
    public static CrmUsage? UsageOf(HttpResponseHeaders headers) =>
        headers.TryGetValues("Sforce-Limit-Info", out var told) && ApiUsage().Match(string.Join(' ', told)) is { Success: true } usage
            && int.TryParse(usage.Groups[1].Value, CultureInfo.InvariantCulture, out var used) && int.TryParse(usage.Groups[2].Value, CultureInfo.InvariantCulture, out var allowed)
            ? new CrmUsage(used, allowed) : null;

    private static string? CodeOf(JsonElement body) => body switch
    {
        { ValueKind: JsonValueKind.Array } when body.GetArrayLength() > 0 => CodeOf(body[0]),
        { ValueKind: JsonValueKind.Object } => Text(body, "errorCode") ?? Text(body, "statusCode") ?? Text(body, "error"),
        _ => null,
    };

    // A plain word only: whatever else stands there is nobody's to see.
    internal static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && Word().IsMatch(text) ? text : null;

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"api-usage=(\d{1,9})/(\d{1,9})", RegexOptions.CultureInvariant)]
    private static partial Regex ApiUsage();
}
